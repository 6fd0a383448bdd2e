import { Client } from "pg";
import { Failure } from "../../src/errors.ts";
import { migrations } from "../../src/store/migrations/list.ts";
import type { Store } from "../../src/store/store.ts";
import { migrate } from "./migrate.ts";
import { postgresStoreAsItIs } from "./postgres-store.ts";
import { openingProblem, placeIn } from "./problems.ts";
import { isMoveUnderWay, MARK } from "./unfinished-move.ts";

export type MovingTo = {
  store: Store;
  /** An earlier move began here, and did not come to its end. */
  underWay: boolean;
  /** From now on until `arrived`, Lotse does not start here. */
  begin(): Promise<void>;
  arrived(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A database to carry a store into, brought to the newest shape. Throws Failure `misconfigured` when it cannot be used, or another move
 * into it is running.
 */
export async function movingTo(url: string): Promise<MovingTo> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // Said by the query that meets it.
  client.on("error", () => {});
  try {
    await client.connect();
    await migrate(client, url, migrations);
    await refuseSecond(client, url);
    const store = postgresStoreAsItIs(url);
    return {
      store,
      underWay: await isMoveUnderWay(client),
      async begin() {
        await client.query(`create table if not exists ${MARK} (since bigint not null)`);
      },
      async arrived() {
        await client.query(`drop table ${MARK}`);
      },
      async close() {
        await store.close();
        await client.end().catch(() => {});
      },
    };
  } catch (error) {
    await client.end().catch(() => {});
    throw error instanceof Failure ? error : openingProblem(url, error);
  }
}

/** The lock is this connection's, and gone with it. */
async function refuseSecond(client: Client, url: string): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock(hashtext('lotse move'), hashtext(current_schema())) as locked",
  );
  if (rows[0]?.locked) return;
  const { server, database } = placeIn(url);
  throw new Failure(
    "misconfigured",
    `Another move into the database ${database} at ${server} is running. Wait for it, or end it.`,
  );
}
