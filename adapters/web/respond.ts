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
