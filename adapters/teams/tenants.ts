import { orgOf } from "../../src/entrance/set-up.ts";
import { bindToOnlyOrg } from "../../src/entrance/workspace.ts";
import type { Log } from "../../src/log.ts";
import type { Store } from "../../src/store/store.ts";
import type { Home } from "./places.ts";

/** How long it is remembered whose a tenant is, milliseconds: what an admin binds counts soon, and no activity waits for a query. */
const REMEMBERED_MS = 10_000;
/** How often it is said that what comes from an unbound tenant is refused. */
const SAY_AGAIN_MS = 10 * 60_000;

/** `own`: the tenant in which the app is registered. */
type Parts = { store: Store; own: string; now(): number; log: Log };

/** Whose a tenant is. */
export function tenants({ store, own, now, log }: Parts) {
  const remembered = new Map<string, { home: Home | null; until: number }>();
  const said = new Map<string, number>();

  async function find(tenant: string): Promise<Home | null> {
    const bound = await orgOf(store, "teams", tenant);
    return bound && { ...bound, tenant };
  }

  function sayUnbound(tenant: string): void {
    if (now() < (said.get(tenant) ?? 0) + SAY_AGAIN_MS) return;
    said.set(tenant, now());
    log.warn(
      "what comes from a tenant is refused: it belongs to no company here. Bind it with: connection add teams TENANT_ID",
      { source: tenant },
    );
  }

  return {
    /** Null: it belongs to no company here. */
    async homeOf(tenant: string): Promise<Home | null> {
      const known = remembered.get(tenant);
      if (known && known.until > now()) return known.home;
      let home = await find(tenant);
      if (!home && tenant === own && (await bindToOnlyOrg(store, "teams", tenant))) home = await find(tenant);
      if (!home) sayUnbound(tenant);
      remembered.set(tenant, { home, until: now() + REMEMBERED_MS });
      return home;
    },
  };
}

export type Tenants = ReturnType<typeof tenants>;

/** Where an address of ours leads. Null: it was unbound since. */
export async function homeOfConnection(
  readOf: Store["readOf"],
  { org, connection }: { org: string; connection: string },
): Promise<Home | null> {
  const row = await readOf(org)
    .selectFrom("connection")
    .select("native")
    .where("org", "=", org)
    .where("connection", "=", connection)
    .where("channel", "=", "teams")
    .executeTakeFirst();
  return row ? { org, connection, tenant: row.native } : null;
}
