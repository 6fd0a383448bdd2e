import { homes } from "../../src/entrance/homes.ts";
import { orgOf } from "../../src/entrance/set-up.ts";
import type { Log } from "../../src/log.ts";
import { nativeOfConnection } from "../../src/org/connections.ts";
import type { Store } from "../../src/store/store.ts";
import { goneAt } from "./installs.ts";
import type { Home } from "./places.ts";
import type { Tokens } from "./tokens.ts";

/** As Slack names the workspace an event comes from. */
export type Team = { team: string; enterprise: string | null; orgWide: boolean };

type Parts = { store: Store; tokens: Tokens; now(): number; log: Log };

/** Whose a workspace is. */
export function workspaces({ store, tokens, now, log }: Parts) {
  const known = homes<Home>({
    ...{ now, log },
    unbound:
      "events of a Slack workspace are left lying: it belongs to no company here. Bind it with: connection add slack T…",
  });

  /** An installation for a whole Grid organisation goes by the organisation; where only one of its workspaces is bound, by that. */
  async function find(natives: readonly string[]): Promise<Home | null> {
    for (const native of natives) {
      const bound = await orgOf(store, "slack", native);
      if (bound) return { ...bound, install: native };
    }
    return null;
  }

  return {
    async homeOf({ team, enterprise, orgWide }: Team): Promise<Home | null> {
      const natives = [
        ...(orgWide && enterprise !== null ? [enterprise] : []),
        team,
        ...(!orgWide && enterprise !== null ? [enterprise] : []),
      ];
      // An event of the same workspace may come by an installation of its own, or by that of its organisation.
      return known.of(natives.join(" "), async () => {
        let home = await find(natives);
        if (!home && (await tokens.bindOnly(natives))) home = await find(natives);
        if (!home) known.sayUnbound(team);
        // What comes late from a workspace that has taken the app out means nothing any more.
        else if ((await tokens.of(home)) === null && (await goneAt(store, home)) !== null) return null;
        return home;
      });
    },
    forget: known.forget,
  };
}

export type Workspaces = ReturnType<typeof workspaces>;

/** Where an address of ours leads. Null: it was unbound since. */
export async function homeOfConnection(
  { readOf }: Pick<Store, "readOf">,
  org: string,
  connection: string,
): Promise<Home | null> {
  const install = await nativeOfConnection(readOf(org), { org, connection }, "slack");
  return install === null ? null : { org, connection, install };
}
