import type { Band } from "../search/passage.ts";
import { joined, leaningOf } from "./leaning.ts";
import type { LookedUp } from "./look-up.ts";

/** What a question was taken to mean, and what there is to it. */
export type Understood = LookedUp & {
  /** In whole sentences. */
  question: string;
  /** What was looked up. */
  searched: string;
  /** How the question before it was taken in; null: it stands by itself. */
  leans: "joined" | "rewritten" | null;
};

type Parts = {
  lookUp(question: string): Promise<LookedUp>;
  /** One question out of both, where a model can tell. */
  rewrite(question: string, before: string): Promise<string | null>;
};

const SURENESS: Record<Band, number> = { none: 0, unsure: 1, answer: 2 };

/**
 * Looks up a question, together with the one before it if it seems to lean on that and more is found so; with a model, as it words the
 * two. One that only may lean on it must find by itself something of what both find: what was asked before must not answer alone.
 */
export async function understand(
  { lookUp, rewrite }: Parts,
  question: string,
  before: string | null,
): Promise<Understood> {
  const alone = await lookUp(question);
  const asAsked: Understood = { ...alone, question, searched: question, leans: null };
  const leaning = leaningOf(question);
  if (before === null || leaning === "not") return asAsked;
  const searched = joined(question, before);
  const both = await lookUp(searched);
  const gain = SURENESS[both.band] - SURENESS[alone.band];
  const leans = leaning === "clearly" ? gain >= 0 : gain > 0 && overlap(both, alone);
  const byRule: Understood = leans
    ? { ...both, question: `${before} ${question}`, searched, leans: "joined" }
    : asAsked;
  const whole = await rewrite(question, before);
  if (whole === null) return byRule;
  const found = await lookUp(whole);
  const isFound = found.band !== "none" && SURENESS[found.band] >= SURENESS[byRule.band];
  return isFound ? { ...found, question: whole, searched: whole, leans: "rewritten" } : byRule;
}

function overlap(one: LookedUp, other: LookedUp): boolean {
  const places = new Set(other.cited.map(({ source }) => source.passage));
  return one.cited.some(({ source }) => places.has(source.passage));
}
