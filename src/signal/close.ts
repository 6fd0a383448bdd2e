import type { Reader, Store, Writer } from "../store/store.ts";
import { countedPeople } from "./counted.ts";
import type { Disclose, Disclosed } from "./disclosure.ts";
import { checkSmallestGroup } from "./smallest-group.ts";
import type { Vote } from "./table.ts";
import { currentMonth, openMonth } from "./votes.ts";

/** `disclose` takes seconds for a large company, so it had better be done elsewhere. */
type Closing = { now: number; smallestGroup: number; disclose: Disclose };

/** Rows in one statement: their columns stay far below the number of variables an engine takes. */
const ROWS_AT_ONCE = 500;
/** Of a month that is over, votes change only when somebody takes theirs back just then. */
const MOST_TRIES = 3;

/**
 * Closes the months that are over: what may be published of them is frozen, and who voted what is gone. Harmless when repeated, also
 * at the same time. Resolves to the months closed by this call, the oldest first.
 */
export async function closeMonths(store: Store, org: string, closing: Closing): Promise<string[]> {
  checkSmallestGroup(closing.smallestGroup);
  const current = await currentMonth(store.readOf(org), org, closing.now);
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
    if (await closeMonth(store, org, month, closing)) closed.push(month);
  }
  return closed;
}

/**
 * Reckons beside the store what may be published, and freezes it in one short transaction, if those are still the votes: a vote is
 * either counted here or late, and a month is closed once. If they never are, the next time may be a quieter one.
 */
async function closeMonth(
  store: Store,
  org: string,
  month: string,
  { now, smallestGroup, disclose }: Closing,
): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const read = store.readOf(org);
    const votes = await votesOfMonth(read, org, month);
    const earlier = await snapshotsOf(read, org);
    if (earlier.has(month)) {
      await store.write((writer) => moveLate(writer, org, month, now), org);
      return false;
    }
    // Two snapshots with different smallest groups could be compared, so a promise once made stands.
    const group = Math.max(smallestGroup, ...earlier.values());
    const [people, topics] = [await countedPeople(read, org), await topicsOf(read, org)];
    const disclosed = await disclose({ people, votes, topics, smallestGroup: group });
    const snapshot = { org, month, closed_at: now, smallest_group: group, people: people.length };
    const state = await store.write((writer) => freeze(writer, snapshot, votes, disclosed), org);
    if (state !== "changed") return state === "frozen";
  }
  return false;
}

type Frozen = { org: string; month: string; closed_at: number; smallest_group: number; people: number };

async function freeze(
  writer: Writer,
  snapshot: Frozen,
  counted: readonly Vote[],
  { cells, withheld }: Disclosed,
): Promise<"frozen" | "closed before" | "changed"> {
  const { org, month, smallest_group } = snapshot;
  const earlier = await snapshotsOf(writer, org);
  if (earlier.has(month)) return "closed before";
  const votes = await votesOfMonth(writer, org, month);
  const isAsCounted = JSON.stringify(votes) === JSON.stringify(counted);
  if (!isAsCounted || Math.max(smallest_group, ...earlier.values()) > smallest_group) return "changed";
  if (votes.length === 0) return "closed before";
  await writer.deleteFrom("vote").where("org", "=", org).where("month", "=", month).execute();
  await writer
    .insertInto("snapshot")
    .values({ ...snapshot, withheld_json: JSON.stringify(withheld) })
    .execute();
  await addCells(writer, org, month, cells);
  return "frozen";
}

/** Votes for a month that is closed count in the one that is open. */
async function moveLate(writer: Writer, org: string, month: string, now: number): Promise<void> {
  const votes = await votesOfMonth(writer, org, month);
  await writer.deleteFrom("vote").where("org", "=", org).where("month", "=", month).execute();
  await addToMonth(writer, org, await openMonth(writer, org, now), votes);
}

async function votesOfMonth(read: Reader, org: string, month: string): Promise<Vote[]> {
  const rows = await read
    .selectFrom("vote")
    .select(["learner as person", "topic", "unanswered"])
    .where("org", "=", org)
    .where("month", "=", month)
    .orderBy("topic")
    .orderBy("learner")
    .execute();
  return rows.map((row) => ({ ...row, unanswered: row.unanswered === 1 }));
}

/** The months that are closed, and the smallest group of each. */
async function snapshotsOf(read: Reader, org: string): Promise<ReadonlyMap<string, number>> {
  const rows = await read
    .selectFrom("snapshot")
    .select(["month", "smallest_group"])
    .where("org", "=", org)
    .execute();
  return new Map(rows.map(({ month, smallest_group }) => [month, smallest_group]));
}

function topicsOf(read: Reader, org: string): Promise<{ topic: string; family: string }[]> {
  return read.selectFrom("topic").select(["topic", "family"]).where("org", "=", org).execute();
}

/** Late votes; somebody who confirmed the topic there, too, counts once. */
async function addToMonth(writer: Writer, org: string, month: string, votes: readonly Vote[]): Promise<void> {
  for (const some of chunks(votes)) {
    await writer
      .insertInto("vote")
      .values(
        some.map(({ person, topic, unanswered }) => {
          return { org, month, topic, learner: person, unanswered: unanswered ? 1 : 0 } as const;
        }),
      )
      .onConflict((on) =>
        on.columns(["org", "month", "topic", "learner"]).doUpdateSet(({ eb, ref }) => ({
          unanswered: eb("vote.unanswered", "|", ref("excluded.unanswered")),
        })),
      )
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
