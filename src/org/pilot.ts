import { Failure } from "../errors.ts";
import { findRows } from "../store/any-rows.ts";
import type { Reader, Writer } from "../store/store.ts";

/** Whether Lotse is there for the pilot group only; it may be filled before. */
export async function setPilot(writer: Writer, org: string, pilot: 0 | 1): Promise<void> {
  await writer.updateTable("org").set({ pilot }).where("org", "=", org).execute();
}

export async function pilotMembers(read: Reader, org: string): Promise<string[]> {
  const rows = await read
    .selectFrom("pilot_member")
    .select("member")
    .where("org", "=", org)
    .orderBy("member")
    .execute();
  return rows.map(({ member }) => member);
}

/** `member` as audiences say it: `unit:…`, `division:…` or `learner:…`. Throws Failure for one that is not there. */
export async function addToPilot(writer: Writer, org: string, member: string): Promise<void> {
  if (!(await isThere(writer, org, member)))
    throw new Failure(
      "misconfigured",
      `${member} is nobody in ${org}. Expected unit:ID, division:ID or learner:ID.`,
    );
  await writer
    .insertInto("pilot_member")
    .values({ org, member })
    .onConflict((on) => on.doNothing())
    .execute();
}

export async function removeFromPilot(writer: Writer, org: string, member: string): Promise<void> {
  const removed = await writer
    .deleteFrom("pilot_member")
    .where("org", "=", org)
    .where("member", "=", member)
    .executeTakeFirst();
  if (Number(removed.numDeletedRows) !== 1)
    throw new Failure("misconfigured", `${member} is not in the pilot group of ${org}.`);
}

async function isThere(read: Reader, org: string, member: string): Promise<boolean> {
  const [kind, id = ""] = member.split(/:(.*)/);
  if (kind !== "unit" && kind !== "division" && kind !== "learner") return false;
  return (await findRows(read, kind, { equal: { org, [kind]: id } })).length > 0;
}
