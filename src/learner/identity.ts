import type { Schema } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";
import { type Learner, learnerOfId } from "./learner.ts";

/** Who a channel's person is. */
export type Identity = Schema["identity"];

export async function findIdentity(
  read: Reader,
  { org, connection, native }: Pick<Identity, "org" | "connection" | "native">,
): Promise<Identity | null> {
  const row = await read
    .selectFrom("identity")
    .selectAll()
    .where("org", "=", org)
    .where("connection", "=", connection)
    .where("native", "=", native)
    .executeTakeFirst();
  return row ?? null;
}

/** The connections somebody comes by, each as one person there. */
export async function connectionsOf(
  read: Reader,
  org: string,
  learner: string,
): Promise<ReadonlySet<string>> {
  const rows = await read
    .selectFrom("identity")
    .select("connection")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .execute();
  return new Set(rows.map(({ connection }) => connection));
}

/**
 * Whether these may be one person. Somebody is one person at each connection, so two who come by the same one are two: colleagues, or
 * the former and the present owner of a mail address.
 */
export function mayBeOne(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].every((connection) => !other.has(connection));
}

/**
 * The one learner whose verified mail this is, for somebody who comes by `connections`: null if there is none, or several, or one who
 * cannot be the same person, or who has left the company: their address may be somebody else's by now.
 */
export async function learnerOfMail(
  read: Reader,
  org: string,
  mark: string,
  connections: ReadonlySet<string>,
): Promise<Learner | null> {
  const rows = await read
    .selectFrom("identity")
    .leftJoin("leaver", (join) =>
      join.onRef("leaver.org", "=", "identity.org").onRef("leaver.learner", "=", "identity.learner"),
    )
    .select(["identity.learner", "leaver.at as left_at"])
    .distinct()
    .where("identity.org", "=", org)
    .where("identity.mail_mark", "=", mark)
    .execute();
  const [found, another] = rows;
  if (!found || another || found.left_at !== null) return null;
  if (!mayBeOne(connections, await connectionsOf(read, org, found.learner))) return null;
  return learnerOfId(read, org, found.learner);
}
