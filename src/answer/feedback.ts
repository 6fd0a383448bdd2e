import type { Verdict } from "../channel/event.ts";
import { dayOf } from "../clock.ts";
import type { Change } from "../store/change.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";

/** Whether an answer is still on record; its id is known only to whoever received it. */
export async function isAnswerKnown(read: Reader, org: string, answer: string): Promise<boolean> {
  const row = await read
    .selectFrom("answer")
    .select("answer")
    .where("org", "=", org)
    .where("answer", "=", answer)
    .executeTakeFirst();
  return row !== undefined;
}

/** What was said about each of these answers. */
export async function verdictsOn(
  read: Reader,
  org: string,
  answers: readonly string[],
): Promise<ReadonlyMap<string, Verdict>> {
  if (answers.length === 0) return new Map();
  const rows = await read
    .selectFrom("feedback")
    .select(["answer", "verdict"])
    .where("org", "=", org)
    .where("answer", "in", answers)
    .execute();
  return new Map(rows.map((row) => [row.answer, row.verdict]));
}

/** The latest verdict wins; a comment that was sent stays. */
export async function giveVerdict(
  read: Reader,
  org: string,
  answer: string,
  verdict: Verdict,
  now: number,
): Promise<Change> {
  const sealed_comment = (await find(read, org, answer))?.sealed_comment ?? null;
  return { change: "put", table: "feedback", row: { org, answer, verdict, sealed_comment, day: dayOf(now) } };
}

/** A comment that its author has previewed and sent, word for word. Null: there is no verdict that it belongs to. */
export async function sendComment(
  read: Reader,
  sealer: Sealer,
  org: string,
  answer: string,
  comment: string,
  now: number,
): Promise<Change | null> {
  const given = await find(read, org, answer);
  if (!given) return null;
  const sealed_comment = sealer.seal(comment, ["feedback", org, answer]);
  const row = { org, answer, verdict: given.verdict, sealed_comment, day: dayOf(now) };
  return { change: "put", table: "feedback", row };
}

function find(read: Reader, org: string, answer: string) {
  return read
    .selectFrom("feedback")
    .select(["verdict", "sealed_comment"])
    .where("org", "=", org)
    .where("answer", "=", answer)
    .executeTakeFirst();
}
