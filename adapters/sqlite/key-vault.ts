import { DatabaseSync } from "node:sqlite";
import { Failure } from "../../src/errors.ts";
import { type HouseKey, type KeyVault, type LearnerKey, VAULT_TABLES } from "../../src/store/key-vault.ts";
import { openingProblem, runningProblem } from "./problems.ts";

type Row = Record<string, unknown>;

const ADD_HOUSE_KEY =
  "insert into house_key (key, purpose, made_at, wrapped) values (?, ?, ?, ?) on conflict do nothing";
const PUT_LEARNER_KEY = `insert into learner_key (org, learner, since, wrapped) values (?, ?, ?, ?)
  on conflict do update set since = excluded.since, wrapped = excluded.wrapped where since < excluded.since`;
const LOG_ERASURE = "insert into erasure (person, at) values (?, ?) on conflict do nothing";

/** The key vault in a file of its own. */
export function sqliteKeyVault(file: string): KeyVault {
  const database = open(file);
  const run = (sql: string, ...values: (string | number)[]) => database.prepare(sql).run(...values);
  const all = (sql: string, ...values: string[]): Row[] => database.prepare(sql).all(...values);
  const addHouseKey = ({ key, purpose, madeAt, wrapped }: HouseKey) =>
    run(ADD_HOUSE_KEY, key, purpose, madeAt, wrapped);
  const putLearnerKey = ({ org, learner, since, wrapped }: LearnerKey) =>
    run(PUT_LEARNER_KEY, org, learner, since, wrapped);

  /** Earlier keys are still where pages were rearranged around them, and in the log until it is folded in. */
  function foldIn(): void {
    database.exec("vacuum");
    database.exec("pragma wal_checkpoint(truncate)");
  }

  function together<T>(work: () => T): T {
    database.exec("begin immediate");
    try {
      const done = work();
      database.exec("commit");
      return done;
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw error;
    }
  }

  async function change(work: () => unknown): Promise<void> {
    explained(() => {
      together(() => {
        work();
        run("update vault set changes = changes + 1");
      });
      foldIn();
    });
  }

  return {
    fill: async ({ houseKeys, learnerKeys, erasures, changes }) =>
      explained(() =>
        together(() => {
          if (all("select 1 from house_key limit 1").length > 0) return false;
          houseKeys.forEach(addHouseKey);
          learnerKeys.forEach(putLearnerKey);
          for (const { person, at } of erasures) run(LOG_ERASURE, person, at);
          run("update vault set changes = changes + ?", changes);
          return true;
        }),
      ),
    changes: async () => explained(() => Number(all("select changes from vault")[0]?.changes)),

    houseKeys: async () =>
      explained(() => all("select * from house_key order by made_at, key").map(houseKeyIn)),
    addHouseKey: (key) => change(() => addHouseKey(key)),
    rewrapHouseKey: async ({ key, wrapped }, anew) => {
      explained(() =>
        run("update house_key set wrapped = ? where key = ? and wrapped = ?", anew, key, wrapped),
      );
    },

    learnerKeys: async () =>
      explained(() => all("select * from learner_key order by org, learner").map(learnerKeyIn)),
    learnerKey: async (org, learner) =>
      explained(() => {
        const [row] = all("select * from learner_key where org = ? and learner = ?", org, learner);
        return row ? learnerKeyIn(row) : null;
      }),
    putLearnerKey: (key) => change(() => putLearnerKey(key)),
    rewrapLearnerKey: async ({ org, learner, wrapped }, anew) => {
      const sql = "update learner_key set wrapped = ? where org = ? and learner = ? and wrapped = ?";
      explained(() => run(sql, anew, org, learner, wrapped));
    },
    forgetLearnerKey: async (org, learner, since) => {
      explained(() => {
        run("delete from learner_key where org = ? and learner = ? and since = ?", org, learner, since);
        foldIn();
      });
    },

    logErasure: ({ person, at }) => change(() => run(LOG_ERASURE, person, at)),
    erasures: async () =>
      explained(() =>
        all("select person, at from erasure order by at, person").map(({ person, at }) => ({
          person: String(person),
          at: Number(at),
        })),
      ),

    scrub: async () => explained(foldIn),
    close: async () => database.close(),
  };
}

function houseKeyIn(row: Row): HouseKey {
  return {
    key: String(row.key),
    purpose: row.purpose === "fingerprints" ? "fingerprints" : "sealing",
    madeAt: Number(row.made_at),
    wrapped: String(row.wrapped),
  };
}

function learnerKeyIn(row: Row): LearnerKey {
  return {
    org: String(row.org),
    learner: String(row.learner),
    since: Number(row.since),
    wrapped: String(row.wrapped),
  };
}

function open(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: 5000 });
    database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on");
    database.exec("begin immediate");
    for (const statement of VAULT_TABLES)
      database.exec(statement.replaceAll("{int}", "integer").replaceAll("{strict}", "strict"));
    database.exec("commit");
    return database;
  } catch (error) {
    throw openingProblem(file, error);
  }
}

function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Failure ? error : runningProblem(error);
  }
}
