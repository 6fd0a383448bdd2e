import { z } from "zod";

const LONGEST_MS = 10_000;

/** Where Slack's methods are, and what time it is here (epoch milliseconds). */
export type Slack = { api: string; now(): number };
type Data = Record<string, unknown>;
export type Answer =
  | { state: "ok"; data: Data; scopes: readonly string[]; secondsApart: number }
  | { state: "no"; error: string; secondsApart: number }
  | { state: "unreachable"; sentence: string };

const Body = z.looseObject({ ok: z.boolean(), error: z.string().default("") });

/** One call, with what its headers tell: the scopes of the token, and the time it is at Slack. */
export async function ask(
  { api, now }: Slack,
  method: string,
  token: string | null,
  given: Record<string, string> = {},
): Promise<Answer> {
  try {
    const response = await fetch(new URL(method, api), {
      method: "POST",
      body: new URLSearchParams(given),
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST_MS),
      ...(token !== null && { headers: { authorization: `Bearer ${token}` } }),
    });
    if (!response.ok)
      return unreachable(`Slack answers with status ${response.status}. Try again in a few minutes.`);
    const body = Body.parse(await response.json());
    const secondsApart = apart(response.headers.get("date"), now());
    if (!body.ok) return { state: "no", error: body.error, secondsApart };
    const scopes = (response.headers.get("x-oauth-scopes") ?? "").split(",").map((scope) => scope.trim());
    return { state: "ok", data: body, scopes: scopes.filter(Boolean), secondsApart };
  } catch {
    return unreachable(
      `Slack cannot be reached at ${new URL(api).host}. Lotse needs a way out to it over HTTPS (port 443).`,
    );
  }
}

function unreachable(sentence: string): Answer {
  return { state: "unreachable", sentence };
}

/** How far this clock is ahead, in whole seconds; Slack's says no less than seconds. */
function apart(date: string | null, now: number): number {
  const there = Date.parse(date ?? "");
  return Number.isNaN(there) ? 0 : Math.round((now - there) / 1000);
}
