import type { Change } from "../store/change.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";
import { nextSlot, type WeeklySlot } from "./local-time.ts";

/** When a learner wants to hear from Lotse. It is there while their opt-in for messages stands. */
export type Rhythm = Omit<Schema["rhythm"], "org" | "learner">;

/** Friday, two in the afternoon, when the week is nearly done. */
export const USUAL: Rhythm = { weekday: 5, hour: 14, plan_again: 0, paused_until: null };
/** Until they say so. */
export const FOREVER = Number.MAX_SAFE_INTEGER;
/** Until they are heard of at all: nobody asked for this silence. */
export const UNTIL_ANSWERED = FOREVER - 1;

const NUDGE_HOUR = 10;
const PLAN_HOUR = 9;

/** The weekly jobs; each name is `dialog.name`. */
export const ASK = "check-in.ask";
export const NUDGE = "rhythm.nudge";
export const PLAN = "rhythm.plan";
/** Comes once, on the working day after a check-in that nobody answered. */
export const REMIND = "check-in.remind";

/** The slot of a weekly job; null for one that comes only once. */
export function slotOf(job: string, { weekday, hour }: Pick<Rhythm, "weekday" | "hour">): WeeklySlot | null {
  switch (job) {
    case ASK:
      return { weekday, hour };
    case NUDGE:
      // Two working days before the check-in: Wednesday for Friday.
      return { weekday: ((weekday + 2) % 5) + 1, hour: NUDGE_HOUR };
    case PLAN:
      return { weekday: 1, hour: PLAN_HOUR };
    default:
      return null;
  }
}

/** How late a job may still come: in the week of its slot, at any time, or not at all, because then it would only disturb. */
export function comesLate(job: string): "in its week" | "always" | "never" {
  if (job === ASK) return "in its week";
  return [NUDGE, PLAN, REMIND].includes(job) ? "never" : "always";
}

export async function rhythmOf(read: Reader, org: string, learner: string): Promise<Rhythm | null> {
  const row = await read
    .selectFrom("rhythm")
    .select(["weekday", "hour", "plan_again", "paused_until"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether nothing shall be said at this time. */
export function isPaused({ paused_until }: Rhythm, now: number): boolean {
  return paused_until !== null && paused_until > now;
}

export type Where = { org: string; learner: string; zone: string; now: number };

/** Sets the rhythm and its next slots. */
export function keepRhythm({ org, learner, zone, now }: Where, rhythm: Rhythm): Change[] {
  const jobs = [ASK, NUDGE, ...(rhythm.plan_again === 1 ? [PLAN] : [])];
  return [
    { change: "put", table: "rhythm", row: { org, learner, ...rhythm } },
    ...(rhythm.plan_again === 1 ? [] : [unschedule({ org, learner }, PLAN)]),
    ...jobs.flatMap((job): Change[] => {
      const slot = slotOf(job, rhythm);
      return slot ? [schedule({ org, learner, zone }, job, "", nextSlot(slot, zone, now))] : [];
    }),
  ];
}

/** Nothing more until `until`; null takes the pause back. */
export function pause(
  { org, learner }: Pick<Where, "org" | "learner">,
  rhythm: Rhythm,
  until: number | null,
): Change {
  return { change: "put", table: "rhythm", row: { org, learner, ...rhythm, paused_until: until } };
}

/** Ends all of it. */
export function endRhythm({ org, learner }: Pick<Where, "org" | "learner">): Change[] {
  return [
    { change: "remove", table: "rhythm", key: { org, learner } },
    ...[ASK, NUDGE, PLAN, REMIND].map((job) => unschedule({ org, learner }, job)),
  ];
}

export function schedule(
  { org, learner, zone }: Pick<Where, "org" | "learner" | "zone">,
  job: string,
  subject: string,
  next_at: number,
): Change {
  return { change: "put", table: "schedule", row: { org, learner, job, subject, next_at, zone, skipped: 0 } };
}

export function unschedule(
  { org, learner }: Pick<Where, "org" | "learner">,
  job: string,
  subject = "",
): Change {
  return { change: "remove", table: "schedule", key: { org, learner, job, subject } };
}

/** When a job comes next for a learner; null if it does not. */
export async function nextTime(
  read: Reader,
  org: string,
  learner: string,
  job: string,
  subject = "",
): Promise<number | null> {
  const row = await read
    .selectFrom("schedule")
    .select("next_at")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("job", "=", job)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row?.next_at ?? null;
}
