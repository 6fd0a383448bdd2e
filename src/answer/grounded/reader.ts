import type { Claim } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import { visibleText } from "../../channel/text.ts";
import { checked, headOf, type Refusal, showable } from "./claim.ts";
import { type Evidence, evidenceOf, type Source } from "./evidence.ts";

/** UTF-16 code units. */
const LONGEST_LINE = 700;
const LONGEST_ANSWER = 4000;
const MOST_CLAIMS = 12;
/** All a model is to write when the sources do not answer. */
const NONE = /^\W{0,3}none\W{0,3}$/iu;

/** The line that is being written: its claim, as far as it is known, and how much of it has been said. */
type Line = { raw: string; claim: Begun | null };
type Begun = {
  item: boolean;
  citations: number[];
  from: number;
  evidence: Evidence;
  said: string;
  looked: number;
};

type Reading =
  /** Nothing against it so far; `say` are the words that have become sayable. */
  { state: "fine"; say: string } | { state: "refused"; why: Refusal };

export type ClaimReader = {
  read(piece: string): Reading;
  /** When nothing more comes. */
  end(): Reading;
  /** The claims that are whole. */
  claims(): Claim[];
  /** The same, and what has been said of the one that was being written. */
  soFar(): Claim[];
};

/**
 * Reads what a model writes, piece by piece: lines that each begin with the numbers of their sources. What it lets say is borne out by
 * them, as far as it goes; a whole claim is checked as a whole. How the text is cut into pieces changes nothing.
 */
export function claimReader(sources: readonly Source[], language: Language): ClaimReader {
  const claims: Claim[] = [];
  const evidences = new Map<string, Evidence>();
  let length = 0;
  let line: Line = { raw: "", claim: null };

  function read(piece: string): Reading {
    length += piece.length;
    let say = "";
    for (const part of piece.split(/(?<=[\n\r\v\f\u0085\u2028\u2029])/u)) {
      line.raw += part;
      const isWhole = /[\n\r\v\f\u0085\u2028\u2029]$/u.test(line.raw);
      const reading = isWhole ? ended() : going();
      if (reading.state === "refused") return reading;
      say += reading.say;
    }
    const isTooLong =
      length > LONGEST_ANSWER || line.raw.length > LONGEST_LINE || claims.length > MOST_CLAIMS;
    return isTooLong ? refused("too long") : { state: "fine", say };
  }

  function going(): Reading {
    const text = visibleText(line.raw);
    line.claim ??= begun(text);
    if (line.claim === null) return fine("");
    const unknown = isUnknown(line.claim);
    if (unknown) return refused("unknown citation");
    const { from, evidence, said } = line.claim;
    const words = text.slice(from).trimStart();
    const { shown, looked } = showable(words, line.claim.looked, evidence);
    line.claim.looked = looked;
    if (shown === null) return fine("");
    line.claim.said = words.slice(0, shown);
    return fine(`${said === "" ? opening(line.claim) : ""}${words.slice(said.length, shown)}`);
  }

  function ended(): Reading {
    const text = visibleText(line.raw).trim();
    const claim = line.claim ?? begun(text);
    line = { raw: "", claim: null };
    if (text === "") return fine("");
    if (NONE.test(text)) return refused(claims.length === 0 ? "no answer" : "nothing said");
    if (claim === null) return refused("no citation");
    if (isUnknown(claim)) return refused("unknown citation");
    const parts = checked(text.slice(claim.from).trimStart(), claim.evidence);
    if (typeof parts === "string") return refused(parts);
    const words = textOf({ parts });
    const start = claim.said === "" ? opening(claim) : "";
    claims.push({ parts, item: claim.item, citations: claim.citations });
    // What was said is how the words begin; the space at its end may be none of them.
    const rest = words.startsWith(claim.said.trimEnd()) ? words.slice(claim.said.trimEnd().length) : "";
    const gap = /\s$/u.test(claim.said) ? rest.trimStart() : rest;
    return fine(`${start}${gap} ${notes(claim.citations)}`);
  }

  function begun(text: string): Begun | null {
    const head = headOf(text);
    if (head === "open" || head === "no citation") return null;
    const { item, citations, length: from } = head;
    const key = citations.join();
    const cited = sources.filter(({ number }) => citations.includes(number));
    const evidence = evidences.get(key) ?? evidenceOf(cited, language);
    evidences.set(key, evidence);
    return { item, citations, from, evidence, said: "", looked: 0 };
  }

  function isUnknown({ citations }: Begun): boolean {
    return citations.some((number) => sources.every((source) => source.number !== number));
  }

  /** Before the first words of a claim. */
  function opening({ item }: Begun): string {
    return `${claims.length === 0 ? "" : "\n"}${item ? "• " : ""}`;
  }

  return {
    read,
    end() {
      const reading = ended();
      if (reading.state === "refused") return reading;
      return claims.length === 0 ? refused("nothing said") : reading;
    },
    claims: () => claims,
    soFar() {
      const { claim } = line;
      if (claim === null || claim.said === "") return claims;
      const parts = [{ text: claim.said.trimEnd(), mark: false }];
      return [...claims, { parts, item: claim.item, citations: claim.citations }];
    },
  };
}

export function textOf({ parts }: Pick<Claim, "parts">): string {
  return parts.map(({ text }) => text).join("");
}

function notes(citations: readonly number[]): string {
  return citations.map((number) => `[${number}]`).join("");
}

function fine(say: string): Reading {
  return { state: "fine", say };
}

function refused(why: Refusal): Reading {
  return { state: "refused", why };
}
