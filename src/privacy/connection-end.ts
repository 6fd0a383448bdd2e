import type { Writer } from "../store/store.ts";
import { comeBack, leave } from "./leave.ts";

type Connection = { org: string; connection: string };

/** The learners who come by this connection and no other. */
async function onlyHere(writer: Writer, { org, connection }: Connection): Promise<string[]> {
  const rows = await writer
    .selectFrom("identity")
    .select("learner")
    .distinct()
    .where("org", "=", org)
    .where("connection", "=", connection)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("identity as other")
            .select("other.org")
            .whereRef("other.org", "=", "identity.org")
            .whereRef("other.learner", "=", "identity.learner")
            .where("other.connection", "<>", connection),
        ),
      ),
    )
    .execute();
  return rows.map(({ learner }) => learner);
}

/**
 * A platform has let go of us: whoever came by it alone is treated as somebody who has left, so that nothing is kept which they cannot
 * see or end any more. `now` marks them, for `beginAgain`.
 */
export async function endConnection(writer: Writer, connection: Connection, now: number): Promise<void> {
  for (const learner of await onlyHere(writer, connection)) {
    await leave(writer, { org: connection.org, learner }, now);
  }
}

/** It lets us in again: those who had gone with it are back, as long as they are not erased. */
export async function beginAgain(writer: Writer, connection: Connection, endedAt: number): Promise<void> {
  for (const learner of await onlyHere(writer, connection)) {
    const gone = await writer
      .selectFrom("leaver")
      .select("learner")
      .where("org", "=", connection.org)
      .where("learner", "=", learner)
      .where("at", "=", endedAt)
      .executeTakeFirst();
    if (gone) await comeBack(writer, { org: connection.org, learner });
  }
}
