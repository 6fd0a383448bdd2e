import type { Claim } from "../../channel/block.ts";
import { sentences } from "../../search/sentences.ts";
import { areBorneOut, deniesAlone, type Evidence, isSupported } from "./evidence.ts";
import { factsOf, hasLink } from "./facts.ts";
import { wordsOf } from "./markup.ts";

/** Why what a model wrote is not shown. */
export type Refusal =
  | "no answer"
  | "nothing said"
  | "too long"
  | "no claim"
  | "no citation"
  | "unknown citation"
  | "markup"
  | "link"
  | "wrong fact"
  | "not in the sources"
  | "other language"
  | "other claims";

/** `[1][3] `, also after the sign of a list, or before it. */
const HEAD =
  /^\s{0,8}(?:([-*•]|\d{1,2}[.)])\s{1,8})?((?:\[\d{1,2}(?:, ?\d{1,2}){0,9}\]\s?){1,10})(?:\s?([-*•])\s)?/u;
/** What may still become a head. */
const BEGUN_HEAD = /^[\s\d[\],.)*•-]*$/u;
/** Nothing yet, or the beginning of one more or of an item. */
const MORE_HEAD = /^\s*(?:\[[\d, ]*|[-*•])?$/u;
const LONGEST_HEAD = 60;

export type Head = { item: boolean; citations: number[]; length: number };

/** The beginning of a line. "open": it may go on, so nothing is said yet. */
export function headOf(line: string): Head | "open" | "no citation" {
  const [whole = "", before, numbers, after] = HEAD.exec(line) ?? [];
  if (numbers === undefined || MORE_HEAD.test(line.slice(whole.length)))
    return BEGUN_HEAD.test(line) && line.length < LONGEST_HEAD ? "open" : "no citation";
  const citations = [...new Set(Array.from(numbers.matchAll(/\d+/gu), ([number]) => Number(number)))];
  return { item: (before ?? after) !== undefined, citations, length: whole.length };
}

/** The parts of a claim that is whole, if it may be shown. */
export function checked(words: string, evidence: Evidence): Claim["parts"] | Refusal {
  const parts = wordsOf(words);
  if (parts === null) return "markup";
  const plain = parts.map(({ text }) => text).join("");
  if (isQuestion(plain)) return "no claim";
  const problem = problemOf(plain, evidence);
  if (problem !== null) return problem;
  if (!isSupported(plain, evidence, "whole")) return "not in the sources";
  return parts;
}

/** "Is that all?", and not "Say in a mail: why you?" */
function isQuestion(words: string): boolean {
  const last = sentences(words.trim()).at(-1) ?? "";
  return last.endsWith("?") && !/:\s/u.test(last);
}

/** What must not be shown even while a claim is written. */
function problemOf(words: string, evidence: Evidence): Refusal | null {
  if (hasLink(words)) return "link";
  if (deniesAlone(words, evidence)) return "not in the sources";
  return areBorneOut(factsOf(words), evidence) ? null : "wrong fact";
}

/** A sign that may be or become markup, a link, a mention or a placeholder. What follows waits until the claim is whole. */
const RISKY = /[^\p{L}\p{M}\p{N}\s.,;:!?'"()%§€$+/„“”‚‘’»«–—…·-]|:\/|\p{L}\.\p{L}/u;

/**
 * Of a claim that is being written, how much may be shown: whole words, nothing risky, and no more than its sources bear out. Up to
 * `looked` it was looked at before; where nothing more may be shown, null.
 */
export function showable(
  words: string,
  looked: number,
  evidence: Evidence,
): { shown: number | null; looked: number } {
  const risky = RISKY.exec(words)?.index ?? words.length;
  const last = wordEnd(words, risky);
  for (let end = last; end > looked; end = wordEnd(words, words.slice(0, end).trimEnd().length)) {
    const shown = words.slice(0, end);
    if (isSupported(shown, evidence, "begun") && problemOf(shown, evidence) === null)
      return { shown: end, looked: last };
  }
  return { shown: null, looked: Math.max(looked, last) };
}

/** The end of the last whole word before a place, with the space after it. */
function wordEnd(words: string, before: number): number {
  for (let at = before - 1; at >= 0; at--) if (/\s/u.test(words.charAt(at))) return at + 1;
  return 0;
}
