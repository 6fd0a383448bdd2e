import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";

export type Contact = { org: string; learner: string; job: string; subject: string; week: string };

/** Whether the learner was contacted about this in this week: once is enough, whatever the clock or a restart does. */
export async function wasContacted(read: Reader, contact: Contact): Promise<boolean> {
  const row = await read
    .selectFrom("contact")
    .select("at")
    .where("org", "=", contact.org)
    .where("learner", "=", contact.learner)
    .where("job", "=", contact.job)
    .where("subject", "=", contact.subject)
    .where("week", "=", contact.week)
    .executeTakeFirst();
  return row !== undefined;
}

/** Noted with the message itself; a conflict if somebody else has just sent it. */
export function contacted({ org, learner, job, subject, week }: Contact, now: number): Change {
  return { change: "add", table: "contact", row: { org, learner, job, subject, week, at: now } };
}

/** The weeks in which the learner was asked last, the latest first. */
export async function latestWeeks(
  read: Reader,
  org: string,
  learner: string,
  job: string,
  most: number,
): Promise<string[]> {
  const rows = await read
    .selectFrom("contact")
    .select("week")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("job", "=", job)
    .orderBy("week", "desc")
    .limit(most)
    .execute();
  return rows.map(({ week }) => week);
}
