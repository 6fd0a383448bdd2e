import { Client, type Pool, type PoolClient } from "pg";
import { Failure } from "../../src/errors.ts";
import {
  type Erasure,
  type HouseKey,
  type KeyVault,
  type LearnerKey,
  VAULT_TABLES,
} from "../../src/store/key-vault.ts";
import { connections } from "./database.ts";
import { inPostgres } from "./migrate.ts";
import { openingProblem, placeIn, runningProblem } from "./problems.ts";

const CONNECTIONS = 3;
const COUNTED = "with counted as (update vault set changes = changes + 1)";
const ADD_HOUSE_KEY =
  "insert into house_key (key, purpose, made_at, wrapped) values ($1, $2, $3, $4) on conflict do nothing";
const PUT_LEARNER_KEY = `insert into learner_key (org, learner, since, wrapped) values ($1, $2, $3, $4)
  on conflict (org, learner) do update set since = excluded.since, wrapped = excluded.wrapped
  where learner_key.since < excluded.since`;
const LOG_ERASURE = "insert into erasure (person, at) values ($1, $2) on conflict do nothing";
const HOUSE_KEY = `key, purpose, made_at as "madeAt", wrapped`;
const LEARNER_KEY = "org, learner, since, wrapped";

/**
 * The key vault for replicas: a PostgreSQL database of its own. Throws Failure `misconfigured`, saying what to do, when it cannot be
 * used or is the store's.
 */
export async function postgresKeyVault(url: string): Promise<KeyVault> {
  await prepare(url);
  const pool = connections(url, "write", CONNECTIONS);
  const run = (sql: string, values: unknown[] = []) => explained(() => pool.query(sql, values));
  const all = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await explained(() => pool.query<Row>(sql, values))).rows;
  const change = (sql: string, values: unknown[]) => run(`${COUNTED} ${sql}`, values);
  /** Frees the space of what is gone, for the server to write over it. */
  const scrub = async () => void (await run("vacuum house_key, learner_key"));

  return {
    fill: (content) =>
      explained(() =>
        inTransaction(pool, async (client) => {
          await client.query("lock table vault");
          const { rowCount } = await client.query("select 1 from house_key limit 1");
          if (rowCount !== 0) return false;
          for (const key of content.houseKeys) await client.query(ADD_HOUSE_KEY, ofHouseKey(key));
          for (const key of content.learnerKeys) await client.query(PUT_LEARNER_KEY, ofLearnerKey(key));
          for (const { person, at } of content.erasures) await client.query(LOG_ERASURE, [person, at]);
          await client.query("update vault set changes = changes + $1", [content.changes]);
          return true;
        }),
      ),
    async changes() {
      const [row] = await all<{ changes: number }>("select changes from vault");
      return row?.changes ?? 0;
    },

    houseKeys: () => all<HouseKey>(`select ${HOUSE_KEY} from house_key order by made_at, key`),
    async addHouseKey(key) {
      await change(ADD_HOUSE_KEY, ofHouseKey(key));
    },
    async rewrapHouseKey({ key, wrapped }, anew) {
      await run("update house_key set wrapped = $1 where key = $2 and wrapped = $3", [anew, key, wrapped]);
    },

    learnerKeys: () => all<LearnerKey>(`select ${LEARNER_KEY} from learner_key order by org, learner`),
    async learnerKey(org, learner) {
      const sql = `select ${LEARNER_KEY} from learner_key where org = $1 and learner = $2`;
      return (await all<LearnerKey>(sql, [org, learner]))[0] ?? null;
    },
    async putLearnerKey(key) {
      await change(PUT_LEARNER_KEY, ofLearnerKey(key));
      await scrub();
    },
    async rewrapLearnerKey({ org, learner, wrapped }, anew) {
      const sql = "update learner_key set wrapped = $1 where org = $2 and learner = $3 and wrapped = $4";
      await run(sql, [anew, org, learner, wrapped]);
    },
    async forgetLearnerKey(org, learner, since) {
      const sql = "delete from learner_key where org = $1 and learner = $2 and since = $3";
      await run(sql, [org, learner, since]);
      await scrub();
    },

    async logErasure({ person, at }) {
      await change(LOG_ERASURE, [person, at]);
    },
    erasures: () => all<Erasure>("select person, at from erasure order by at, person"),

    scrub,
    close: () => pool.end(),
  };
}

function ofHouseKey({ key, purpose, madeAt, wrapped }: HouseKey): unknown[] {
  return [key, purpose, madeAt, wrapped];
}

function ofLearnerKey({ org, learner, since, wrapped }: LearnerKey): unknown[] {
  return [org, learner, since, wrapped];
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const done = await work(client);
    await client.query("commit");
    client.release();
    return done;
  } catch (error) {
    // With the connection goes what was begun.
    client.release(true);
    throw error;
  }
}

/** Makes the tables, one process at a time. */
async function prepare(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // Said by the query that meets it.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("begin");
    const lock = "hashtext('lotse key vault'), hashtext(current_schema())";
    await client.query(`select pg_advisory_xact_lock(${lock})`);
    await refuseStore(client, url);
    for (const statement of VAULT_TABLES) await client.query(inPostgres(statement));
    await client.query("commit");
  } catch (error) {
    throw error instanceof Failure ? error : openingProblem(url, error, "KEYS_URL");
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whoever takes the backup of one must not have the other in it. */
async function refuseStore(client: Client, url: string): Promise<void> {
  const { rows } = await client.query<{ store: string | null }>("select to_regclass('inbox') as store");
  if (rows[0]?.store === null) return;
  const { server, database } = placeIn(url);
  throw new Failure(
    "misconfigured",
    `The database ${database} at ${server} is the store's. Keys need one of their own, with backups of its own: name it in KEYS_URL.`,
  );
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw runningProblem(error);
  }
}
