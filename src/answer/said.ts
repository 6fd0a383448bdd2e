import { z } from "zod";
import type { Block, Claim } from "../channel/block.ts";
import { Language } from "../channel/language.ts";
import type { Cited } from "./writer.ts";

/** A claim as its reader saw it, on one line. */
const Line = z.object({ text: z.string(), item: z.boolean(), citations: z.array(z.number()) });
export type Line = z.infer<typeof Line>;

/** What an answer said, and in which language: its claims, or of passages that were quoted the sentences that mattered. */
export const Said = z.object({ language: Language, lines: z.array(Line) });
export type Said = z.infer<typeof Said>;

const MOST_QUOTED = 2;

export function saidIn(blocks: readonly Block[], language: Language, cited: readonly Cited[]): Said {
  const claims = claimsIn(blocks);
  return claims.length > 0 ? { language, lines: claims.map(lineOf) } : quotedOf(cited, language);
}

export function claimsIn(blocks: readonly Block[]): Claim[] {
  return blocks.flatMap((block) => (block.kind === "claims" ? block.claims : []));
}

/** The sources that a model's claims name; all of them where there are none. */
export function citedIn(blocks: readonly Block[], cited: readonly Cited[]): Cited[] {
  const named = new Set(claimsIn(blocks).flatMap(({ citations }) => citations));
  return named.size === 0 ? [...cited] : cited.filter(({ citation }) => named.has(citation.number));
}

function lineOf({ parts, item, citations }: Claim): Line {
  return { text: onOneLine(parts.map(({ text }) => text).join("")), item, citations };
}

/** In the language of the best passage. */
function quotedOf(cited: readonly Cited[], otherwise: Language): Said {
  const language = cited[0]?.source.language ?? otherwise;
  const lines = cited
    .filter(({ source }) => source.language === language)
    .map(({ sentences, citation }): Line => {
      const marked = sentences.filter(({ mark }) => mark);
      const shown = (marked.length > 0 ? marked : sentences).slice(0, MOST_QUOTED);
      const text = onOneLine(shown.map(({ text }) => text).join(" "));
      return { text, item: false, citations: [citation.number] };
    });
  return { language, lines };
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
