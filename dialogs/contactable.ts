import type { ChannelEvent } from "../src/channel/event.ts";
import type { Turn } from "../src/dialog/dialog.ts";
import { hasOptedIn } from "../src/privacy/opt-in.ts";
import { wasContacted } from "../src/rhythm/contact.ts";
import { nextWorkingTime } from "../src/rhythm/local-time.ts";
import { isPaused, type Rhythm, rhythmOf } from "../src/rhythm/rhythm.ts";

/** An event that waited longer than this, because the house was down, is not acted upon at night. Milliseconds. */
const PUNCTUAL_MS = 2 * 60 * 60 * 1000;

/** The rhythm of somebody who may be written to now: they said yes, nothing is paused, and it has not been done in this week. */
export async function contactable(turn: Turn, job: string, week: string): Promise<Rhythm | null> {
  const { read, org, learner, now } = turn;
  const rhythm = await rhythmOf(read, org, learner);
  if (!rhythm || isPaused(rhythm, now) || comesAtNight(turn.event, turn)) return null;
  if (!(await hasOptedIn(read, { org, learner }, "messages"))) return null;
  if (await wasContacted(read, { org, learner, job, subject: "", week })) return null;
  return rhythm;
}

function comesAtNight({ at }: ChannelEvent, { now, zone }: Turn): boolean {
  return now - at > PUNCTUAL_MS && nextWorkingTime(now, zone) !== now;
}
