import { z } from "zod";

/** What became of a question to Microsoft Graph. */
export type Told =
  | { state: "ok"; data: unknown }
  /** Graph says no, with its reason; empty where it says none. */
  | { state: "no"; status: number; code: string }
  /** It cannot say just now. */
  | { state: "later" };

/** Asks Graph once. `path` is below its version, without a slash in front. */
export type Graph = (method: "GET" | "POST", path: string, body?: object) => Promise<Told>;

type Parts = { api: URL; token(): Promise<string | null>; now(): number };

const PATIENCE_MS = 5000;
/** A rest that Graph asks for without saying how long. */
const REST_MS = 10_000;
const Said = z.object({ error: z.object({ code: z.string() }) });

/** The token goes to this one address, and follows nobody elsewhere. */
export function graphAt({ api, token, now }: Parts): Graph {
  let restUntil = 0;

  return async (method, path, body) => {
    if (now() < restUntil) return { state: "later" };
    const bearer = await token();
    if (bearer === null) return { state: "later" };
    let response: Response;
    let data: unknown;
    try {
      response = await fetch(new URL(path, api), {
        method,
        headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      data = jsonOr(await response.text());
    } catch {
      return { state: "later" };
    }
    if (response.ok) return { state: "ok", data };
    const { status } = response;
    if (status === 429 || status >= 500) {
      const seconds = Number(response.headers.get("retry-after"));
      if (seconds > 0 || status === 429) restUntil = now() + (seconds > 0 ? seconds * 1000 : REST_MS);
      return { state: "later" };
    }
    return { state: "no", status, code: Said.safeParse(data).data?.error.code ?? "" };
  };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
