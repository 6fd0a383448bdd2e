import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../command.ts";
import { temporaryFolder } from "../house.ts";

const folder = temporaryFolder();
const file = (name: string) => join(folder.path, name);
const [corpus, queries, out, stats] = ["c.jsonl", "q.jsonl", "r.trec", "s.json"].map(file) as [
  string,
  string,
  string,
  string,
];
const lines = (...records: object[]) => records.map((record) => JSON.stringify(record)).join("\n");
const budget = { _id: "a 1", doc: "d1", title: "Lernbudget", text: "Jede Person hat 1.200 Euro im Jahr." };
const mentoring = { _id: "ä/2#0", text: "Mentoring dauert sechs Monate." };
const question = { _id: "q1", text: "Wie hoch ist mein Lernbudget?" };
const retrieve = (...more: string[]) =>
  run("retrieve", ["--corpus", corpus, "--queries", queries, "--out", out, "--lang", "de", ...more]);
const found = () =>
  readFileSync(out, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));

afterAll(folder.remove);
beforeAll(() => writeFileSync(queries, lines(question)));

describe("npm run retrieve", () => {
  it("writes a run and what it took", async () => {
    writeFileSync(corpus, lines(budget, mentoring));
    expect(await retrieve("--stats", stats)).toEqual({ code: 0, output: "", complaints: "" });
    expect(found()).toEqual([["q1", "Q0", "a 1", "1", expect.stringMatching(/^\d+(\.\d+)?$/), "lotse"]]);
    const figures = JSON.parse(readFileSync(stats, "utf8"));
    expect(Object.keys(figures)).toEqual(["build_ms", "p50", "p95", "heap_mb"]);
    for (const figure of Object.values(figures)) expect(figure).toBeGreaterThan(0);
  });

  it("finds by synonyms of a file, and names what is wrong with it", async () => {
    writeFileSync(corpus, lines(budget, { ...mentoring, text: "Der Fortbildungstopf ist voll." }));
    const synonyms = file("synonyms.yaml");
    writeFileSync(synonyms, "- [Lernbudget, Fortbildungstopf]\n");
    expect((await retrieve("--synonyms", synonyms)).code).toBe(0);
    expect(found().map(([, , id]) => id)).toContain("ä/2#0");
    expect((await retrieve()).code).toBe(0);
    expect(found().map(([, , id]) => id)).toEqual(["a 1"]);
    writeFileSync(synonyms, "- [a, b]\n- [c]\n");
    expect(await retrieve("--synonyms", synonyms)).toMatchObject({
      code: 1,
      complaints: expect.stringContaining(`${synonyms}:2  This cannot be used: expected at least two words`),
    });
    expect((await retrieve("--synonyms", file("no.yaml"))).complaints).toContain("no.yaml cannot be read");
  });

  it("writes a hundred for a question, if there are as many", async () => {
    writeFileSync(
      corpus,
      lines(...Array.from({ length: 120 }, (_, at) => ({ ...budget, _id: at, doc: at }))),
    );
    expect((await retrieve()).code).toBe(0);
    expect(found().map(([, , , rank]) => Number(rank))).toEqual(
      Array.from({ length: 100 }, (_, at) => at + 1),
    );
  });

  it("reads what other tools write: a byte order mark, CRLF, empty lines, line separators inside a text", async () => {
    const separated = { ...budget, text: "Eins\u2028zwei" };
    writeFileSync(
      corpus,
      `\uFEFF${lines(separated)}\r\n\r\n${lines({ ...mentoring, title: null, doc: null })}\r\n`,
    );
    expect(await retrieve()).toEqual({ code: 0, output: "", complaints: "" });
    expect(found().map(([, , id]) => id)).toEqual(["a 1"]);
  });

  it("names every line that cannot be used, of both files, and runs nothing", async () => {
    writeFileSync(
      corpus,
      `${lines(budget)}\n{"_id": "b", "text": \n\n${lines({ _id: "c\td", text: "x" }, { text: "x" })}`,
    );
    writeFileSync(queries, lines({ _id: "q1", text: 7 }));
    const { code, complaints } = await retrieve();
    expect(code).toBe(1);
    for (const place of [`${corpus}:2`, `${corpus}:4`, `${corpus}:5`, `${queries}:1`])
      expect(complaints).toContain(place);
    writeFileSync(queries, lines(question));
  });

  it("takes a passage without a document for one of its own, whatever other documents are called", async () => {
    const scoreBeside = async (id: string) => {
      writeFileSync(corpus, lines(budget, { _id: id, text: "Das Lernbudget hat Regeln." }));
      expect((await retrieve()).code).toBe(0);
      return found().map(([, , , , score]) => score);
    };
    expect(await scoreBeside("d1")).toEqual(await scoreBeside("d2"));
  });

  it("says so when an id comes twice, and takes the first", async () => {
    writeFileSync(corpus, lines(budget, { ...budget, text: "Lernbudget Lernbudget" }));
    const { code, complaints } = await retrieve();
    expect({ code, hits: found().length }).toEqual({ code: 0, hits: 1 });
    expect(complaints).toContain(`${corpus}:2  Left out: line 1`);
  });

  it("says what is wrong with a file as a whole", async () => {
    writeFileSync(corpus, Buffer.from([...Buffer.from('{"_id":"a","text":"'), 0xfc, ...Buffer.from('"}')]));
    expect((await retrieve()).complaints).toContain(`${corpus} is not UTF-8`);
    writeFileSync(corpus, "\n");
    expect((await retrieve()).complaints).toContain("There is nothing in it");
    const gone = await run("retrieve", [
      "--corpus",
      file("no"),
      "--queries",
      queries,
      "--out",
      out,
      "--lang",
      "de",
    ]);
    expect(gone).toMatchObject({ code: 1, complaints: expect.stringContaining("cannot be read") });
    writeFileSync(corpus, lines(budget));
    const nowhere = file("no/run.trec");
    const unwritten = await run("retrieve", [
      "--corpus",
      corpus,
      "--queries",
      queries,
      "--out",
      nowhere,
      "--lang",
      "de",
    ]);
    expect(unwritten).toMatchObject({ code: 1, complaints: expect.stringContaining("cannot be written") });
  });

  it("says how it is used when it is not understood", async () => {
    for (const args of [
      [],
      ["--corpus", corpus, "--queries", queries, "--out", out, "--lang", "fr"],
      ["--what"],
    ]) {
      const { code, complaints } = await run("retrieve", args);
      expect({ code, complaints }).toEqual({
        code: 1,
        complaints: expect.stringContaining("Usage: npm run -s retrieve"),
      });
    }
  });
});
