import type { Claim } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import { visibleText } from "../../channel/text.ts";
import { recognise } from "../../i18n/recognise.ts";
import { sentences } from "../../search/sentences.ts";
import type { Line } from "../said.ts";
import { headOf, type Refusal } from "./claim.ts";
import { bearOut, denies } from "./evidence.ts";
import { factsOf, hasLink } from "./facts.ts";
import { wordsOf } from "./markup.ts";
import { textOf } from "./reader.ts";

/** German is longer than English, and no more than that: in lengths of the shorter one, and for short lines in UTF-16 code units. */
const LONGER = { times: 1.3, spare: 8 };

/**
 * The lines of a reply that may be translations of these: as many, from the same sources, with the same facts and denials, and about as
 * long. Whether they say the same is not seen here.
 */
export function translationIn(reply: string, lines: readonly Line[], language: Language): Claim[] | Refusal {
  const written = visibleText(reply)
    .split(/[\n\r\v\f\u0085\u2028\u2029]/u)
    .filter((line) => line.trim() !== "");
  if (written.length !== lines.length) return "other claims";
  const claims: Claim[] = [];
  for (const [at, line] of lines.entries()) {
    const claim = claimIn(written[at] ?? "", line, language);
    if (typeof claim === "string") return claim;
    claims.push(claim);
  }
  return isIn(language, claims.map(textOf).join("\n")) ? claims : "other language";
}

function claimIn(written: string, { text, item, citations }: Line, language: Language): Claim | Refusal {
  const head = headOf(written);
  if (typeof head === "string") return "no citation";
  if (head.citations.join() !== citations.join()) return "other claims";
  const parts = wordsOf(written.slice(head.length).trim());
  if (parts === null) return "markup";
  const words = textOf({ parts });
  if (hasLink(words)) return "link";
  const [before, after] = [factsOf(text), factsOf(words)];
  if (!bearOut(before.borneOut, after) || !bearOut(after.borneOut, before)) return "wrong fact";
  if (denies(text) !== denies(words)) return "other claims";
  const [shorter = 0, longer = 0] = [text.length, words.length].sort((a, b) => a - b);
  if (longer > shorter * LONGER.times + LONGER.spare) return "too long";
  if (sentences(text).length !== sentences(words).length) return "other claims";
  return isIn(language, words) ? { parts, item, citations } : "other language";
}

/** Where it is not plain to see, it is believed. */
export function isIn(language: Language, words: string): boolean {
  return (recognise(words) ?? language) === language;
}
