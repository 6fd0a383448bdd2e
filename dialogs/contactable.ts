import type { Turn } from "../src/dialog/dialog.ts";
import { hasOptedIn } from "../src/privacy/opt-in.ts";
import { wasContacted } from "../src/rhythm/contact.ts";
import { isPaused, type Rhythm, rhythmOf } from "../src/rhythm/rhythm.ts";

/** The rhythm of somebody who may be written to now: they said yes, nothing is paused, and it has not been done in this week. */
export async function contactable(
  { read, org, learner, now }: Turn,
  job: string,
  week: string,
): Promise<Rhythm | null> {
  const rhythm = await rhythmOf(read, org, learner);
  if (!rhythm || isPaused(rhythm, now)) return null;
  if (!(await hasOptedIn(read, { org, learner }, "messages"))) return null;
  if (await wasContacted(read, { org, learner, job, subject: "", week })) return null;
  return rhythm;
}
