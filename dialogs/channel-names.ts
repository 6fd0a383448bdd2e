import type { Texts } from "../src/i18n/en.ts";
import type { Reader } from "../src/store/store.ts";

const NAMES: Record<string, string> = { slack: "Slack", teams: "Microsoft Teams" };

/** What people call a kind of channel. */
export function channelInWords({ join }: Texts, channel: string): string {
  return channel === "web" ? join.web : (NAMES[channel] ?? channel);
}

/** The kinds of channels somebody comes by. */
export async function channelsOf(read: Reader, org: string, learner: string): Promise<string[]> {
  const rows = await read
    .selectFrom("identity")
    .innerJoin("connection", (join) =>
      join
        .onRef("connection.org", "=", "identity.org")
        .onRef("connection.connection", "=", "identity.connection"),
    )
    .select("connection.channel")
    .distinct()
    .where("identity.org", "=", org)
    .where("identity.learner", "=", learner)
    .orderBy("connection.channel")
    .execute();
  return rows.map(({ channel }) => channel);
}
