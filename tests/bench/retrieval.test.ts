import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "../../bench/retrieval/engines.ts";
import { run } from "../command.ts";
import { temporaryFolder } from "../house.ts";

const folder = temporaryFolder();
const json = join(folder.path, "out.json");
const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join("\n");

const ABOUT: Record<string, string> = {
  Mentoring: "Eine erfahrene Kollegin begleitet dich sechs Monate lang.",
  Brandschutz: "Bei Feueralarm triffst du die anderen am Sammelplatz auf dem Hof.",
  Sprachkurse: "Englisch und Spanisch lernst du montags in der Mittagspause.",
  Dienstreisen: "Das Bahnticket bezahlt die Firma, das Hotel auch.",
};
const QUESTIONS = [
  ["Wie lange begleitet mich die Kollegin?", "Mentoring"],
  ["Wo ist der Sammelplatz bei Feueralarm?", "Brandschutz"],
  ["Wann lerne ich Spanisch?", "Sprachkurse"],
  ["Wer bezahlt das Bahnticket?", "Dienstreisen"],
] as const;

function writeSet(name: string, questions: readonly (readonly [string, string])[]): void {
  const path = (file: string) => join(folder.path, name, file);
  mkdirSync(path(""));
  const corpus = Object.entries(ABOUT).map(([title, text]) => ({ _id: title, title, text }));
  writeFileSync(path("INFO.json"), '{"lang":"de"}');
  writeFileSync(path("corpus.jsonl"), lines(corpus));
  writeFileSync(path("queries.jsonl"), lines(questions.map(([text], at) => ({ _id: `q${at}`, text }))));
  writeFileSync(path("qrels.tsv"), questions.map(([, title], at) => `q${at}\t0\t${title}\t1`).join("\n"));
}

beforeAll(() => {
  writeSet("house", QUESTIONS);
  writeSet("weather", [["Regnet es morgen in Hamburg?", "Mentoring"]]);
});
afterAll(folder.remove);

describe("npm run bench:retrieval", () => {
  it("lets every engine find what is there, and says how well", { timeout: 300_000 }, async () => {
    const args = ["--data", folder.path, "--sets", "house", "--json", json];
    const { code, output, complaints } = await run("bench:retrieval", args);
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
    for (const engine of Object.keys(ENGINES))
      expect(output).toContain(`| ${engine} | 1.000 | 1.000 | 1.000 | 1.000 |`);
    expect(output).toContain("Off topic are questions of weather.");
    const reports = JSON.parse(readFileSync(json, "utf8"));
    expect(reports).toHaveLength(Object.keys(ENGINES).length);
    for (const { engine, build, memory, p50, abstention } of reports) {
      expect(Math.min(build, p50), engine).toBeGreaterThan(0);
      expect(Number.isFinite(memory), engine).toBe(true);
      expect(abstention.asked, engine).toEqual({ answered: 2, offTopic: 1, removed: 2 });
      expect(abstention.score === null, engine).toBe(engine.startsWith("FlexSearch"));
    }
    expect(reports[0]).toMatchObject({ engine: "Lotse", abstention: { bands: { offTopic: { none: 1 } } } });
  });

  it("says what there is when it does not know a set or an engine", async () => {
    const wrongSet = await run("bench:retrieval", ["--data", folder.path, "--sets", "no"]);
    expect(wrongSet).toMatchObject({
      code: 1,
      complaints: expect.stringContaining("There are: house; weather."),
    });
    const wrongEngine = await run("bench:retrieval", ["--data", folder.path, "--engines", "no"]);
    expect(wrongEngine).toMatchObject({ code: 1, complaints: expect.stringContaining("There are: Lotse; ") });
  });

  it("skips with one line where there is no data", async () => {
    const nothing = await run("bench:retrieval", [], { LOTSE_SHARED: join(folder.path, "no") });
    expect(nothing).toEqual({ code: 0, output: expect.stringMatching(/^skipped: .+\n$/), complaints: "" });
  });
});
