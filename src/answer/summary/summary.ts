import { action, type Block, type Button, quiet, text } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import { texts } from "../../i18n/texts.ts";
import { findPassage, findPassages, passagesOf, type SourcePassage } from "../../knowledge/passages.ts";
import { membershipsOf } from "../../learner/learner.ts";
import type { Recorded } from "../../model/sent.ts";
import { analyse } from "../../search/analyse.ts";
import type { Reader } from "../../store/store.ts";
import type { Libraries } from "../library.ts";
import { citationOf, lookUp, unmarked } from "../look-up.ts";
import type { RecentQuestions } from "../recent.ts";
import { sentRow } from "../sent-button.ts";
import type { Cited, Writer } from "../writer.ts";
import { gists } from "./gist.ts";

/** Of a longer document the first sections are summed up, and it is said that there are more. */
const MOST_SECTIONS = 8;
/** A document with fewer sections beside those cited is read as quickly as its summary. */
const LEAST_SECTIONS = 3;

type Parts = {
  read: Reader;
  libraries: Libraries;
  recent: RecentQuestions;
  writer: Writer;
  help: { model: Recorded } | null;
};
type Wish = {
  org: string;
  learner: string;
  place: string;
  answer: string;
  /** What the document is called or is about; empty: the one asked about a moment ago. */
  question: string;
  language: Language;
};

/** Sums up the document of the first of these passages, where it has many sections beside them. */
export function summaryButton(
  language: Language,
  [passage]: readonly string[],
  sections: readonly string[],
): Button[] {
  if (passage === undefined || sections.length < LEAST_SECTIONS) return [];
  return [action(texts[language].summary.button, "summary.of", passage)];
}

/** What a document says, section by section: in a model's words as far as its passages bear them out, or else with its own sentences. */
export async function summary(
  parts: Parts,
  wish: Wish,
  passage: string | null,
  say: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<Block[]> {
  const { org, language, answer } = wish;
  const words = texts[language].summary;
  const source = await documentMeant(parts, wish, passage);
  if (source === "nothing named") return [text(words.what)];
  if (source === null) return [text(words.nothing)];
  const { cited, left } = await sectionsOf(parts.read, org, source, language);
  if (cited.length === 0) return [text(words.nothing)];

  const question = words.question(source.title);
  const { blocks: body } = await parts.writer.write(
    { org, question, language, sure: true, cited },
    say,
    signal,
  );
  if (signal.aborted) return [...body, quiet(texts[language].ask.stopped)];
  // A writer that quotes whole passages has summed up nothing.
  const isQuoted = body.some(({ kind }) => kind === "quote");
  const reasons = body.filter(({ kind }) => kind === "text");
  return [
    quiet(isQuoted ? words.quoted(source.title) : words.written(source.title)),
    ...(isQuoted ? [...reasons, ...cited.map((one) => gistOf(one, language))] : body),
    ...(left > 0 ? [quiet(words.left(left))] : []),
    {
      kind: "citations",
      label: texts[language].ask.sources,
      citations: cited.map(({ citation }) => citation),
    },
    ...sentRow(parts.help, language, answer),
  ];
}

/** A passage of it. Null: there is none, or not for this person. */
async function documentMeant(
  { read, libraries, recent }: Parts,
  wish: Wish,
  named: string | null,
): Promise<SourcePassage | "nothing named" | null> {
  const { org, question, language } = wish;
  const memberships = await membershipsOf(read, org, wish.learner);
  if (named !== null) return findPassage(read, org, named, memberships);
  if (question !== "") {
    const library = await libraries.of(org);
    const { cited, near } = await lookUp(read, library, { org, question, language, memberships });
    return cited[0]?.source ?? calledLike(await findPassages(read, org, near, memberships), question);
  }
  const [passage] = (await recent.before(wish, wish.place, wish.answer))?.passages ?? [];
  return passage === undefined ? "nothing named" : findPassage(read, org, passage, memberships);
}

/** Where no passage is sure to be about these words, a title may still have one of them. */
function calledLike(found: ReadonlyMap<string, SourcePassage>, named: string): SourcePassage | null {
  const terms = new Set(analyse(named).map(({ term }) => term));
  const isCalled = ({ title }: SourcePassage) => analyse(title).some(({ term }) => terms.has(term));
  return [...found.values()].find(isCalled) ?? null;
}

/** One passage for each section, with the sentence that says most of it marked; how many sections are left out. */
async function sectionsOf(
  read: Reader,
  org: string,
  { document }: SourcePassage,
  language: Language,
): Promise<{ cited: Cited[]; left: number }> {
  const passages = await passagesOf(read, org, document);
  const found = gists(passages.map((passage) => passage.text));
  const first = new Map<string, { source: SourcePassage; at: number }>();
  for (const [index, source] of passages.entries()) {
    const gist = found[index];
    if (gist && !first.has(source.section)) first.set(source.section, { source, at: gist.at });
  }
  const all = [...first.values()];
  const cited = all.slice(0, MOST_SECTIONS).map(({ source, at }, index) => ({
    source,
    sentences: unmarked(source.text).map((sentence, place) => ({ ...sentence, mark: place === at })),
    citation: citationOf(source, index + 1, language),
  }));
  return { cited, left: all.length - cited.length };
}

function gistOf({ source, sentences, citation }: Cited, language: Language): Block {
  const parts = sentences.filter(({ mark }) => mark).map(({ text }) => ({ text: text.trim(), mark: false }));
  const label = texts[language].ask.quotation(source.section === "" ? source.title : source.section);
  return { kind: "quote", label, language: source.language, parts, citation: citation.number };
}
