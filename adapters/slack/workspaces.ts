import { orgOf } from "../../src/entrance/set-up.ts";
import type { Log } from "../../src/log.ts";
import type { Store } from "../../src/store/store.ts";
import { goneAt } from "./installs.ts";
import type { Home } from "./places.ts";
import type { Tokens } from "./tokens.ts";

/** As Slack names the workspace an event comes from. */
export type Team = { team: string; enterprise: string | null; orgWide: boolean };

/** How long it is remembered whose a workspace is, milliseconds: what an admin binds counts soon, and no event waits for a query. */
const REMEMBERED_MS = 10_000;
/** How often it is said that events of an unbound workspace are left lying. */
const SAY_AGAIN_MS = 10 * 60_000;

type Parts = { store: Store; tokens: Tokens; now(): number; log: Log };

/** Whose a workspace is. */
export function workspaces({ store, tokens, now, log }: Parts) {
  const remembered = new Map<string, { home: Home | null; until: number }>();
  const said = new Map<string, number>();

  /** An installation for a whole Grid organisation goes by the organisation; where only one of its workspaces is bound, by that. */
  async function find(natives: readonly string[]): Promise<Home | null> {
    for (const native of natives) {
      const bound = await orgOf(store, "slack", native);
      if (bound) return { ...bound, install: native };
    }
    return null;
  }

  function sayUnbound(team: string): void {
    if (now() < (said.get(team) ?? 0) + SAY_AGAIN_MS) return;
    said.set(team, now());
    log.warn(
      "events of a Slack workspace are left lying: it belongs to no company here. Bind it with: connection add slack T…",
      { source: team },
    );
  }

  return {
    async homeOf({ team, enterprise, orgWide }: Team): Promise<Home | null> {
      const natives = [
        ...(orgWide && enterprise !== null ? [enterprise] : []),
        team,
        ...(!orgWide && enterprise !== null ? [enterprise] : []),
      ];
      // An event of the same workspace may come by an installation of its own, or by that of its organisation.
      const key = natives.join(" ");
      const known = remembered.get(key);
      if (known && known.until > now()) return known.home;
      let home = await find(natives);
      if (!home && (await tokens.bindOnly(natives))) home = await find(natives);
      if (!home) sayUnbound(team);
      // What comes late from a workspace that has taken the app out means nothing any more.
      else if ((await tokens.of(home)) === null && (await goneAt(store, home)) !== null) home = null;
      remembered.set(key, { home, until: now() + REMEMBERED_MS });
      return home;
    },
    forget(): void {
      remembered.clear();
    },
  };
}

export type Workspaces = ReturnType<typeof workspaces>;

/** Where an address of ours leads. Null: it was unbound since. */
export async function homeOfConnection(
  { readOf }: Pick<Store, "readOf">,
  org: string,
  connection: string,
): Promise<Home | null> {
  const row = await readOf(org)
    .selectFrom("connection")
    .select("native")
    .where("org", "=", org)
    .where("connection", "=", connection)
    .where("channel", "=", "slack")
    .executeTakeFirst();
  return row ? { org, connection, install: row.native } : null;
}
