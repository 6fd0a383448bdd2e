import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { Failure } from "../../src/errors.ts";
import type { LearnerKeys } from "../../src/store/learner-keys.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import { openingProblem, runningProblem } from "./problems.ts";

const KEY_BYTES = 32;

/** The learners' keys in a file of their own, which is backed up apart from the store and for a shorter time. */
export function sqliteLearnerKeys(file: string, master: Sealer): LearnerKeys {
  const database = open(file);
  const found = database.prepare("select wrapped, since from learner_key where org = ? and learner = ?");
  const added = database.prepare(
    `insert into learner_key (org, learner, since, wrapped) values (?, ?, ?, ?)
     on conflict do update set since = excluded.since, wrapped = excluded.wrapped where since < excluded.since`,
  );
  const forgotten = database.prepare("delete from learner_key where org = ? and learner = ? and since = ?");
  const listed = database.prepare("select org, learner, since from learner_key order by org, learner");
  const place = (org: string, learner: string) => ["learner_key", org, learner] as const;

  function find(org: string, learner: string, since?: number): Buffer | null {
    const row = found.get(org, learner);
    if (row === undefined || (since !== undefined && Number(row.since) !== since)) return null;
    const key = Buffer.from(
      z.string().parse(master.open(String(row.wrapped), place(org, learner))),
      "base64",
    );
    if (key.length !== KEY_BYTES)
      throw new Failure("misconfigured", `A learner's key in ${file} is damaged.`);
    return key;
  }

  /** Until the log is folded in, it still has the pages with earlier keys. */
  function foldIn(): void {
    database.exec("pragma wal_checkpoint(truncate)");
  }

  return {
    of: async (org, learner, since) =>
      explained(() => {
        const known = find(org, learner, since);
        if (known) return known;
        const fresh = randomBytes(KEY_BYTES).toString("base64");
        added.run(org, learner, since, master.seal(fresh, place(org, learner)));
        foldIn();
        // Somebody else may have been faster: theirs counts.
        return find(org, learner, since) ?? Buffer.from(fresh, "base64");
      }),
    find: async (org, learner) => explained(() => find(org, learner)),
    forget: async (org, learner, since) => {
      explained(() => {
        forgotten.run(org, learner, since);
        foldIn();
      });
    },
    all: async () =>
      explained(() =>
        listed.all().map(({ org, learner, since }) => ({
          org: String(org),
          learner: String(learner),
          since: Number(since),
        })),
      ),
    close: async () => database.close(),
  };
}

function open(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: 5000 });
    database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on");
    database.exec(
      "create table if not exists learner_key (org text not null, learner text not null, since integer not null, wrapped text not null, primary key (org, learner)) strict",
    );
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
