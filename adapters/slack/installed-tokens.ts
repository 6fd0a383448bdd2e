import { z } from "zod";
import type { Sealer } from "../../src/store/sealing.ts";
import { beginRenewal, findInstall, letGo, openTokens, putRenewed } from "./installs.ts";
import type { Home } from "./places.ts";
import { mustBeOut, shutOut, type TokenParts, type Tokens } from "./tokens.ts";

/** A token is renewed when it has less than this left of its twelve hours, milliseconds. */
const RENEW_BEFORE_MS = 2 * 60 * 60_000;
/** How long one replica may take to renew; then another tries. */
const RENEWAL_MS = 30_000;

export type SlackApp = { id: string; secret: string };
type Parts = TokenParts & { sealer: Sealer; app: SlackApp };

const Renewed = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
});

/** Many workspaces, each of which has installed the app: their tokens are sealed in the store. */
export function installedTokens({ sealer, app, ...parts }: Parts): Tokens {
  const { call, store, now, log } = parts;
  const out = shutOut(parts, "Install the app in the workspace again, at /slack/install.");

  /** One replica renews, under a lock; until it has, everybody goes on with the token that still counts. */
  async function renewed(home: Home, sealed: string, refresh: string): Promise<string | null> {
    const mine = await store.write(
      (writer) => beginRenewal(writer, home, sealed, now(), RENEWAL_MS),
      home.org,
    );
    if (!mine) return null;
    const asked = {
      client_id: app.id,
      client_secret: app.secret,
      grant_type: "refresh_token",
      refresh_token: refresh,
    };
    const called = await call("", "oauth.v2.access", asked);
    const fresh = called.state === "ok" ? Renewed.safeParse(called.data).data : undefined;
    if (!fresh) {
      const reason = called.state === "no" ? called.error : called.state;
      log.error("the token of a Slack workspace could not be renewed", { source: home.install, reason });
      return null;
    }
    const to = { bot: fresh.access_token, refresh: fresh.refresh_token };
    const endsAt = now() + fresh.expires_in * 1000;
    await store.write((writer) => putRenewed(writer, sealer, home, { from: sealed, to, endsAt }), home.org);
    return to.bot;
  }

  return {
    async of(home) {
      if (out.isOut(home)) return null;
      const row = await findInstall(store, home);
      if (!row?.sealed_tokens) return null;
      const { bot, refresh } = openTokens(sealer, home, row.sealed_tokens);
      if (refresh === null || row.ends_at === null || row.ends_at - now() > RENEW_BEFORE_MS) return bot;
      return (await renewed(home, row.sealed_tokens, refresh)) ?? (row.ends_at > now() ? bot : null);
    },
    lost: out.lost,
    async uninstalled(home) {
      const row = await findInstall(store, home);
      const tokens = row?.sealed_tokens ? openTokens(sealer, home, row.sealed_tokens) : null;
      if (tokens) await mustBeOut(call, tokens.bot);
      await store.write((writer) => letGo(writer, home, now()), home.org);
    },
    bindOnly: async () => false,
  };
}
