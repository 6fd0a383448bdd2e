import topics from "../demo/topics.json" with { type: "json" };
import { wishWords } from "../src/catalogue/wish-words.ts";
import { LONGEST_MESSAGE, plainText } from "../src/channel/text.ts";
import { afterOpening, words as spoken } from "../src/dialog/router.ts";
import { recognise } from "../src/i18n/recognise.ts";
import { withoutTags } from "../src/knowledge/html.ts";
import { readMarkdown } from "../src/knowledge/markdown.ts";
import { HANDBOOK } from "../src/search/handbook.fixture.ts";
import { sentences } from "../src/search/sentences.ts";
import { words } from "../src/search/tokens.ts";
import { recogniser } from "../src/topic/recognise.ts";
import { TopicList } from "../src/topic/topic-list.ts";
import { ownIndex } from "./retrieval/own.ts";

/**
 * The longest message that is let in, made of what could be hard, before everything that reads text: `npm run bench:longest`. For each the
 * piece it took longest for, best of three. That no pattern is slow is proved by tests/patterns.test.ts.
 */
const PIECES = [
  ...["a", "ä", "a ", "A1b2", "1", "Bildungsurlaub", "bitte ", "empfiehl mir ", "https://x.y/"],
  ...["3. ", "z. B. ", "don't ", "x.y ", ".", "!", "?!", ",", "'", '"', "(", "()"],
  ...[" ", "\n", "\r\n", "\t", "\u2028", "\u00AD", "\u200B", "\u202E", "\u0301", "\u0315\u0300", "e\u0301"],
  ...["\uD83D", "🙂", "👩‍👩‍👧", "שלום ", "日本語", "ﬁ", "İ"],
  ...["-", "[", "](", "[a](", "*", "**a", "_", "`", "~", "|", "| a ", "> ", "# ", "- "],
  ...["<", "<!--", "<p>", "</p", "<script>", "&amp;"],
];
const TRIES = 3;

const index = await ownIndex(
  HANDBOOK.map(({ passage, document, title, text }) => ({ id: passage, document, title, text })),
  "de",
);
const topicsIn = recogniser(
  TopicList.parse(topics).topics.map(({ de, en, ...topic }) => ({ ...topic, label: { de, en } })),
);

/** Of messages they read what the door lets through, of documents whatever is in them. */
const READERS: Record<string, (text: string) => unknown> = {
  "the door: plain text of what was typed": plainText,
  "which language a message is in": behindTheDoor(recognise),
  "what it asks for": behindTheDoor((text) => [spoken(text), afterOpening(text, ["empfiehl mir"])]),
  "the words of a wish": behindTheDoor(wishWords),
  "the topics it speaks of": behindTheDoor(topicsIn),
  "a search for it": behindTheDoor((text) => index.search(text, 10)),
  "the words of a document": words,
  "its sentences": sentences,
  "its HTML without tags": withoutTags,
  "all of it": (text) => readMarkdown("files", { path: "a.md", bytes: Buffer.from(text) }, "de"),
};

console.log(
  `${PIECES.length} texts of ${LONGEST_MESSAGE} characters, best of ${TRIES}, Node ${process.version}\n`,
);
console.log("| what reads it | longest ms | for |");
console.log("|---|---|---|");
for (const [what, read] of Object.entries(READERS)) {
  const times = PIECES.map((piece) => ({ piece, ms: bestOf(() => read(longest(piece))) }));
  const [worst] = times.toSorted((a, b) => b.ms - a.ms);
  console.log(
    `| ${what} | ${worst?.ms.toFixed(1)} | ${JSON.stringify(worst?.piece).replaceAll("|", "\\|")} |`,
  );
}

function behindTheDoor(read: (text: string) => unknown): (typed: string) => unknown {
  return (typed) => read(plainText(typed));
}

function longest(piece: string): string {
  return piece.repeat(Math.ceil(LONGEST_MESSAGE / piece.length)).slice(0, LONGEST_MESSAGE);
}

function bestOf(work: () => unknown): number {
  const times = Array.from({ length: TRIES }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...times);
}
