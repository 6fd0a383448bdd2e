import type { Texts } from "../../src/i18n/en.ts";
import { inBoth } from "../../src/i18n/texts.ts";
import type { Problem } from "./protocol.ts";

export function json<Body>(status: number, body: Body): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** A sentence for the person, in both languages. */
export function problem(status: number, sentence: (texts: Texts) => string): Response {
  return json<Problem>(status, { problem: inBoth(sentence) });
}

/** The same for somebody who has the page itself in front of them: plain words instead of JSON. */
export function refusedPage(status: number, sentence: (texts: Texts) => string): Response {
  const { de, en } = inBoth(sentence);
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(`${de}\n\n${en}\n`, { status, headers });
}

/** The way to another page. `cookies` are Set-Cookie headers. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
