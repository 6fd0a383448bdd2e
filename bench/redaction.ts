import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { newLearner } from "../src/learner/learner.ts";
import { redaction } from "../src/redaction/redaction.ts";
import { nobody, type Roster } from "../src/redaction/roster.ts";
import { rosters } from "../src/redaction/rosters.ts";
import { colleagues } from "../tests/colleagues.ts";
import { onGermeval, onPresidio, percent, type Share, thousand } from "../tests/redaction-figures.ts";
import { sharedFile } from "../tests/shared.ts";

/** What redaction takes out, what it misses, and what it costs. `npm run -s redaction`. */
const ORG = "large";
const PEOPLE = 20_000;
const LONGEST = 12_000;

const said = (share: Share) => `${share.count} of ${share.of} (${percent(share).toFixed(2)} %)`;

const sentences = sharedFile("corpora/pii_de/germeval2014_NER-de-dev.tsv");
if (sentences) {
  console.log("| GermEval 2014, dev | knowing nobody | knowing 1,000 people |\n|---|---|---|");
  const [none, some] = [onGermeval(sentences, nobody), onGermeval(sentences, thousand)];
  const row = (what: string, of: (figures: typeof none) => Share) =>
    console.log(`| ${what} | ${said(of(none))} | ${said(of(some))} |`);
  row("sentences that name nobody, and lose something", (figures) => figures.sentences);
  row("masks by words of these sentences", (figures) => figures.tokens);
  row("names of several words that go whole", (figures) => figures.wholeNames);
  row("names of one word that go", (figures) => figures.singleNames);
}
const ids = sharedFile("corpora/pii_de/presidio_tests");
if (ids) {
  console.log("\n| presidio, German ids | right ones that go | others that go |\n|---|---|---|");
  for (const { sort, right, others } of onPresidio(ids))
    console.log(`| ${sort} | ${said(right)} | ${said(others)} |`);
}

const folder = mkdtempSync(join(tmpdir(), "lotse-bench-"));
const store = sqliteStore(join(folder, "lotse.sqlite"));
await store.write(async (writer) => {
  for (const [at, name] of colleagues(PEOPLE).entries()) {
    const { introducedAt, ...row } = { ...newLearner(ORG, `learner-${at}`), name };
    await writer
      .insertInto("learner")
      .values({ ...row, introduced_at: introducedAt })
      .execute();
  }
}, ORG);

const { of } = rosters(store);
globalThis.gc?.();
const memory = process.memoryUsage().heapUsed;
const [large, first] = await timed(() => of(ORG));
globalThis.gc?.();
const held = process.memoryUsage().heapUsed - memory;
const again: number[] = [];
for (let time = 0; time < 20; time++) again.push((await timed(() => of(ORG)))[1]);
console.log(`\n| ${PEOPLE} people | |\n|---|---|`);
console.log(`| read and prepared | ${first.toFixed(0)} ms |`);
console.log(
  `| looked at again, unchanged | ${(again.reduce((a, b) => a + b, 0) / again.length).toFixed(1)} ms |`,
);
console.log(`| memory | ${(held / 1e6).toFixed(0)} MB |`);

const question = "Hallo, hier ist Maria Schmidt: Wie beantrage ich bei Herrn Klein ein Lernbudget? ";
const longTexts: Record<string, string> = {
  "a question": question,
  "ordinary words": question.repeat(200),
  "one word": "a".repeat(LONGEST),
  "one number": "1".repeat(LONGEST),
  "zeros apart": "0 ".repeat(LONGEST / 2),
  "signs of mail": "a@".repeat(LONGEST / 2),
  "one family": "Schmidt ".repeat(LONGEST / 8),
  initials: "M. ".repeat(LONGEST / 3),
  titles: "Dr. ".repeat(LONGEST / 4),
  "given names": "Maria Peter ".repeat(LONGEST / 12),
  brackets: "[Person ".repeat(LONGEST / 8),
  mentions: "<@U".repeat(LONGEST / 3),
  accents: "e\u0301".repeat(LONGEST / 2),
  unseen: "\u200B".repeat(LONGEST),
  account: "DE89 3704 ".repeat(LONGEST / 10),
  labels: "Tel. ".repeat(LONGEST / 5),
};
console.log(`\n| a text of ${LONGEST} characters | ${PEOPLE} people, ms | nobody, ms |\n|---|---|---|`);
for (const [what, text] of Object.entries(longTexts)) {
  const cut = text.slice(0, LONGEST);
  console.log(
    `| ${what} (${cut.length}) | ${cost(large, cut).toFixed(1)} | ${cost(nobody, cut).toFixed(1)} |`,
  );
}
await store.close();
rmSync(folder, { recursive: true });

async function timed<Result>(run: () => Promise<Result>): Promise<[Result, number]> {
  const start = performance.now();
  return [await run(), performance.now() - start];
}

/** Milliseconds of processor time, whoever else wants it: the middle of nine, each by a redaction of its own. */
function cost(known: Roster, text: string): number {
  const times = Array.from({ length: 9 }, () => {
    const before = process.cpuUsage();
    redaction(known).redact(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.toSorted((a, b) => a - b)[4] ?? 0;
}
