import { Client } from "pg";
import { Failure } from "../../src/errors.ts";
import {
  migrations as allMigrations,
  type Migration,
  type WhenOlder,
} from "../../src/store/migrations/list.ts";
import { KEYS } from "../../src/store/schema.ts";
import type { Store } from "../../src/store/store.ts";
import { connections, queriesOver } from "./database.ts";
import { migrate } from "./migrate.ts";
import { openingProblem, runningProblem } from "./problems.ts";
import { ALL_NAMES } from "./row-security.ts";
import { serializable } from "./serializable.ts";
import { refuseUnfinishedMove } from "./unfinished-move.ts";

type Options = {
  /** Connections of each kind, for writing and for reading. */
  connections?: number;
  migrations?: readonly Migration[];
  whenOlder?: WhenOlder;
};

/**
 * The store for many replicas: a PostgreSQL database, whose server may go and come back while we run.
 * Throws Failure `misconfigured`, saying what to do, when the database cannot be used.
 */
export async function postgresStore(url: string, options: Options = {}): Promise<Store> {
  await prepare(url, options.migrations ?? allMigrations, options.whenOlder ?? "update");
  return postgresStoreAsItIs(url, options.connections);
}

/** The same over a database that was prepared already. `most`: connections of each kind, for writing and for reading. */
export function postgresStoreAsItIs(url: string, most = 10): Store {
  const writing = connections(url, "write", most);
  const reading = connections(url, "read", most);
  const writes = serializable(queriesOver(writing));
  const readOf = queriesOver(reading);
  let closed = false;

  return {
    async orgs() {
      const rows = await readOf(ALL_NAMES).selectFrom("org").select("org").orderBy("org").execute();
      return rows.map(({ org }) => org);
    },
    readOf,
    async write(work, org) {
      if (closed) throw new Failure("unavailable", "The store is closed.");
      return writes.write(work, org);
    },
    async scrub() {
      if (closed) throw new Failure("unavailable", "The store is closed.");
      await vacuum(url);
    },
    // An update here makes no copy.
    async forgetCopies() {},
    async close() {
      closed = true;
      await writes.idle();
      await Promise.all([writing.end(), reading.end()]);
    },
  };
}

/** Frees the space of rows that were deleted, for others to be written over them; nobody has to wait for it. */
async function vacuum(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // Said by the query that meets it.
  client.on("error", () => {});
  try {
    await client.connect();
    // To give pages back to the disk it would wait five seconds for everybody else, such as another replica's vacuum.
    await client.query(`vacuum (truncate false) ${Object.keys(KEYS).join(", ")}`);
  } catch (error) {
    throw runningProblem(error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function prepare(url: string, migrations: readonly Migration[], whenOlder: WhenOlder): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // Said by the query that meets it.
  client.on("error", () => {});
  try {
    await client.connect();
    await refuseUnfinishedMove(client, url);
    await migrate(client, url, migrations, whenOlder);
  } catch (error) {
    throw error instanceof Failure ? error : openingProblem(url, error);
  } finally {
    await client.end().catch(() => {});
  }
}
