import { setImmediate as yieldToOthers } from "node:timers/promises";
import { Address } from "../channel/address.ts";
import type { ChannelEvent } from "../channel/event.ts";
import { isFailure } from "../errors.ts";
import type { Log } from "../log.ts";
import { nextSlot, nextWorkingTime, weekOf } from "../rhythm/local-time.ts";
import { comesLate, slotOf } from "../rhythm/rhythm.ts";
import type { Schema } from "../store/schema.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import { storeEvent } from "./inbox.ts";
import type { Lane } from "./lanes.ts";

/** Later than this, a slot was missed: it is caught up in working hours, if it comes late at all. Milliseconds. */
const PUNCTUAL_MS = 2 * 60 * 60 * 1000;
/** Clocks of two places differ by at most 26 hours. */
const FARTHEST_CLOCK_MS = 26 * 60 * 60 * 1000;
/** No weekly slot is farther away, unless the clock was set back since it was reckoned. */
const FARTHEST_SLOT_MS = 8 * 24 * 60 * 60 * 1000;
/** A row that cannot be handled is tried again, without holding up the others. */
const AFTER_ERROR_MS = 60 * 60 * 1000;
/** Rows looked at in one transaction. */
const AT_ONCE = 100;

const DUE = "due";

/** Whether an event's id is that of something due: it holds who is contacted, and so who said yes to it. */
export function isOfDue(event: string): boolean {
  return event.startsWith(`${DUE}:`);
}

type DueParts = { store: Store; sealer: Sealer; stamp: () => number; log: Log };
type Row = Schema["schedule"] & {
  weekday: number | null;
  hour: number | null;
  own_zone: string | null;
  address_json: string;
};

/**
 * Turns schedule rows whose time has come into events of their learner's conversation. Row and event change in one transaction, and
 * the event's id is made of job, learner and slot: replicas, restarts and missed ticks do no harm. Gives the conversations to wake.
 */
export async function raiseDue(parts: DueParts, now: number): Promise<Lane[]> {
  const lanes: Lane[] = [];
  for (const org of await parts.store.orgs()) lanes.push(...(await raiseDueOf(org, parts, now)));
  return lanes;
}

async function raiseDueOf(
  org: string,
  { store, sealer, stamp, log }: DueParts,
  now: number,
): Promise<Lane[]> {
  const lanes: Lane[] = [];
  // Most minutes nothing is due: then there is nothing to write either.
  if ((await dueRows(store.readOf(org), org, now)).length === 0) return lanes;
  for (;;) {
    const looked = await store.write(async (writer) => {
      const rows = await dueRows(writer, org, now);
      for (const row of rows) {
        try {
          const lane = await raise({ writer, sealer, stamp }, row, now);
          if (lane) lanes.push(lane);
        } catch (error) {
          if (isFailure(error, "unavailable")) throw error;
          log.error("a job of the schedule cannot be handled", { org: row.org, dialog: row.job }, error);
          await move(writer, row, { next_at: now + AFTER_ERROR_MS });
        }
      }
      return rows.length;
    }, org);
    if (looked < AT_ONCE) return lanes;
    await yieldToOthers();
  }
}

/** Whose time has come, and those to be reckoned anew: their learner or the clock has moved since. */
function dueRows(read: Reader, org: string, now: number): Promise<Row[]> {
  return read
    .selectFrom("schedule")
    .innerJoin("learner", (join) =>
      join.onRef("learner.org", "=", "schedule.org").onRef("learner.learner", "=", "schedule.learner"),
    )
    .innerJoin("conversation", (join) =>
      join
        .onRef("conversation.org", "=", "learner.org")
        .onRef("conversation.conversation", "=", "learner.conversation"),
    )
    .leftJoin("rhythm", (join) =>
      join.onRef("rhythm.org", "=", "schedule.org").onRef("rhythm.learner", "=", "schedule.learner"),
    )
    .selectAll("schedule")
    .select(["rhythm.weekday", "rhythm.hour", "learner.zone as own_zone", "conversation.address_json"])
    .innerJoin("org", "org.org", "schedule.org")
    .where("schedule.org", "=", org)
    .where("org.stopped_at", "is", null)
    .where((where) =>
      where.or([
        where("schedule.next_at", "<=", now),
        where.and([
          where("learner.zone", "is not", null),
          where("learner.zone", "<>", where.ref("schedule.zone")),
        ]),
        where.and([
          where("schedule.subject", "=", ""),
          where("schedule.next_at", ">", now + FARTHEST_SLOT_MS),
        ]),
      ]),
    )
    .orderBy("schedule.next_at")
    .limit(AT_ONCE)
    .execute();
}

async function raise(
  { writer, sealer, stamp }: { writer: Writer; sealer: Sealer; stamp: () => number },
  row: Row,
  now: number,
): Promise<Lane | null> {
  const zone = row.own_zone ?? row.zone;
  const slot =
    row.weekday === null || row.hour === null
      ? null
      : slotOf(row.job, { weekday: row.weekday, hour: row.hour });
  if (zone !== row.zone || row.next_at > now) {
    // By the learner's own clock, from before the slot that was reckoned by another one.
    const after = Math.min(now, row.next_at - FARTHEST_CLOCK_MS);
    await move(writer, row, { zone, next_at: slot ? nextSlot(slot, zone, after) : row.next_at });
    return null;
  }

  const week = weekOf(row.next_at, zone);
  const isLate = now - row.next_at > PUNCTUAL_MS;
  const soonest = isLate ? nextWorkingTime(now, zone) : now;
  const late = comesLate(row.job);
  if (isLate && (late === "never" || (late === "in its week" && weekOf(soonest, zone) !== week))) {
    if (slot) await move(writer, row, { zone, next_at: nextSlot(slot, zone, now), skipped: 1 });
    else await named(writer.deleteFrom("schedule"), row).execute();
    return null;
  }
  if (soonest > now) {
    await move(writer, row, { zone, next_at: soonest });
    return null;
  }

  if (slot) await move(writer, row, { zone, next_at: nextSlot(slot, zone, now), skipped: 0 });
  else await named(writer.deleteFrom("schedule"), row).execute();
  const address = Address.parse(JSON.parse(row.address_json));
  const native = await nativeOf(writer, row, address.connection);
  if (native === null) return null;
  const event: ChannelEvent = {
    id: [DUE, row.job, row.subject, row.learner, row.next_at].join(":"),
    at: now,
    address,
    sender: { native },
    kind: "due",
    job: row.job,
    subject: row.subject,
    week,
    skipped: row.skipped === 1,
  };
  const state = await storeEvent(writer, sealer, stamp(), event);
  return state === "stored" ? { org: row.org, conversation: address.conversation } : null;
}

/** Who the learner is in the place they are written to; null when they have left it. */
async function nativeOf(writer: Writer, { org, learner }: Row, connection: string): Promise<string | null> {
  const row = await writer
    .selectFrom("identity")
    .select("native")
    .where("org", "=", org)
    .where("connection", "=", connection)
    .where("learner", "=", learner)
    .executeTakeFirst();
  return row?.native ?? null;
}

async function move(
  writer: Writer,
  row: Row,
  columns: Partial<Pick<Row, "zone" | "next_at" | "skipped">>,
): Promise<void> {
  await named(writer.updateTable("schedule").set(columns), row).execute();
}

/** The same row, whether it is changed or removed. */
function named<
  Query extends { where(column: "org" | "learner" | "job" | "subject", is: "=", value: string): Query },
>(query: Query, { org, learner, job, subject }: Row): Query {
  return query
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("job", "=", job)
    .where("subject", "=", subject);
}
