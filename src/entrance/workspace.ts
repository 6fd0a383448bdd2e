import { addConnection } from "../org/connections.ts";
import type { Store, Writer } from "../store/store.ts";

type Kind = "slack" | "teams";

/** The connection of a Slack workspace or Grid organisation, or of an Entra tenant. */
export function connectionOf(channel: Kind, native: string): string {
  return `${channel}:${native}`;
}

/** Binds a workspace or tenant to this company, if it is not bound already. */
export async function bindWorkspace(
  writer: Writer,
  org: string,
  channel: Kind,
  native: string,
): Promise<void> {
  const bound = await writer
    .selectFrom("connection")
    .select("connection")
    .where("org", "=", org)
    .where("channel", "=", channel)
    .where("native", "=", native)
    .executeTakeFirst();
  if (bound) return;
  await addConnection(writer, { org, connection: connectionOf(channel, native), channel, native });
}

/** Binds the workspace of the only token to the only company; false where there are none or several to choose from. */
export async function bindToOnlyOrg(store: Store, channel: Kind, native: string): Promise<boolean> {
  const [org, ...others] = await store.orgs();
  if (org === undefined || others.length > 0) return false;
  await store.write((writer) => bindWorkspace(writer, org, channel, native), org);
  return true;
}
