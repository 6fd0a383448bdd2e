import { Temporal } from "temporal-polyfill";

/** Whether this is an IANA time zone that can be reckoned with here and shown by `Intl`. */
export function isZone(name: string): boolean {
  try {
    local(0, name);
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A moment of every week on a learner's own clock. `weekday`: ISO, 1 is Monday. */
export type WeeklySlot = { weekday: number; hour: number; minute?: number };

/** Working hours on a learner's own clock: only then is something caught up that a slot was missed for. */
const FIRST_HOUR = 8;
const LAST_HOUR = 18;
const LAST_WEEKDAY = 5;

/**
 * The first time after `after` (epoch milliseconds) at which the clock in `zone` shows this slot. A time that the clock skips in
 * spring comes an hour later, one that it shows twice in autumn the first time; each week has the slot once.
 */
export function nextSlot({ weekday, hour, minute = 0 }: WeeklySlot, zone: string, after: number): number {
  const from = local(after, zone).toPlainDate();
  for (let days = 0; days <= 8; days++) {
    const date = from.add({ days });
    if (date.dayOfWeek !== weekday) continue;
    const at = date.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds;
    if (at > after) return at;
  }
  throw new Error("Eight days have every weekday.");
}

/** The local ISO week, such as `2026-W48`. */
export function weekOf(at: number, zone: string): string {
  const { yearOfWeek, weekOfYear } = local(at, zone).toPlainDate();
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, "0")}`;
}

/** The ISO date of a week's Monday: "2026-W48" -> "2026-11-23". The fourth of January is always in week one. */
export function mondayOf(week: string): string {
  const [year = 0, number = 1] = week.split("-W").map(Number);
  const inFirst = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  return inFirst
    .subtract({ days: inFirst.dayOfWeek - 1 })
    .add({ weeks: number - 1 })
    .toString();
}

/** `at` itself if it lies in working hours there, else the beginning of the next ones. */
export function nextWorkingTime(at: number, zone: string): number {
  const now = local(at, zone);
  const isWorkday = now.dayOfWeek <= LAST_WEEKDAY;
  if (isWorkday && now.hour >= FIRST_HOUR && now.hour < LAST_HOUR) return at;
  let date = now.toPlainDate();
  if (!isWorkday || now.hour >= LAST_HOUR) date = date.add({ days: 1 });
  while (date.dayOfWeek > LAST_WEEKDAY) date = date.add({ days: 1 });
  return date.toZonedDateTime({ timeZone: zone, plainTime: { hour: FIRST_HOUR } }).epochMilliseconds;
}

/** The hour `hour` of the next working day after `at`. */
export function nextWorkday(at: number, zone: string, hour: number): number {
  let date = local(at, zone).toPlainDate().add({ days: 1 });
  while (date.dayOfWeek > LAST_WEEKDAY) date = date.add({ days: 1 });
  return date.toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds;
}

/** The same hour of the clock, so many days on. */
export function inDays(at: number, zone: string, days: number): number {
  return local(at, zone).add({ days }).epochMilliseconds;
}

function local(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
