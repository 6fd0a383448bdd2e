import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import { Pool, type PoolClient, type PoolConfig, types } from "pg";
import type { Schema } from "../../src/store/schema.ts";
import { isOutdated, runningProblem } from "./problems.ts";
import { SEE } from "./row-security.ts";

type Access = "write" | "read";

const INT8 = 20;
const NUMERIC = 1700;
/** Counts, sums and times come as numbers: all of ours are far below 2 ** 53. */
export const asNumbers: NonNullable<PoolConfig["types"]> = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8 || oid === NUMERIC
      ? Number
      : types.getTypeParser(oid, format ?? "text")) as typeof types.getTypeParser,
};

const CONNECT_MS = 5000;
const LOCK_MS = 10_000;
const ANSWER_MS = 30_000;
const MOST_PREPARED = 500;
/** A cookie may name a company that was made up, and another with each request. */
const MOST_ORGS = 1000;
/** Statements over many rows come in many lengths, and their plan must see how large the table has become. */
const MOST_PARAMETERS = 50;

/** Connections to the server, made when they are needed, replaced when they were lost. */
export function connections(url: string, access: Access, most: number): Pool {
  const pool = new Pool({
    connectionString: access === "read" ? readOnly(url) : url,
    max: most,
    types: asNumbers,
    keepAlive: true,
    application_name: `lotse (${access})`,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    statement_timeout: ANSWER_MS,
    lock_timeout: LOCK_MS,
    // A process that froze in the middle of its work must not hold up the others.
    idle_in_transaction_session_timeout: LOCK_MS,
  });
  // One that is lost: whoever uses it is told by their next statement, and whoever comes next gets a new one.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/**
 * Queries over connections, each of one org. Statements are prepared once on each connection and kept: the house asks the same
 * hundred questions all day.
 */
export function queriesOver(pool: Pool): (org: string) => Kysely<Schema> {
  const names = new Map<string, string>();
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  const orgs = new WeakMap<PoolClient, string>();
  const kept = new Map<string, Kysely<Schema>>();

  function nameOf(sql: string): string | undefined {
    const known = names.get(sql);
    if (known !== undefined || names.size >= MOST_PREPARED) return known;
    const name = `lotse_${names.size}`;
    names.set(sql, name);
    return name;
  }

  async function connect(org: string): Promise<PostgresPoolClient> {
    const client = await explained(() => pool.connect());
    if (orgs.get(client) !== org) {
      try {
        await client.query({ name: "lotse_org", text: SEE, values: [org] });
        orgs.set(client, org);
      } catch (error) {
        client.release(true);
        throw runningProblem(error);
      }
    }
    const known = clients.get(client) ?? preparing(client, nameOf);
    clients.set(client, known);
    return known;
  }

  return (org) => {
    const known = kept.get(org);
    if (known) return known;
    const over: PostgresPool = { options: pool.options, end: () => pool.end(), connect: () => connect(org) };
    const queries = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: over }) });
    const [oldest] = kept.size < MOST_ORGS ? [] : kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(org, queries);
    return queries;
  };
}

function preparing(client: PoolClient, nameOf: (sql: string) => string | undefined): PostgresPoolClient {
  let outdated = false;
  const query = async (text: string, values: readonly unknown[]) => {
    const name = values.length > MOST_PARAMETERS ? undefined : nameOf(text);
    try {
      return await client.query({ name, text, values: [...values] });
    } catch (error) {
      if (!isOutdated(error)) throw runningProblem(error);
      outdated = true;
      // Beside a transaction, another try is all it takes. Inside, everything is to be done again.
      return client.query(text, [...values]).catch(() => {
        throw error;
      });
    }
  };
  return {
    // Nothing in the house streams, so no cursor comes in.
    query: query as unknown as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy === true || outdated),
  };
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw runningProblem(error);
  }
}

/** What a connection for reading starts with, beside what the URL itself asks for: it cannot write. */
function readOnly(url: string): string {
  const full = new URL(url);
  const asked = full.searchParams.get("options") ?? "";
  full.searchParams.set("options", `${asked} -c default_transaction_read_only=on`.trim());
  return full.href;
}
