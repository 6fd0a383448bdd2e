import { z } from "zod";
import { bindToOnlyOrg } from "../../src/entrance/workspace.ts";
import { Failure } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import type { Store } from "../../src/store/store.ts";
import type { Call } from "./client.ts";
import { backAgain, goneAt, letGo } from "./installs.ts";
import type { Home } from "./places.ts";

/** The tokens by which Slack lets us in. */
export interface Tokens {
  /** Null: there is none any more, or not for now. */
  of(home: Home): Promise<string | null>;
  /** Slack does not take this workspace's token, by this code: for a while, nothing is tried with it. */
  lost(home: Home, error: string): Promise<void>;
  /** The app was taken out of the workspace: what must not be kept goes. */
  uninstalled(home: Home): Promise<void>;
  /** Binds the workspace of the only token, one of these, to the only company. False: nothing binds itself. */
  bindOnly(natives: readonly string[]): Promise<boolean>;
}

export type TokenParts = { call: Call; store: Store; now(): number; log: Log };

/** A token that Slack has refused is tried again after so long: somebody may have let the app in again. */
const LOST_MS = 10 * 60_000;

const Whose = z.object({ team_id: z.string(), enterprise_id: z.string().nullish() });

/** Remembers which workspaces do not let us in for now. */
export function shutOut({ now, log }: Pick<TokenParts, "now" | "log">, advice: string) {
  const until = new Map<string, number>();
  return {
    isOut: ({ install }: Home) => (until.get(install) ?? 0) > now(),
    async lost({ install }: Home, error: string): Promise<void> {
      until.set(install, now() + LOST_MS);
      log.error(`Slack does not let Lotse in. ${advice}`, { source: install, reason: error });
    },
  };
}

/**
 * Word that the app was taken out may come late, when it is in the workspace again. As long as its token counts, that is not believed,
 * and Slack says it again minutes later.
 */
export async function mustBeOut(call: Call, token: string): Promise<void> {
  const called = await call(token, "auth.test", {});
  if (called.state !== "no")
    throw new Failure(
      "unavailable",
      "Slack says that Lotse was taken out of a workspace that still lets it in.",
    );
}

/** One workspace, whose token is in the settings. */
export function singleToken(token: string, parts: TokenParts): Tokens {
  const { call, store, now, log } = parts;
  const out = shutOut(
    { now, log },
    "Install the app in the workspace again, and set its token as SLACK_BOT_TOKEN.",
  );
  /** Workspaces of which it is known since the start whether the app was taken out. */
  const known = new Map<string, "there" | "gone">();

  /** After the app was taken out, a new start with a token that works means that it was installed again. */
  async function look(home: Home): Promise<"there" | "gone"> {
    const gone = await goneAt(store, home);
    if (gone === null) return "there";
    if ((await call(token, "auth.test", {})).state !== "ok") return "gone";
    await store.write((writer) => backAgain(writer, home, gone), home.org);
    return "there";
  }

  return {
    async of(home) {
      if (out.isOut(home)) return null;
      const state = known.get(home.install) ?? (await look(home));
      known.set(home.install, state);
      return state === "there" ? token : null;
    },
    lost: out.lost,
    async uninstalled(home) {
      await mustBeOut(call, token);
      known.set(home.install, "gone");
      await store.write((writer) => letGo(writer, home, now()), home.org);
    },
    async bindOnly(natives) {
      const called = await call(token, "auth.test", {});
      const whose = called.state === "ok" ? Whose.safeParse(called.data).data : undefined;
      const own = natives.find((native) => native === whose?.team_id || native === whose?.enterprise_id);
      return own !== undefined && (await bindToOnlyOrg(store, "slack", own));
    },
  };
}
