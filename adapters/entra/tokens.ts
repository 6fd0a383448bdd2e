import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import { Claims } from "../../src/entrance/claims.ts";
import type { PageTokens } from "../../src/entrance/sign-in.ts";
import { Failure } from "../../src/errors.ts";

type Settings = {
  /** The id of the app that the tokens are for. */
  app: string;
  /** `https://login.microsoftonline.com`, or that of a national cloud. */
  authority: URL;
};

/** How far the clocks may be apart. */
const TOLERANCE_SECONDS = 300;
/** A key id nobody knows is looked up again no more often than this: made-up ones cost nothing. */
const REFETCH_MS = 30_000;
const PATIENCE_MS = 5_000;

/**
 * The scope that Teams asks for, on behalf of the person in front of the page. Tokens for an app without a person have none: whoever
 * may register apps could be as many people as they like. Nor do those that a sign-in leaves behind.
 */
const ON_BEHALF = "access_as_user";

const Said = z.object({
  tid: z.guid(),
  oid: z.guid(),
  scp: z.string().refine((scopes) => scopes.split(" ").includes(ON_BEHALF)),
});

/**
 * The tokens that Teams gives its pages (https://learn.microsoft.com/entra/identity-platform/access-tokens). Which tenants belong here is
 * for the caller to know.
 */
export function entraTokens({ app, authority }: Settings): PageTokens {
  const keys = createRemoteJWKSet(new URL("/common/discovery/v2.0/keys", authority), {
    cooldownDuration: REFETCH_MS,
    timeoutDuration: PATIENCE_MS,
  });

  return {
    async verify(token) {
      let payload: JWTPayload;
      try {
        ({ payload } = await jwtVerify(token, keys, {
          algorithms: ["RS256"],
          audience: app,
          clockTolerance: TOLERANCE_SECONDS,
          requiredClaims: ["exp", "nbf", "iss", "sub"],
        }));
      } catch (error) {
        if (isAway(error))
          throw new Failure("unavailable", "The keys of Entra ID cannot be fetched just now.");
        return null;
      }
      const said = Said.safeParse(payload);
      const claims = Claims.safeParse(payload);
      if (!said.success || !claims.success) return null;
      const { tid, oid } = said.data;
      // Each tenant has an issuer of its own: without this, one could speak in the name of another.
      if (payload.iss !== new URL(`/${tid}/v2.0`, authority).href) return null;
      return { tenant: tid, person: oid, claims: claims.data };
    },
  };
}

/** No fault of the token's. */
function isAway(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof TypeError) return true;
  return error instanceof errors.JOSEError && error.code === "ERR_JOSE_GENERIC";
}
