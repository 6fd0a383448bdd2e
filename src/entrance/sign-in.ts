import type { Claims } from "./claims.ts";

/** The company's own sign-in, such as Entra ID or Keycloak: it says who somebody is, and Lotse never sees a password. */
export interface SignIn {
  /** Where to send the browser, and what to keep for its return. */
  begin(): Promise<Begun | NotSignedIn>;
  /** `query` is what the browser came back with, `kept` what `begin` gave for it. */
  finish(query: string, kept: Kept): Promise<{ state: "known"; claims: Claims } | NotSignedIn>;
}

type Kept = { state: string; nonce: string; verifier: string };
type Begun = { state: "begun"; address: URL; kept: Kept };

/**
 * - `cancelled`: the person, or their company, said no.
 * - `stale`: it does not belong to what was begun, or was used before: beginning again helps.
 * - `unreachable`: the sign-in is not there just now: waiting helps.
 * - `failed`: it does not accept Lotse: only whoever set it up can help.
 */
export type NotSignedIn = { state: "cancelled" | "stale" | "unreachable" | "failed"; reason: string };

/** Inside Teams, where cookies do not work: who a token is about, and of which tenant; null for a token that is no good. */
export interface PageTokens {
  verify(token: string): Promise<{ tenant: string; person: string; claims: Claims } | null>;
}
