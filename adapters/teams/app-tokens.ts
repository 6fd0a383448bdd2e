import { z } from "zod";

/** How the app proves to Entra ID that it is the app. */
export type Proof =
  | { kind: "secret"; secret: string }
  /** A managed identity of Azure. `endpoint` and `header` are what App Service and Container Apps hand to a process; null: a virtual machine. */
  | { kind: "identity"; endpoint: { url: URL; header: string } | null };
export type Registration = { app: string; tenant: string; authority: URL; proof: Proof };

export type Given =
  | { state: "given"; token: string; lifeMs: number; secondsApart: number }
  /** `AADSTS7000215` and the like; null: it said nothing of the kind. */
  | { state: "refused"; status: number; code: string | null; secondsApart: number }
  | { state: "unreachable" };

const PATIENCE_MS = 10_000;
/** A token is renewed this long before it ends. */
const EARLY_MS = 300_000;
const MACHINE = new URL("http://169.254.169.254/metadata/identity/oauth2/token");
const Answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
  expires_on: z.coerce.number().positive().optional(),
});
const No = z.object({ error_description: z.string() });

/** Asks once for a token for `audience`, such as that of the connector. */
export async function askForToken(
  { app, tenant, authority, proof }: Registration,
  audience: string,
  now: () => number,
): Promise<Given> {
  const request =
    proof.kind === "secret"
      ? new Request(new URL(`/${tenant}/oauth2/v2.0/token`, authority), {
          method: "POST",
          body: new URLSearchParams({
            grant_type: "client_credentials",
            client_id: app,
            client_secret: proof.secret,
            scope: `${audience}/.default`,
          }),
        })
      : identityRequest(proof.endpoint, app, audience);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(request, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) });
    body = jsonOr(await response.text());
  } catch {
    return { state: "unreachable" };
  }
  const date = Date.parse(response.headers.get("date") ?? "");
  const secondsApart = Number.isNaN(date) ? 0 : Math.round((now() - date) / 1000);
  const answer = Answer.safeParse(body);
  if (!response.ok || !answer.success) {
    const code = No.safeParse(body).data?.error_description.match(/AADSTS\d+/)?.[0] ?? null;
    return { state: "refused", status: response.status, code, secondsApart };
  }
  const { access_token: token, expires_in: life, expires_on: end } = answer.data;
  const lifeMs = life !== undefined ? life * 1000 : end !== undefined ? end * 1000 - now() : 0;
  return { state: "given", token, lifeMs, secondsApart };
}

/** What stands in between, such as a proxy, says no in other ways. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function identityRequest(
  endpoint: { url: URL; header: string } | null,
  app: string,
  audience: string,
): Request {
  const about = { resource: audience, client_id: app };
  if (endpoint === null) {
    const url = new URL(MACHINE);
    url.search = new URLSearchParams({ "api-version": "2018-02-01", ...about }).toString();
    return new Request(url, { headers: { metadata: "true" } });
  }
  const url = new URL(endpoint.url);
  url.search = new URLSearchParams({ "api-version": "2019-08-01", ...about }).toString();
  return new Request(url, { headers: { "x-identity-header": endpoint.header } });
}

/** The token for the connector, kept until shortly before its end. Null: there is none just now. */
export function appTokens(registration: Registration, audience: string, now: () => number) {
  let kept: { token: Promise<Given>; until: number } | null = null;

  return async (): Promise<string | null> => {
    if (!kept || now() >= kept.until) {
      const asked = { token: askForToken(registration, audience, now), until: Number.POSITIVE_INFINITY };
      kept = asked;
      const given = await asked.token;
      if (kept === asked) {
        kept = given.state === "given" ? { ...asked, until: now() + given.lifeMs - EARLY_MS } : null;
      }
    }
    const given = await kept?.token;
    return given?.state === "given" ? given.token : null;
  };
}
