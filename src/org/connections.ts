import { Failure } from "../errors.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader, Writer } from "../store/store.ts";

type Connection = Schema["connection"];

/** The connections of a company, with how many people have come by each. */
export async function connectionsOf(read: Reader, org: string): Promise<(Connection & { people: number })[]> {
  return read
    .selectFrom("connection")
    .leftJoin("identity", (join) =>
      join
        .onRef("identity.org", "=", "connection.org")
        .onRef("identity.connection", "=", "connection.connection"),
    )
    .select(["connection.org", "connection.connection", "connection.channel", "connection.native"])
    .select(({ fn }) => fn.count<number>("identity.native").as("people"))
    .where("connection.org", "=", org)
    .groupBy(["connection.org", "connection.connection", "connection.channel", "connection.native"])
    .orderBy("connection.connection")
    .execute();
}

/** What the platform calls it that is bound by this connection. Null: it was unbound since. */
export async function nativeOfConnection(
  read: Reader,
  { org, connection }: Pick<Connection, "org" | "connection">,
  channel: Connection["channel"],
): Promise<string | null> {
  const row = await read
    .selectFrom("connection")
    .select("native")
    .where("org", "=", org)
    .where("connection", "=", connection)
    .where("channel", "=", channel)
    .executeTakeFirst();
  return row?.native ?? null;
}

/**
 * Binds a workspace, a tenant or a sign-in to a company. One belongs to one company only. With the second one, the first goes on feeding
 * signals until identities are joined, so that nobody counts twice.
 */
export async function addConnection(writer: Writer, connection: Connection): Promise<void> {
  const [first, second] = await connectionsOf(writer, connection.org);
  const added = await writer
    .insertInto("connection")
    .values(connection)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if (Number(added.numInsertedOrUpdatedRows) !== 1)
    throw new Failure(
      "misconfigured",
      `${connection.channel} ${connection.native} is bound already. See where with: connection list`,
    );
  if (first && !second)
    await writer
      .updateTable("org")
      .set({ signals_from: first.connection })
      .where("org", "=", connection.org)
      .where("signals_from", "is", null)
      .execute();
}

/** Whoever came by it stays known. */
export async function removeConnection(writer: Writer, org: string, connection: string): Promise<void> {
  const removed = await writer
    .deleteFrom("connection")
    .where("org", "=", org)
    .where("connection", "=", connection)
    .executeTakeFirst();
  if (Number(removed.numDeletedRows) !== 1)
    throw new Failure(
      "misconfigured",
      `${org} has no connection ${connection}. See them with: connection list`,
    );
  await writer
    .updateTable("org")
    .set({ signals_from: null })
    .where("org", "=", org)
    .where("signals_from", "=", connection)
    .execute();
}
