import { type Connection, findOrg } from "../org/org.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";
import { countedElsewhere } from "./counted.ts";

/** A learner, a topic, and when. */
export type Confirmation = { org: string; learner: string; topic: string; now: number };
/** `unanswered`: after a question about the topic that nothing answered for sure. Of the question itself, nothing is kept. */
export type Confirming = Confirmation & { unanswered: boolean };

export type Confirmed =
  | { state: "counted"; changes: Change[] }
  /** A learner counts once per topic and month. */
  | { state: "already" }
  /** The company counts who comes by another connection, and they are not known there. */
  | { state: "elsewhere"; counted: Connection }
  /** The topic is not in the list. */
  | { state: "unknown" };

// Nothing here asks whether the learner shares signals: the dialog does, which can also explain and ask.

/** The month that the clock in `zone` (IANA) is in, such as `2026-11`. */
export function monthOf(now: number, zone: string): string {
  const format = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}`;
}

/** The month of the org's clock. */
export async function currentMonth(read: Reader, org: string, now: number): Promise<string> {
  const found = await findOrg(read, org);
  if (!found) throw new Error("A month belongs to an org that is there.");
  return monthOf(now, found.zone);
}

/** The month that takes votes: the current one, or the next that is not closed. What is late belongs to the next period. */
export async function openMonth(read: Reader, org: string, now: number): Promise<string> {
  const current = await currentMonth(read, org, now);
  const rows = await read
    .selectFrom("snapshot")
    .select("month")
    .where("org", "=", org)
    .where("month", ">=", current)
    .execute();
  const closed = new Set(rows.map(({ month }) => month));
  let month = current;
  while (closed.has(month)) month = monthAfter(month);
  return month;
}

/** That the learner wants to learn this, for the month that is open. */
export async function confirmTopic(
  read: Reader,
  { org, learner, topic, now, unanswered }: Confirming,
): Promise<Confirmed> {
  const listed = await read
    .selectFrom("topic")
    .select("topic")
    .where("org", "=", org)
    .where("topic", "=", topic)
    .executeTakeFirst();
  if (!listed) return { state: "unknown" };
  const counted = await countedElsewhere(read, org, learner);
  if (counted) return { state: "elsewhere", counted };
  const month = await openMonth(read, org, now);
  const row = { org, month, topic, learner, unanswered: unanswered ? 1 : 0 } as const;
  const given = (await votes(read, org, learner)).find(
    (vote) => vote.topic === topic && vote.month === month,
  );
  // Two taps at once: the second is a conflict, and when its turn runs again it sees the first.
  if (!given) return { state: "counted", changes: [{ change: "add", table: "vote", row }] };
  if (given.unanswered >= row.unanswered) return { state: "already" };
  return { state: "counted", changes: [{ change: "put", table: "vote", row }] };
}

/** Takes a topic back from every month that is not closed; without changes, it was not there. */
export async function takeBack(read: Reader, { org, learner, topic }: Confirmation): Promise<Change[]> {
  const given = await votes(read, org, learner);
  return given.filter((vote) => vote.topic === topic).map((vote) => removal(org, learner, vote));
}

/** The topics a learner has confirmed and can still take back. */
export async function votesOf(read: Reader, org: string, learner: string): Promise<string[]> {
  const given = await votes(read, org, learner);
  return [...new Set(given.map(({ topic }) => topic))].sort();
}

/** Takes everything back that is not in a closed month, where nobody is known any more. */
export async function withdrawVotes(read: Reader, org: string, learner: string): Promise<Change[]> {
  return (await votes(read, org, learner)).map((vote) => removal(org, learner, vote));
}

/** A month that is closed has no votes, so these are all of open months. */
function votes(
  read: Reader,
  org: string,
  learner: string,
): Promise<{ month: string; topic: string; unanswered: 0 | 1 }[]> {
  return read
    .selectFrom("vote")
    .select(["month", "topic", "unanswered"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .orderBy("month")
    .orderBy("topic")
    .execute();
}

function removal(org: string, learner: string, { month, topic }: { month: string; topic: string }): Change {
  return { change: "remove", table: "vote", key: { org, month, topic, learner } };
}

function monthAfter(month: string): string {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 0, 1)).toISOString().slice(0, 7);
}
