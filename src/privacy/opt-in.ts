import { endRhythm } from "../rhythm/rhythm.ts";
import { withdrawVotes } from "../signal/votes.ts";
import type { Change } from "../store/change.ts";
import type { OptIn } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

export const OPT_INS: readonly OptIn[] = ["messages", "reflections", "signals"];

type Person = { org: string; learner: string };

/** What a learner said yes to; all three are off until then. */
export async function optInsOf(read: Reader, { org, learner }: Person): Promise<ReadonlyMap<OptIn, number>> {
  const rows = await read
    .selectFrom("opt_in")
    .select(["opt_in", "given_at"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .execute();
  return new Map(rows.map(({ opt_in, given_at }) => [opt_in, given_at]));
}

/** When they said this yes; null without one. */
export async function givenAt(read: Reader, person: Person, optIn: OptIn): Promise<number | null> {
  return (await optInsOf(read, person)).get(optIn) ?? null;
}

export async function hasOptedIn(read: Reader, person: Person, optIn: OptIn): Promise<boolean> {
  return (await givenAt(read, person, optIn)) !== null;
}

/** A yes; said again, the first one stands: what was kept since belongs to it. */
export async function optIn(
  read: Reader,
  { org, learner }: Person,
  opt_in: OptIn,
  now: number,
): Promise<Change[]> {
  if (await hasOptedIn(read, { org, learner }, opt_in)) return [];
  return [{ change: "add", table: "opt_in", row: { org, learner, opt_in, given_at: now } }];
}

/** Takes a yes back, with everything that was there only because of it. */
export async function optOut(read: Reader, { org, learner }: Person, opt_in: OptIn): Promise<Change[]> {
  const withdrawn: Change = { change: "remove", table: "opt_in", key: { org, learner, opt_in } };
  switch (opt_in) {
    case "messages":
      return [withdrawn, ...endRhythm({ org, learner }), ...(await questionJobs(read, { org, learner }))];
    case "reflections":
      return [withdrawn, ...(await eraseReflections(read, { org, learner }))];
    case "signals":
      return [withdrawn, ...(await withdrawVotes(read, org, learner))];
  }
}

async function eraseReflections(read: Reader, { org, learner }: Person): Promise<Change[]> {
  const weeks = await read
    .selectFrom("check_in")
    .select("week")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .execute();
  const questions = await read
    .selectFrom("self_question")
    .select("question")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .execute();
  const notes = await read
    .selectFrom("note")
    .select("note")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .execute();
  return [
    { change: "remove", table: "goal", key: { org, learner } },
    ...notes.map(({ note }): Change => ({ change: "remove", table: "note", key: { org, learner, note } })),
    ...weeks.map(({ week }): Change => {
      return { change: "remove", table: "check_in", key: { org, learner, week } };
    }),
    ...questions.map(({ question }): Change => {
      return { change: "remove", table: "self_question", key: { org, learner, question } };
    }),
    ...(await questionJobs(read, { org, learner })),
  ];
}

/** Questions to oneself that are still to be asked. */
async function questionJobs(read: Reader, { org, learner }: Person): Promise<Change[]> {
  const rows = await read
    .selectFrom("schedule")
    .select(["job", "subject"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("subject", "<>", "")
    .execute();
  return rows.map(({ job, subject }): Change => {
    return { change: "remove", table: "schedule", key: { org, learner, job, subject } };
  });
}
