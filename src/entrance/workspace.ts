import { addConnection } from "../org/connections.ts";
import type { Store, Writer } from "../store/store.ts";

/** The connection of a Slack workspace or Grid organisation. */
export function slackConnection(native: string): string {
  return `slack:${native}`;
}

/** Binds a workspace to this company, if it is not bound already. */
export async function bindWorkspace(writer: Writer, org: string, native: string): Promise<void> {
  const bound = await writer
    .selectFrom("connection")
    .select("connection")
    .where("org", "=", org)
    .where("channel", "=", "slack")
    .where("native", "=", native)
    .executeTakeFirst();
  if (bound) return;
  await addConnection(writer, { org, connection: slackConnection(native), channel: "slack", native });
}

/** Binds the workspace of the only token to the only company; false where there are none or several to choose from. */
export async function bindToOnlyOrg(store: Store, native: string): Promise<boolean> {
  const [org, ...others] = await store.orgs();
  if (org === undefined || others.length > 0) return false;
  await store.write((writer) => bindWorkspace(writer, org, native), org);
  return true;
}
