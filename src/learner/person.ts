import { Failure } from "../errors.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Writer } from "../store/store.ts";
import { mailMark } from "./arrival.ts";

/** How an admin names somebody. */
export type Named =
  | { by: "learner"; learner: string }
  | { by: "mail"; mail: string }
  | { by: "identity"; connection: string; native: string };

/** The learner who is meant. Throws Failure when there is none, or more than one. */
export async function personNamed(read: Reader, sealer: Sealer, org: string, named: Named): Promise<string> {
  const found = [...new Set(await learnersNamed(read, sealer, org, named))];
  const [learner, another] = found;
  if (learner === undefined)
    throw new Failure(
      "misconfigured",
      `Nobody in ${org} is known by this ${named.by === "identity" ? "connection and id" : named.by}. Somebody is known once they have come.`,
    );
  if (another !== undefined)
    throw new Failure(
      "misconfigured",
      `More than one is known by this mail: ${found.join(", ")}. Name one with --learner.`,
    );
  return learner;
}

async function learnersNamed(read: Reader, sealer: Sealer, org: string, named: Named): Promise<string[]> {
  if (named.by === "learner") {
    const rows = await read
      .selectFrom("learner")
      .select("learner")
      .where("org", "=", org)
      .where("learner", "=", named.learner)
      .execute();
    return rows.map(({ learner }) => learner);
  }
  const identities = read.selectFrom("identity").select("learner").where("org", "=", org);
  const rows =
    named.by === "mail"
      ? await identities.where("mail_mark", "=", mailMark(sealer, org, named.mail)).execute()
      : await identities
          .where("connection", "=", named.connection)
          .where("native", "=", named.native)
          .execute();
  return rows.map(({ learner }) => learner);
}

/** Moves somebody to a unit; null: to none. Throws Failure for a unit that is not there. */
export async function setUnit(
  writer: Writer,
  org: string,
  learner: string,
  unit: string | null,
): Promise<void> {
  if (unit !== null) {
    const found = await writer
      .selectFrom("unit")
      .select("unit")
      .where("org", "=", org)
      .where("unit", "=", unit)
      .executeTakeFirst();
    if (!found)
      throw new Failure(
        "misconfigured",
        `There is no unit ${unit} in ${org}. Bring it in with: units import`,
      );
  }
  await moveTo(writer, org, learner, unit);
}

/** A turn of theirs that is under way decides anew. */
export async function moveTo(
  writer: Writer,
  org: string,
  learner: string,
  unit: string | null,
): Promise<void> {
  await writer
    .updateTable("learner")
    .set(({ eb }) => ({ unit, version: eb("version", "+", 1) }))
    .where("org", "=", org)
    .where("learner", "=", learner)
    .execute();
}

/** What an admin may know of somebody: who they are here. Nothing of what they said, want, or said yes to (P9). */
export async function aboutPerson(read: Reader, org: string, learner: string) {
  const row = await read
    .selectFrom("learner")
    .leftJoin("leaver", (join) =>
      join.onRef("leaver.org", "=", "learner.org").onRef("leaver.learner", "=", "learner.learner"),
    )
    .select(["learner.unit", "leaver.at as left_at"])
    .where("learner.org", "=", org)
    .where("learner.learner", "=", learner)
    .executeTakeFirst();
  const identities = await read
    .selectFrom("identity")
    .select(["connection", "native"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .orderBy("connection")
    .execute();
  return { unit: row?.unit ?? null, leftAt: row?.left_at ?? null, identities };
}
