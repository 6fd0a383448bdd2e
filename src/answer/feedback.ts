import type { Verdict } from "../channel/event.ts";
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
  at: number,
): Promise<Change> {
  const row = await read
    .selectFrom("feedback")
    .select("sealed_comment")
    .where("org", "=", org)
    .where("answer", "=", answer)
    .executeTakeFirst();
  const sealed_comment = row?.sealed_comment ?? null;
  return { change: "put", table: "feedback", row: { org, answer, verdict, sealed_comment, at } };
}

/** A comment that its author has previewed and sent, word for word. */
export function sendComment(
  sealer: Sealer,
  {
    org,
    answer,
    verdict,
    comment,
    at,
  }: { org: string; answer: string; verdict: Verdict; comment: string; at: number },
): Change {
  const sealed_comment = sealer.seal(comment, ["feedback", org, answer]);
  return { change: "put", table: "feedback", row: { org, answer, verdict, sealed_comment, at } };
}
