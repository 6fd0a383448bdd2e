import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import { Failure } from "../../src/errors.ts";
import type { Cloud } from "./cloud.ts";

/** How far the clocks may be apart. */
const TOLERANCE_SECONDS = 300;
/** A key id nobody knows is looked up again no more often than this: made-up ones cost nothing. */
const REFETCH_MS = 30_000;
const PATIENCE_MS = 5_000;
/** Known keys are believed for a day, as the SDK has it: nobody is shut out while the server of the keys is away. */
const KNOWN_FOR_MS = 24 * 60 * 60 * 1000;
/** A key may be good for some channels only. */
const CHANNEL = "msteams";

const Metadata = z.object({ jwks_uri: z.url() });
const Key = z.object({ kid: z.string().optional(), endorsements: z.array(z.string()).optional() });

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** Whether the Bot Framework has signed what came, for this app and for this service address. Throws Failure `unavailable`. */
export type IsSigned = (authorization: string | null, service: string) => Promise<boolean>;

export function inboundTokens({ app, cloud, now }: { app: string; cloud: Cloud; now(): number }): IsSigned {
  let keys: Promise<Keys> | null = null;

  /** Where the keys are is asked once; they themselves are fetched anew as they change. */
  async function find(): Promise<Keys> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(cloud.metadata, { redirect: "error", signal });
    const { jwks_uri } = Metadata.parse(await response.json());
    const options = { cooldownDuration: REFETCH_MS, timeoutDuration: PATIENCE_MS, cacheMaxAge: KNOWN_FOR_MS };
    return createRemoteJWKSet(new URL(jwks_uri), options);
  }

  async function keysNow(): Promise<Keys> {
    try {
      keys ??= find();
      return await keys;
    } catch {
      keys = null;
      throw away();
    }
  }

  return async (authorization, service) => {
    const token = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
    if (token === undefined) return false;
    const known = await keysNow();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, known, {
        algorithms: ["RS256"],
        issuer: cloud.issuer,
        audience: app,
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: new Date(now()),
        requiredClaims: ["exp", "nbf"],
      });
      return payload.serviceurl === service && isForTeams(known, protectedHeader.kid);
    } catch (error) {
      if (isAway(error)) throw away();
      return false;
    }
  };
}

function isForTeams(keys: Keys, kid: string | undefined): boolean {
  const key = keys.jwks()?.keys.find((one) => one.kid === kid);
  const { endorsements } = Key.safeParse(key).data ?? { endorsements: [] };
  return endorsements === undefined || endorsements.includes(CHANNEL);
}

function away(): Failure {
  return new Failure("unavailable", "The keys of the Bot Framework cannot be fetched just now.");
}

/** No fault of the token's. */
function isAway(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof TypeError) return true;
  return error instanceof errors.JOSEError && error.code === "ERR_JOSE_GENERIC";
}
