import * as client from "openid-client";
import { Claims } from "../../src/entrance/claims.ts";
import type { NotSignedIn, SignIn } from "../../src/entrance/sign-in.ts";

type Settings = {
  issuer: URL;
  clientId: string;
  /** Null for a public client, which proves itself by PKCE alone. */
  clientSecret: string | null;
  /** Where the browser comes back to. */
  back: URL;
};

const SCOPE = "openid profile email";
const PATIENCE_SECONDS = 10;

/** Sign-in with any OpenID Connect provider: authorization code with PKCE, state and nonce. */
export function oidcSignIn({ issuer, clientId, clientSecret, back }: Settings): SignIn {
  let known: Promise<client.Configuration> | null = null;

  /** Looked up when somebody first wants to sign in, and again as long as it did not work: Lotse starts without its provider. */
  function provider(): Promise<client.Configuration> {
    known ??= client
      .discovery(
        issuer,
        clientId,
        {},
        clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
        {
          timeout: PATIENCE_SECONDS,
          execute: [
            client.enableNonRepudiationChecks,
            ...(issuer.protocol === "http:" ? [client.allowInsecureRequests] : []),
          ],
        },
      )
      .catch((error: unknown) => {
        known = null;
        throw error;
      });
    return known;
  }

  return {
    async begin() {
      try {
        const config = await provider();
        const kept = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const address = client.buildAuthorizationUrl(config, {
          redirect_uri: back.href,
          scope: SCOPE,
          state: kept.state,
          nonce: kept.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
          code_challenge_method: "S256",
        });
        return { state: "begun", address, kept };
      } catch (error) {
        return problemOf(error);
      }
    },

    async finish(query, { state, nonce, verifier }) {
      try {
        const config = await provider();
        const tokens = await client.authorizationCodeGrant(config, new URL(query, back), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const told = tokens.claims();
        const more =
          told && config.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(config, tokens.access_token, told.sub)
            : {};
        return { state: "known", claims: Claims.parse({ ...more, ...told }) };
      } catch (error) {
        return problemOf(error);
      }
    },
  };
}

/** The provider's own codes say what went wrong; what else its answers hold is not repeated. */
function problemOf(error: unknown): NotSignedIn {
  if (error instanceof client.AuthorizationResponseError) {
    const reason = codeOf(error.error);
    if (reason === "access_denied") return { state: "cancelled", reason };
    const later = reason === "temporarily_unavailable" || reason === "server_error";
    return { state: later ? "unreachable" : "failed", reason };
  }
  if (error instanceof client.ResponseBodyError) {
    const { status } = error;
    const reason = codeOf(error.error);
    if (reason === "invalid_grant") return { state: "stale", reason };
    return { state: status >= 500 ? "unreachable" : "failed", reason };
  }
  if (error instanceof client.WWWAuthenticateChallengeError) {
    const [challenge] = error.cause;
    return { state: "failed", reason: codeOf(challenge?.parameters.error ?? "unauthorized") };
  }
  if (error instanceof client.ClientError) {
    const reason = error.code ?? "unknown";
    if (STALE.includes(reason)) return { state: "stale", reason };
    return { state: isAway(error) ? "unreachable" : "failed", reason };
  }
  // What fetch throws when there is nobody to talk to.
  return { state: error instanceof TypeError ? "unreachable" : "failed", reason: "no usable answer" };
}

/** A code, such as `invalid_scope`. What comes back with the browser, anybody may have written. */
function codeOf(said: string): string {
  return /^[a-z_]{1,50}$/.test(said) ? said : "an unknown code";
}

const STALE = ["OAUTH_INVALID_RESPONSE", "OAUTH_JWT_CLAIM_COMPARISON_FAILED"];

function isAway({ code, cause }: client.ClientError): boolean {
  if (code === "OAUTH_TIMEOUT") return true;
  return cause instanceof TypeError || (cause instanceof Response && cause.status >= 500);
}
