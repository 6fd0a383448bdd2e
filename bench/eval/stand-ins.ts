import { analyse } from "../../src/search/analyse.ts";
import { sentences } from "../../src/search/sentences.ts";

const EXCERPT = /<excerpt-(\d+) ([a-z]+)>\n(.*?)\n<\/excerpt-\1 \2>/gs;
const QUESTION = /<question ([a-z]+)>\n(.*)\n<\/question \1>/s;
const MOST_SENTENCES = 3;
/** A word in a sentence counts more than in its heading. */
const WEIGHT = { sentence: 2, heading: 1 };
const LEAST = 2;

/** What stands in for a model: the reply to a message with excerpts and a question. None of them understands a word. */
export const STAND_INS: Record<string, (message: string) => string> = {
  sentences: closest,
  none: () => "NONE",
  garbage: (message) => GARBAGE[message.length % GARBAGE.length] ?? "",
};

/** The sentences that share most words with the question, a bit shortened; NONE where none does. It knows one language: the excerpt's. */
function closest(message: string): string {
  const wanted = termsOf(QUESTION.exec(message)?.[2] ?? "");
  const scored = Array.from(message.matchAll(EXCERPT)).flatMap(([, number, , text = ""]) => {
    const [title = "", section = "", ...body] = text.split("\n");
    const heading = shared(wanted, `${title} ${section}`) * WEIGHT.heading;
    return sentences(body.join("\n")).map((sentence) => {
      return { number, sentence, score: shared(wanted, sentence) * WEIGHT.sentence + heading };
    });
  });
  const best = scored
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SENTENCES);
  if (best.length === 0) return "NONE";
  return best.map(({ number, sentence }) => `[${number}] ${shortened(sentence)}`).join("\n");
}

function shortened(sentence: string): string {
  return sentence
    .replace(/\s+/g, " ")
    .replace(/ ?\([^()]*\)/g, "")
    .replace(/ (?:bitte|please|übrigens|also)(?= )/g, "")
    .replace(/(\d) €/g, "$1 Euro")
    .trim();
}

function shared(wanted: ReadonlySet<string>, text: string): number {
  return [...termsOf(text)].filter((term) => wanted.has(term)).length;
}

function termsOf(text: string): Set<string> {
  return new Set(analyse(text).map(({ term }) => term));
}

/** One for each thing that must not be shown. */
const GARBAGE = [
  "I am sorry, but as a language model I cannot answer.",
  "[9] The learning budget is €1,200 per calendar year.",
  "[1] The learning budget is €9,999 per calendar year, and nobody has to ask.",
  '[1] <img src="https://attacker.example/a.png"> ![x](https://attacker.example/b)',
  "[1] Mehr dazu unter https://attacker.example/login.",
  '{"answer": null}',
  "[1] Is that what you wanted to know?",
  "\u0000\ufffd ]]]]> [1",
];
