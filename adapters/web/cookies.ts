import type { z } from "zod";
import type { Sealer } from "../../src/store/sealing.ts";

/**
 * Cookies of the page. The prefix `__Host-` makes browsers refuse one that is not secure, or that a neighbouring host has set.
 * Browsers take it over plain HTTP only from the same machine.
 */
const PREFIX = "__Host-lotse";
const NAMES = { session: PREFIX, signIn: `${PREFIX}-sign-in`, setUp: `${PREFIX}-set-up` } as const;
type Cookie = keyof typeof NAMES;

export function cookieOf(request: Request, cookie: Cookie): string | null {
  for (const pair of (request.headers.get("cookie") ?? "").split(/; */)) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at) === NAMES[cookie]) return pair.slice(at + 1);
  }
  return null;
}

/** The value of a Set-Cookie header. `seconds` null: until the browser is closed. */
export function setCookie(cookie: Cookie, value: string, seconds: number | null): string {
  const until = seconds === null ? "" : `; Max-Age=${seconds}`;
  return `${NAMES[cookie]}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${until}`;
}

export function dropCookie(cookie: Cookie): string {
  return setCookie(cookie, "", 0);
}

/** A cookie that only Lotse can read and write, on whichever of its replicas. */
export function sealCookie(
  sealer: Sealer,
  cookie: Cookie,
  value: unknown,
  seconds: number,
  now: number,
): string {
  const sealed = sealer.seal({ value, until: now + seconds * 1000 }, [NAMES[cookie], ""]);
  return setCookie(cookie, sealed, seconds);
}

/** What it holds; null if it is not there, over, or not of Lotse's making. */
export function openCookie<Value>(
  sealer: Sealer,
  cookie: Cookie,
  schema: z.ZodType<Value>,
  { request, now }: { request: Request; now: number },
): Value | null {
  const sealed = cookieOf(request, cookie);
  if (!sealed) return null;
  try {
    const { value, until } = sealer.open(sealed, [NAMES[cookie], ""]) as { value: unknown; until: number };
    return until > now ? schema.parse(value) : null;
  } catch {
    return null;
  }
}
