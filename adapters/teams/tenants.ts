import { homes } from "../../src/entrance/homes.ts";
import { orgOf } from "../../src/entrance/set-up.ts";
import { bindToOnlyOrg } from "../../src/entrance/workspace.ts";
import type { Log } from "../../src/log.ts";
import { nativeOfConnection } from "../../src/org/connections.ts";
import type { Store } from "../../src/store/store.ts";
import type { Home } from "./places.ts";

/** `own`: the tenant in which the app is registered. */
type Parts = { store: Store; own: string; now(): number; log: Log };

/** Whose a tenant is. */
export function tenants({ store, own, now, log }: Parts) {
  const known = homes<Home>({
    ...{ now, log },
    unbound:
      "what comes from a tenant is refused: it belongs to no company here. Bind it with: connection add teams TENANT_ID",
  });

  async function find(tenant: string): Promise<Home | null> {
    const bound = await orgOf(store, "teams", tenant);
    return bound && { ...bound, tenant };
  }

  return {
    /** Null: it belongs to no company here. */
    homeOf(tenant: string): Promise<Home | null> {
      return known.of(tenant, async () => {
        let home = await find(tenant);
        if (!home && tenant === own && (await bindToOnlyOrg(store, "teams", tenant)))
          home = await find(tenant);
        if (!home) known.sayUnbound(tenant);
        return home;
      });
    },
  };
}

export type Tenants = ReturnType<typeof tenants>;

/** Where an address of ours leads. Null: it was unbound since. */
export async function homeOfConnection(
  readOf: Store["readOf"],
  { org, connection }: { org: string; connection: string },
): Promise<Home | null> {
  const tenant = await nativeOfConnection(readOf(org), { org, connection }, "teams");
  return tenant === null ? null : { org, connection, tenant };
}
