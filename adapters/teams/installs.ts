import { z } from "zod";
import type { Graph } from "./graph.ts";

/** Whether somebody has the app now. */
export type Install = (tenant: string, person: string) => Promise<boolean>;

/** `own`: the only tenant whose people the app may give itself to. */
type Parts = { graph: Graph; api: URL; app: string; own: string };

const Apps = z.object({ value: z.array(z.object({ id: z.string().min(1) })) });

/** Gives the app to one person, as an admin has allowed it to do with itself. It has to be among the apps of the company. */
export function installing({ graph, api, app, own }: Parts): Install {
  let listed: string | null = null;

  async function inCatalogue(): Promise<string | null> {
    const filter = encodeURIComponent(`externalId eq '${app}'`);
    const told = await graph("GET", `appCatalogs/teamsApps?$filter=${filter}`);
    return (told.state === "ok" && Apps.safeParse(told.data).data?.value[0]?.id) || null;
  }

  return async (tenant, person) => {
    if (tenant !== own) return false;
    listed ??= await inCatalogue();
    if (listed === null) return false;
    const bind = new URL(`appCatalogs/teamsApps/${encodeURIComponent(listed)}`, api).href;
    const told = await graph("POST", `users/${person}/teamwork/installedApps`, {
      "teamsApp@odata.bind": bind,
    });
    // It may be there already.
    return told.state === "ok" || (told.state === "no" && told.status === 409);
  };
}
