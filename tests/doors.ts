import { oidcSignIn } from "../adapters/oidc/sign-in.ts";
import { entrance } from "../adapters/web/entrance.ts";
import { signedInVisitors } from "../adapters/web/signed-in.ts";
import { triesOver } from "../adapters/web/tries.ts";
import type { PageTokens } from "../src/entrance/sign-in.ts";
import { memoryLimits } from "../src/replica/limits.ts";
import { nearMemory } from "../src/replica/short-memory.ts";
import type { HouseOptions } from "./house.ts";
import { CLIENT } from "./provider.ts";

/** Where browsers reach the house of a test that is not the demo. */
export const ORIGIN = "https://lotse.test";
export const BACK = `${ORIGIN}/sign-in/back`;

type Settings = { issuer: string; clientSecret?: string; tokens?: PageTokens };

/** The doors of production, as `src/doors.ts` hangs them. */
export function locked({
  issuer,
  clientSecret = CLIENT.secret,
  tokens,
}: Settings): NonNullable<HouseOptions["doors"]> {
  const signIn = oidcSignIn({
    issuer: new URL(issuer),
    clientId: CLIENT.id,
    clientSecret,
    back: new URL(BACK),
  });
  return (parts) => ({
    visitors: signedInVisitors({ ...parts, tokens: tokens ?? null }),
    entrance: entrance({
      ...parts,
      signIn,
      origin: ORIGIN,
      tries: triesOver(memoryLimits()),
      memory: nearMemory(parts.clock),
    }),
    origin: ORIGIN,
    hosts: ["lotse.test"],
  });
}
