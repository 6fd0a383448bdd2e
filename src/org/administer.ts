import { Failure } from "../errors.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader, Writer } from "../store/store.ts";

/** What an admin decides about a company. */
export type OrgSettings = Pick<Schema["org"], "name" | "language" | "zone" | "unit_claim" | "signals_from">;

/** A new company. Whoever becomes its first admin brings its sign-in along. */
export async function addOrg(
  writer: Writer,
  org: string,
  { name, language, zone, unit_claim, signals_from }: OrgSettings,
): Promise<void> {
  const added = await writer
    .insertInto("org")
    .values({ org, name, language, zone, unit_claim, signals_from, demo: 0, pilot: 0 })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if (Number(added.numInsertedOrUpdatedRows) !== 1)
    throw new Failure("misconfigured", `There is a company ${org} already. Change it with: org set`);
}

export async function setOrg(writer: Writer, org: string, settings: Partial<OrgSettings>): Promise<void> {
  const { signals_from = null } = settings;
  if (signals_from !== null) {
    const found = await writer
      .selectFrom("connection")
      .select("connection")
      .where("org", "=", org)
      .where("connection", "=", signals_from)
      .executeTakeFirst();
    if (!found)
      throw new Failure(
        "misconfigured",
        `${org} has no connection ${signals_from}. See them with: connection list`,
      );
  }
  await writer.updateTable("org").set(settings).where("org", "=", org).execute();
}

/** The kill switch. It counts from the next turn on, at every replica. False: it is stopped already. */
export async function stopOrg(writer: Writer, org: string, now: number): Promise<boolean> {
  const stopped = await writer
    .updateTable("org")
    .set({ stopped_at: now })
    .where("org", "=", org)
    .where("stopped_at", "is", null)
    .executeTakeFirst();
  return Number(stopped.numUpdatedRows) === 1;
}

/** False: it was not stopped. */
export async function goOn(writer: Writer, org: string): Promise<boolean> {
  const going = await writer
    .updateTable("org")
    .set({ stopped_at: null })
    .where("org", "=", org)
    .where("stopped_at", "is not", null)
    .executeTakeFirst();
  return Number(going.numUpdatedRows) === 1;
}

export async function orgRow(read: Reader, org: string): Promise<Schema["org"]> {
  const row = await read.selectFrom("org").selectAll().where("org", "=", org).executeTakeFirst();
  if (!row)
    throw new Failure("misconfigured", `There is no company ${org}. See which there are with: org list`);
  return row;
}
