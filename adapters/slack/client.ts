import { LogLevel, webApi } from "@slack/bolt";

/** What became of a call. */
export type Called =
  | { state: "ok"; data: unknown }
  /** Slack says no, by this code. */
  | { state: "no"; error: string }
  /** It was not done: too many calls, or Slack cannot be reached. */
  | { state: "later"; inMs: number; limited: boolean }
  /** It may have been done. */
  | { state: "unknown"; reason: string };

export type Call = (token: string, method: string, given: Record<string, unknown>) => Promise<Called>;

const LONGEST_MS = 10_000;
/** Before Slack is tried again that could not be reached, milliseconds. */
const UNREACHABLE_MS = 5000;
/** Where Slack says "too many" without saying for how long. */
const LIMITED_MS = 30_000;
/** Tokens that are renewed leave clients behind. */
const MOST_CLIENTS = 1000;
/** Slack's words for a failure of its own, after which nobody knows what was done. */
const OWN_FAILURES = new Set(["internal_error", "fatal_error", "request_timeout", "service_unavailable"]);
/** The network's words for a call that never got there. */
const NEVER_ARRIVED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/** The SDK would log what is sent. */
export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** The SDK resends by itself what may have arrived, and waits out limits for everybody at once: here it does neither. */
export function clientOptions(url: string | null) {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: LONGEST_MS,
    logger: silent,
    ...(url === null ? {} : { slackApiUrl: url }),
  };
}

/** Calls methods of Slack, once each. `url`: another place than Slack's own, for tests. */
export function slackCall(url: string | null): Call {
  const clients = new Map<string, webApi.WebClient>();

  function clientFor(token: string): webApi.WebClient {
    if (clients.size >= MOST_CLIENTS) clients.clear();
    const client = clients.get(token) ?? new webApi.WebClient(token, clientOptions(url));
    clients.set(token, client);
    return client;
  }

  return async (token, method, given) => {
    try {
      return { state: "ok", data: await clientFor(token).apiCall(method, given) };
    } catch (error) {
      return called(error);
    }
  };
}

function called(error: unknown): Called {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { state: "later", inMs: error.retryAfter * 1000, limited: true };
  if (error instanceof webApi.WebAPIPlatformError) return saidNo(error.data.error);
  if (error instanceof webApi.WebAPIHTTPError)
    return error.statusCode < 500
      ? { state: "no", error: `http_${error.statusCode}` }
      : { state: "unknown", reason: `http_${error.statusCode}` };
  if (error instanceof webApi.WebAPIRequestError) {
    const code = codeOf(error.original);
    return NEVER_ARRIVED.has(code)
      ? { state: "later", inMs: UNREACHABLE_MS, limited: false }
      : { state: "unknown", reason: code };
  }
  return { state: "unknown", reason: error instanceof Error ? error.name : typeof error };
}

function saidNo(error: string): Called {
  if (error === "ratelimited" || error === "rate_limited")
    return { state: "later", inMs: LIMITED_MS, limited: true };
  if (OWN_FAILURES.has(error)) return { state: "unknown", reason: error };
  return { state: "no", error };
}

/** `fetch` wraps what went wrong, the code is inside. */
function codeOf(error: Error): string {
  const { cause } = error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return error.name;
}
