import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { isStopword } from "../../../src/search/stopwords.ts";
import { words } from "../../../src/search/tokens.ts";
import type { Engine, Search } from "../engine.ts";
import { ownTokens } from "../own.ts";
import type { Item } from "../test-set.ts";

const Row = z.object({ rowid: z.number(), score: z.number() });
const PORTER = "porter unicode61 remove_diacritics 2";

export const fts5: Engine = {
  setup: "porter over unicode61, no stop words in the question, bm25",
  memory: "process",
  build: async (items) => searching(items, PORTER, 1, (text) => text, contentWords),
};

export const fts5Titles: Engine = {
  setup: "as above, title ×2",
  memory: "process",
  build: async (items) => searching(items, PORTER, 2, (text) => text, contentWords),
};

export const fts5OurTokens: Engine = {
  setup: "our tokens, bm25",
  memory: "process",
  build: async (items) =>
    searching(items, "unicode61 remove_diacritics 0", 1, (text) => ownTokens(text).join(" "), ownTokens),
};

function contentWords(text: string): string[] {
  return words(text.toLowerCase()).filter((word) => !isStopword(word));
}

function searching(
  items: readonly Item[],
  tokenizer: string,
  titleWeight: number,
  indexed: (text: string) => string,
  asked: (question: string) => string[],
): Search {
  const database = new DatabaseSync(":memory:");
  database.exec(`create virtual table item using fts5(title, text, content='', tokenize='${tokenizer}')`);
  const insert = database.prepare("insert into item (rowid, title, text) values (?, ?, ?)");
  database.exec("begin");
  items.forEach(({ title, text }, at) => void insert.run(at, indexed(title), indexed(text)));
  database.exec("commit");
  const select = database.prepare(
    `select rowid, -bm25(item, ${titleWeight}, 1) as score from item where item match ? order by score desc limit ?`,
  );
  return (question, limit) => {
    const terms = asked(question).map((term) => `"${term}"`);
    const rows = terms.length === 0 ? [] : z.array(Row).parse(select.all(terms.join(" OR "), limit));
    return { band: null, hits: rows.map(({ rowid, score }) => ({ id: items[rowid]?.id ?? "", score })) };
  };
}
