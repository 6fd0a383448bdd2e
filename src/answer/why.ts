import { z } from "zod";
import { type Block, type Button, type Fact, quiet, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { texts } from "../i18n/texts.ts";
import { findPassages, type SourcePassage } from "../knowledge/passages.ts";
import { membershipsOf } from "../learner/learner.ts";
import { analyse } from "../search/analyse.ts";
import type { Reader } from "../store/store.ts";
import { citationOf } from "./look-up.ts";

/** What the button carries: the words of a question stand in the chat anyway, and nothing more of them is stored for this. */
const Basis = z.object({
  answer: z.string(),
  words: z.array(z.string()),
  /** Passages that were close and are not cited. */
  near: z.array(z.string()),
});

/** A platform lets a button carry 2000 characters. */
const MOST_WORDS = 12;
const LONGEST_WORD = 40;
const MOST_NEAR = 3;
/** A shorter stem may stand in a longer word by chance. */
const LEAST_IN_COMPOUND = 5;

/** Opens why the answer is what it is. */
export function whyButton(
  language: Language,
  { answer, question, near }: { answer: string; question: string; near: readonly string[] },
): Button {
  const words = [...new Set(analyse(question).map(({ word }) => word))];
  const basis: z.infer<typeof Basis> = {
    answer,
    words: words.filter(({ length }) => length <= LONGEST_WORD).slice(0, MOST_WORDS),
    near: near.slice(0, MOST_NEAR),
  };
  return { kind: "view", label: texts[language].why.button, view: "ask.why", value: JSON.stringify(basis) };
}

/** Why an answer is what it is, told from what its asker may see now. Null: it is no longer on record. */
export async function why(
  read: Reader,
  { org, learner, language }: { org: string; learner: string; language: Language },
  value: string,
): Promise<{ title: string; blocks: Block[] } | null> {
  const basis = basisIn(value);
  const band = basis && (await bandOf(read, org, basis.answer));
  if (!band) return null;
  const words = texts[language].why;
  const memberships = await membershipsOf(read, org, learner);
  const cited = await citedBy(read, org, basis.answer);
  const places = await findPassages(read, org, [...cited, ...basis.near], memberships);
  const placeOf = (passage: string) => places.get(passage);
  const found = cited.map(placeOf).filter((place) => place !== undefined);
  const near = basis.near.map(placeOf).filter((place) => place !== undefined);
  const nowhere = basis.words.filter((word) => !found.some((place) => holds(place, word)));

  const listed = (some: readonly string[]) => some.map(words.word).join(", ");
  const sharedIn = (place: SourcePassage) => {
    const shared = basis.words.filter((word) => holds(place, word));
    return shared.length === 0 ? words.sharesNothing : words.shares(listed(shared));
  };
  const factOf = (place: SourcePassage): Fact => ({
    name: [place.title, place.section].filter(Boolean).join(" › "),
    value: [
      sharedIn(place),
      citationOf(place, 0, language).detail,
      ...(place.reviewed === null ? [words.neverReviewed] : []),
    ].join(" · "),
  });
  const blocks: Block[] = [
    text(words.sure[band]),
    ...facts(words.places, found.map(factOf)),
    ...(found.length < cited.length ? [quiet(words.gone)] : []),
    ...(found.length > 0 && nowhere.length > 0 ? [quiet(words.nowhere(listed(nowhere)))] : []),
    ...facts(words.near, near.map(factOf)),
    quiet(words.notYou),
  ];
  return { title: words.title, blocks };
}

function basisIn(value: string): z.infer<typeof Basis> | null {
  try {
    return Basis.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}

async function bandOf(
  read: Reader,
  org: string,
  answer: string,
): Promise<"answer" | "unsure" | "none" | null> {
  const row = await read
    .selectFrom("answer")
    .select("band")
    .where("org", "=", org)
    .where("answer", "=", answer)
    .executeTakeFirst();
  return z.enum(["answer", "unsure", "none"]).safeParse(row?.band).data ?? null;
}

async function citedBy(read: Reader, org: string, answer: string): Promise<string[]> {
  const rows = await read
    .selectFrom("answer_citation")
    .select(["number", "passage"])
    .where("org", "=", org)
    .where("answer", "=", answer)
    .execute();
  return rows.toSorted((a, b) => a.number - b.number).map(({ passage }) => passage);
}

/** Also as a part of a longer word: „Budget“ in „Lernbudget“. */
function holds({ title, section, text }: SourcePassage, word: string): boolean {
  const [asked] = analyse(word);
  if (!asked) return false;
  return analyse(`${title} ${section} ${text}`).some(
    ({ term }) =>
      term === asked.term || (asked.term.length >= LEAST_IN_COMPOUND && term.includes(asked.term)),
  );
}

function facts(label: string, facts: Fact[]): Block[] {
  return facts.length === 0 ? [] : [{ kind: "facts", label, facts }];
}
