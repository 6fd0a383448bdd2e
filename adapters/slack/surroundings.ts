import { z } from "zod";
import { teamOf } from "./events.ts";
import type { HomeTab } from "./home.ts";
import type { People } from "./people.ts";
import type { Home } from "./places.ts";
import type { By } from "./take.ts";
import { Shared } from "./unfurl.ts";
import type { Workspaces } from "./workspaces.ts";

const Envelope = z.object({
  event: z.discriminatedUnion("type", [
    z.object({ type: z.literal("app_home_opened"), user: z.string(), tab: z.string(), channel: z.string() }),
    Shared.extend({ type: z.literal("link_shared") }),
    z.object({ type: z.literal("user_change"), user: z.looseObject({ id: z.string() }) }),
    z.object({ type: z.literal("app_uninstalled") }),
    z.object({
      type: z.literal("tokens_revoked"),
      tokens: z.object({ bot: z.array(z.string()).default([]) }),
    }),
  ]),
});

type Parts = {
  workspaces: Workspaces;
  people: People;
  home: HomeTab;
  unfurl(by: By, shared: z.infer<typeof Shared>): Promise<void>;
  /** What somebody new is offered at the top of the conversation. */
  greet(by: By): Promise<void>;
  /** The app is not in the workspace any more. */
  uninstalled(home: Home): Promise<void>;
};

/** What happens around the conversations. */
export function surroundings(parts: Parts) {
  const { workspaces, people, home: tab, unfurl, greet, uninstalled } = parts;

  async function whose(home: Home, user: string, channel: string | null): Promise<By | null> {
    const sender = await people.senderOf(home, user);
    return sender && { home, sender, spot: { user, channel, thread: null } };
  }

  return async (body: unknown): Promise<void> => {
    const team = teamOf(body);
    const envelope = Envelope.safeParse(body).data;
    const home = team && (await workspaces.homeOf(team));
    if (!envelope || !home) return;
    const { event } = envelope;
    switch (event.type) {
      case "app_home_opened": {
        const by = await whose(home, event.user, event.channel);
        if (by) await (event.tab === "home" ? tab.show(by) : greet(by));
        return;
      }
      case "link_shared": {
        const by = await whose(home, event.user, event.channel);
        if (by) await unfurl(by, event);
        return;
      }
      case "user_change":
        return people.changed(home, event.user);
      case "app_uninstalled":
        return uninstalled(home);
      case "tokens_revoked":
        if (event.tokens.bot.length > 0) await uninstalled(home);
    }
  };
}
