import { entrance } from "../adapters/web/entrance.ts";
import { signedInVisitors } from "../adapters/web/signed-in.ts";
import { triesOver } from "../adapters/web/tries.ts";
import { demoVisitors, type Visitors } from "../adapters/web/visitor.ts";
import type { Chats, Route } from "./channel/adapter.ts";
import type { Clock } from "./clock.ts";
import type { Config, ServerConfig } from "./config.ts";
import type { PageTokens, SignIn } from "./entrance/sign-in.ts";
import type { Log } from "./log.ts";
import type { Company } from "./org/company.ts";
import type { Replicas } from "./replicas.ts";
import type { Sealer } from "./store/sealing.ts";
import type { Store } from "./store/store.ts";

/** How people come in. */
export type Doors = {
  visitors: Visitors;
  entrance: Route[];
  /** Where browsers reach Lotse; null: wherever they do on this machine. */
  origin: string | null;
  hosts: readonly string[];
  /** The address to listen on. */
  listen: string;
};

/** The demo has no lock: it is on this machine only. */
export function demoDoors(company: Company): Doors {
  return {
    visitors: demoVisitors(company),
    entrance: [],
    origin: null,
    hosts: ["127.0.0.1", "localhost", "[::1]"],
    listen: "127.0.0.1",
  };
}

type Production = Extract<ServerConfig, { mode: "production" }>;

export async function productionDoors(
  config: Production,
  parts: {
    store: Store;
    sealer: Sealer;
    clock: Clock;
    log: Log;
    /** Those of Teams, if there is one. */
    chats: Chats | null;
    replicas: Pick<Replicas, "limits" | "memory">;
  },
): Promise<Doors> {
  const { origin, hostname } = config.publicUrl;
  const { limits, memory } = parts.replicas;
  const signIn = await signInOf(config);
  const tokens = await tokensOf(config);
  return {
    visitors: signedInVisitors({ ...parts, tokens }),
    entrance: entrance({ ...parts, signIn, origin, tries: triesOver(limits), memory }),
    origin,
    hosts: [hostname],
    listen: "0.0.0.0",
  };
}

// Loaded when they are wanted: the demo starts without them.

async function signInOf({ signIn, publicUrl }: Production): Promise<SignIn> {
  const { oidcSignIn } = await import("../adapters/oidc/sign-in.ts");
  return oidcSignIn({ ...signIn, back: new URL("/sign-in/back", publicUrl) });
}

async function tokensOf({ teams }: Config): Promise<PageTokens | null> {
  if (teams === null) return null;
  const { entraTokens } = await import("../adapters/entra/tokens.ts");
  return entraTokens(teams);
}
