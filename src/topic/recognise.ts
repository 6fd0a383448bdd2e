import { stem } from "../search/analyse.ts";
import { contentWords } from "../search/tokens.ts";
import { canBePart, folded, partsOf } from "./compound-words.ts";
import { addPhrase, type Match, matchesIn, noPhrases } from "./phrases.ts";
import type { Topic } from "./topics.ts";

/** The topics a text speaks of, best first, each once. */
export type Recognise = (text: string) => Topic[];

const MOST_FOUND = 5;
/** What a topic's word inside a compound counts, against the word itself. */
const COMPOUND_WEIGHT = 0.5;
/** Two words of one stem that differ more in length are not the same word inflected. */
const LONGEST_ENDING = 3;

/**
 * Reads which topics a text names, by the labels and words of both languages. A longer and a rarer phrase says more than a
 * short and a common one, and a phrase inside a longer one says nothing: "change management" is not about management.
 */
export function recogniser(topics: readonly Topic[]): Recognise {
  const phrases = noPhrases();
  const parts = new Map<string, Topic[]>();
  const names = new Map<string, Topic[]>();
  const frequency = new Map<string, number>();
  const known: Stems = new Map();

  for (const topic of topics) {
    const own = new Set<string>();
    for (const phrase of [topic.label.de, topic.label.en, ...topic.words.de, ...topic.words.en]) {
      addTo(names, nameKey(phrase), topic);
      const words = contentWords(phrase);
      const stems = words.map(stem);
      for (const [at, term] of stems.entries()) {
        own.add(term);
        remember(known, term, words[at] ?? term);
      }
      // A single letter is a name among programmers ("C", "R"), but not in a text.
      if (words.join("").length < 2) continue;
      addPhrase(phrases, stems, topic);
      if (words.length > 1) continue;
      for (const part of [...stems, ...words.map(folded)]) if (canBePart(part)) addTo(parts, part, topic);
    }
    for (const term of own) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const rarity = (term: string) => Math.log(1 + topics.length / (frequency.get(term) ?? 1));

  return (text) => {
    // The name alone, such as a tag: also one that has no words for a search, such as "C#" or "IT".
    const named = names.get(nameKey(text));
    if (named) return best([{ from: 0, to: 1, strength: 1, topics: named }]);
    const words = contentWords(text);
    const stems = words.map((word) => termOf(word, known));
    const matches = matchesIn(stems, phrases, rarity);
    const covered = new Uint8Array(words.length);
    for (const { from, to } of matches) covered.fill(1, from, to);
    words.forEach((word, at) => {
      if (covered[at]) return;
      for (const part of partsOf(word, stem(word), parts)) {
        const strength = COMPOUND_WEIGHT * rarity(stem(part));
        matches.push({ from: at, to: at + 1, strength, topics: parts.get(part) ?? [] });
      }
    });
    return best(matches);
  };
}

/** The same name, however it is typed. */
function nameKey(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** The stems of the topics' words, each with the lengths of the words themselves. */
type Stems = Map<string, { shortest: number; longest: number }>;

function remember(stems: Stems, term: string, { length }: string): void {
  const { shortest, longest } = stems.get(term) ?? { shortest: length, longest: length };
  stems.set(term, { shortest: Math.min(shortest, length), longest: Math.max(longest, length) });
}

/** The stem by which a word may name a topic. Somebody without umlaut keys types "Fuehrung". */
function termOf(word: string, known: Stems): string {
  const umlauts = word.replaceAll("ae", "ä").replaceAll("oe", "ö").replaceAll("ue", "ü");
  for (const spelling of [word, umlauts]) {
    const term = stem(spelling);
    const lengths = known.get(term);
    const { length } = spelling;
    // The stem of "excellent" is "excel", but it is not about Excel.
    if (lengths && length <= lengths.longest + LONGEST_ENDING && length >= lengths.shortest - LONGEST_ENDING)
      return term;
  }
  return word;
}

/** Each topic by its strongest match; then by where it stands, then by its id. */
function best(matches: readonly Match[]): Topic[] {
  const strongest = new Map<string, { topic: Topic; from: number; strength: number }>();
  for (const { from, strength, topics } of matches) {
    for (const topic of topics) {
      const known = strongest.get(topic.topic);
      if (!known || strength > known.strength) strongest.set(topic.topic, { topic, from, strength });
    }
  }
  return [...strongest.values()]
    .sort((a, b) => b.strength - a.strength || a.from - b.from || (a.topic.topic < b.topic.topic ? -1 : 1))
    .slice(0, MOST_FOUND)
    .map(({ topic }) => topic);
}

function addTo(map: Map<string, Topic[]>, name: string, topic: Topic): void {
  const known = map.get(name);
  if (!known) map.set(name, [topic]);
  else if (!known.includes(topic)) known.push(topic);
}
