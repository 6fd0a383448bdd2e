import { type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { type SigningKey, signingKey } from "./keys.ts";
import type { Json, World } from "./world.ts";

/** Who signs for the Bot Framework. */
export const ISSUER = "https://api.botframework.com";
const HOUR_S = 3600;
/** Beyond what clocks may be apart. */
const LONG_S = 600;

/** Tokens that prove nothing, each for one reason. */
export const FORGERIES = [
  ...["no token", "not a token", "other scheme", "alg none", "HS256", "changed afterwards"],
  ...["unknown key", "key of somebody else", "not endorsed for Teams"],
  ...["other audience", "other issuer", "expired", "not yet valid"],
  ...["without an end", "without a beginning"],
  ...["other service address", "no service address"],
] as const;
export type Forgery = (typeof FORGERIES)[number];

/** The Bot Framework as it signs what it brings to a bot, and publishes its keys. */
export async function botFramework(world: World, origin: () => string) {
  let current = await signingKey({ endorsements: ["msteams"], x5t: "x" });
  const elsewhere = await signingKey({ endorsements: ["webchat"] });
  const stranger = await signingKey();
  let asked = 0;
  let fetched = 0;

  const claims = (serviceUrl: string): JWTPayload => {
    const now = Math.floor(world.clock.now() / 1000);
    return { serviceurl: serviceUrl, iss: ISSUER, aud: world.app.id, nbf: now, exp: now + HOUR_S };
  };
  const sign = (serviceUrl: string, changed: JWTPayload = {}, key: SigningKey = current, header = {}) =>
    key.sign({ ...claims(serviceUrl), ...changed }, header);
  const bearer = async (token: Promise<string> | string) => `Bearer ${await token}`;

  return {
    /** How often it was asked where the keys are. */
    asked: () => asked,
    /** How often the keys themselves were fetched. */
    fetched: () => fetched,
    /** New keys, as they come every few days; what the old one signed counts no more. */
    async changesKeys(): Promise<void> {
      current = await signingKey({ endorsements: ["msteams"], x5t: "x" });
    },
    /** The `Authorization` header of a delivery. */
    authorization: (serviceUrl: string) => bearer(sign(serviceUrl)),

    async forged(forgery: Forgery, serviceUrl: string): Promise<string | null> {
      const now = Math.floor(world.clock.now() / 1000);
      const unsigned = claims(serviceUrl);
      switch (forgery) {
        case "no token":
          return null;
        case "not a token":
          return "Bearer not.a.token";
        case "other scheme":
          return `Basic ${await sign(serviceUrl)}`;
        case "alg none":
          return bearer(new UnsecuredJWT(unsigned).encode());
        case "HS256": {
          // The public key as the secret: whoever lets the token say how it is signed takes this.
          const secret = new TextEncoder().encode(JSON.stringify(current.jwk));
          const header = { alg: "HS256", typ: "JWT", kid: current.kid };
          return bearer(new SignJWT(unsigned).setProtectedHeader(header).sign(secret));
        }
        case "changed afterwards": {
          const [head, , signature] = (await sign(serviceUrl)).split(".");
          const body = Buffer.from(JSON.stringify({ ...unsigned, exp: now + 10 * HOUR_S })).toString(
            "base64url",
          );
          return `Bearer ${[head, body, signature].join(".")}`;
        }
        case "unknown key":
          return bearer(sign(serviceUrl, {}, stranger));
        case "key of somebody else":
          return bearer(sign(serviceUrl, {}, stranger, { kid: current.kid }));
        case "not endorsed for Teams":
          return bearer(sign(serviceUrl, {}, elsewhere));
        case "other audience":
          return bearer(sign(serviceUrl, { aud: "00000000-0000-4000-8000-000000000000" }));
        case "other issuer":
          return bearer(sign(serviceUrl, { iss: `https://sts.windows.net/${world.app.home}/` }));
        case "expired":
          return bearer(sign(serviceUrl, { nbf: now - HOUR_S, exp: now - LONG_S }));
        case "not yet valid":
          return bearer(sign(serviceUrl, { nbf: now + LONG_S }));
        case "without an end": {
          const { exp: _, ...rest } = unsigned;
          return bearer(current.sign(rest));
        }
        case "without a beginning": {
          const { nbf: _, ...rest } = unsigned;
          return bearer(current.sign(rest));
        }
        case "other service address":
          return bearer(sign("https://smba.trafficmanager.net/elsewhere/"));
        case "no service address": {
          const { serviceurl: _, ...rest } = unsigned;
          return bearer(current.sign(rest));
        }
      }
    },

    /** `GET` of what it publishes; null for other addresses. */
    publishes(path: string): Json | null {
      if (path === "/v1/.well-known/openidconfiguration") {
        asked += 1;
        return {
          issuer: ISSUER,
          authorization_endpoint: "https://invalid.botframework.com",
          jwks_uri: `${origin()}/v1/.well-known/keys`,
          id_token_signing_alg_values_supported: ["RS256"],
          token_endpoint_auth_methods_supported: ["private_key_jwt"],
        };
      }
      if (path !== "/v1/.well-known/keys") return null;
      fetched += 1;
      return { keys: [current.jwk, elsewhere.jwk] };
    },
  };
}
