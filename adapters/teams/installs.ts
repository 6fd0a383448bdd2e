import { z } from "zod";
import type { Log } from "../../src/log.ts";
import type { Graph, Told } from "./graph.ts";

/** Whether somebody has the app now. */
export type Install = (tenant: string, person: string) => Promise<boolean>;

const Apps = z.object({ value: z.array(z.object({ id: z.string().min(1) })) });

/** `own`: the only tenant whose people the app may give itself to. */
type Parts = { graph: Graph; api: URL; app: string; own: string; log: Log };

/** Gives the app to one person, as an admin has allowed it to do with itself. It has to be among the apps of the company. */
export function installing({ graph, api, app, own, log }: Parts): Install {
  let listed: string | null = null;

  function sayWhy(told: Told): false {
    const sentence = "the app could not be given to somebody who asked for something: see docs/teams.md";
    const refused = told.state === "no" ? `${told.status} ${told.code}` : "not reachable, or it wants a rest";
    log.warn(sentence, { reason: told.state === "ok" ? "it is not among the apps of the company" : refused });
    return false;
  }

  return async (tenant, person) => {
    if (tenant !== own) return false;
    if (listed === null) {
      const filter = encodeURIComponent(`externalId eq '${app}'`);
      const told = await graph("GET", `appCatalogs/teamsApps?$filter=${filter}`);
      listed = (told.state === "ok" && Apps.safeParse(told.data).data?.value[0]?.id) || null;
      if (listed === null) return sayWhy(told);
    }
    const bind = new URL(`appCatalogs/teamsApps/${encodeURIComponent(listed)}`, api).href;
    const path = `users/${person}/teamwork/installedApps`;
    const told = await graph("POST", path, { "teamsApp@odata.bind": bind });
    // It may be there already.
    const isThere = told.state === "ok" || (told.state === "no" && told.status === 409);
    return isThere || sayWhy(told);
  };
}
