import type { Reader, Store, Writer } from "../store/store.ts";
import { type Disclosed, disclose } from "./disclosure.ts";
import { checkSmallestGroup } from "./smallest-group.ts";
import { currentMonth, openMonth } from "./votes.ts";

type When = { now: number; smallestGroup: number };

/** Rows in one statement: their columns stay far below the number of variables an engine takes. */
const ROWS_AT_ONCE = 500;

/**
 * Closes the months that are over: what may be published of them is frozen, and who voted what is gone. Harmless when repeated, also
 * at the same time. Resolves to the months closed by this call, the oldest first.
 */
export async function closeMonths(store: Store, org: string, when: When): Promise<string[]> {
  checkSmallestGroup(when.smallestGroup);
  const current = await currentMonth(store.readOf(org), org, when.now);
  const rows = await store
    .readOf(org)
    .selectFrom("vote")
    .leftJoin("snapshot", (join) =>
      join.onRef("snapshot.org", "=", "vote.org").onRef("snapshot.month", "=", "vote.month"),
    )
    .select("vote.month")
    .distinct()
    .where("vote.org", "=", org)
    .where((is) => is.or([is("vote.month", "<", current), is("snapshot.month", "is not", null)]))
    .orderBy("vote.month")
    .execute();
  const closed: string[] = [];
  for (const { month } of rows) {
    if (await store.write((writer) => closeMonth(writer, org, month, when), org)) closed.push(month);
  }
  return closed;
}

/** Inside one transaction, so that a vote is either counted here or late, and a month is closed once. */
async function closeMonth(
  writer: Writer,
  org: string,
  month: string,
  { now, smallestGroup: configured }: When,
): Promise<boolean> {
  const earlier = await writer
    .selectFrom("snapshot")
    .select(["month", "smallest_group"])
    .where("org", "=", org)
    .execute();
  const votes = await writer
    .selectFrom("vote")
    .select(["learner as person", "topic"])
    .where("org", "=", org)
    .where("month", "=", month)
    .execute();
  if (votes.length === 0) return false;
  await writer.deleteFrom("vote").where("org", "=", org).where("month", "=", month).execute();
  if (earlier.some((snapshot) => snapshot.month === month)) {
    await addToMonth(writer, org, await openMonth(writer, org, now), votes);
    return false;
  }

  // Two snapshots with different smallest groups could be compared, so a promise once made stands.
  const smallestGroup = Math.max(configured, ...earlier.map(({ smallest_group }) => smallest_group));
  const people = await peopleOf(writer, org);
  const topics = await writer
    .selectFrom("topic")
    .select(["topic", "family"])
    .where("org", "=", org)
    .execute();
  const { cells, withheld } = disclose({ people, votes, topics, smallestGroup });
  await writer
    .insertInto("snapshot")
    .values({
      org,
      month,
      closed_at: now,
      smallest_group: smallestGroup,
      people: people.length,
      withheld_json: JSON.stringify(withheld),
    })
    .execute();
  await addCells(writer, org, month, cells);
  return true;
}

/** The learners of the org with the division of their unit. */
function peopleOf(read: Reader, org: string): Promise<{ person: string; division: string | null }[]> {
  return read
    .selectFrom("learner")
    .leftJoin("unit", (join) =>
      join.onRef("unit.org", "=", "learner.org").onRef("unit.unit", "=", "learner.unit"),
    )
    .select(["learner.learner as person", "unit.division"])
    .where("learner.org", "=", org)
    .execute();
}

/** Late votes; somebody who confirmed the topic there, too, counts once. */
async function addToMonth(
  writer: Writer,
  org: string,
  month: string,
  votes: readonly { person: string; topic: string }[],
): Promise<void> {
  for (const some of chunks(votes)) {
    await writer
      .insertInto("vote")
      .values(some.map(({ person, topic }) => ({ org, month, topic, learner: person })))
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

async function addCells(
  writer: Writer,
  org: string,
  month: string,
  cells: Disclosed["cells"],
): Promise<void> {
  for (const some of chunks(cells)) {
    await writer
      .insertInto("snapshot_cell")
      .values(some.map((cell) => ({ org, month, ...cell })))
      .execute();
  }
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, at) => rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE));
}
