import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STAND_INS } from "../../bench/eval/stand-ins.ts";
import { Run } from "../../src/answer/eval/outcome.ts";
import { Recording } from "../../src/answer/eval/recorded.ts";
import { run } from "../command.ts";
import { temporaryFolder } from "../house.ts";
import { type Conduct, modelServer, refusing, saying } from "../model-server.ts";

const folder = temporaryFolder();
const file = (name: string) => join(folder.path, name);
const marksIn = ({ outcomes }: Run) => outcomes.map(({ question, marks }) => ({ question, marks }));
const readRun = (name: string) => Run.parse(JSON.parse(readFileSync(file(name), "utf8")));

/** The evaluation with a server as its model. */
async function evaluated(conduct: Conduct, ...args: string[]) {
  const server = await modelServer(conduct);
  try {
    const settings = { MODEL_URL: server.url.href, MODEL_NAME: "served" };
    const ended = await run("eval", ["--json", file("run.json"), ...args], settings);
    return { ...ended, run: readRun("run.json"), asked: server.asked };
  } finally {
    await server.close();
  }
}

const standIn =
  (name: string): Conduct =>
  (asked, response, nth) =>
    saying(STAND_INS[name]?.(asked.messages.at(-1)?.content ?? "") ?? "")(asked, response, nth);

describe("the evaluation", () => {
  let plain: Run;
  beforeAll(async () => {
    const ended = await run("eval", ["--without-model", "--json", file("plain.json")]);
    expect(ended.complaints).toBe("");
    plain = readRun("plain.json");
  });
  afterAll(() => folder.remove());

  it("marks every question of the demo, and asks no model unless there is one", () => {
    expect(plain.outcomes).toHaveLength(120);
    expect(plain.outcomes.filter(({ by, tokens }) => by === "model" || tokens > 0)).toEqual([]);
    expect(plain.outcomes.some(({ by }) => by === "nobody")).toBe(true);
  });

  it("runs on replies that were recorded for today's prompt where no model is set", async () => {
    const ended = await run("eval", ["--json", file("recorded.json")]);
    // Otherwise: npm run -s bench:eval -- sentences --record bench/recorded/stand-in.json
    expect(ended.complaints).toBe("");
    expect(readRun("recorded.json").outcomes.filter(({ by }) => by === "model").length).toBeGreaterThan(10);
  });

  it("says how many replies are missing in a recording of another prompt", async () => {
    writeFileSync(file("empty.json"), JSON.stringify({ model: "older", replies: {} }));
    const ended = await run("eval", ["--replies", file("empty.json"), "--json", file("stale.json")]);
    expect(ended.complaints).toMatch(/^\d+ questions have no reply in .*empty\.json/);
    expect(marksIn(readRun("stale.json"))).toEqual(marksIn(plain));
  });

  it("records what a model replies, so that it runs the same without it", async () => {
    const live = await evaluated(standIn("sentences"), "--record", file("replies.json"));
    const { model, replies } = Recording.parse(JSON.parse(readFileSync(file("replies.json"), "utf8")));
    expect(model).toBe("served");
    expect(Object.keys(replies)).toHaveLength(live.asked.length);
    const again = await run("eval", ["--replies", file("replies.json"), "--json", file("again.json")]);
    expect(again.complaints).toBe("");
    const told = ({ outcomes }: Run) =>
      outcomes.map(({ question, marks, by, fellBack, shown }) => ({ question, marks, by, fellBack, shown }));
    expect(told(readRun("again.json"))).toEqual(told(live.run));
  });

  it.each([
    ["garbage", standIn("garbage")],
    ["the same wrong words for everything", saying("[1] Das Lernbudget beträgt 9.999 € im Jahr.")],
    ["a refusal", refusing(401)],
    ["failure after failure", refusing(500)],
  ])("comes to the same as without a model where there is only %s (F1, F2, R4)", async (_, conduct) => {
    const { run, output, asked } = await evaluated(conduct, "--compare", file("plain.json"));
    expect(asked.length).toBeGreaterThan(0);
    expect(marksIn(run)).toEqual(marksIn(plain));
    expect(run.outcomes.filter(({ fellBack }) => fellBack !== null).length).toBeGreaterThan(10);
    expect(output).not.toMatch(/^(better|worse), /m);
  });

  it("is honest throughout where a model finds no answer in the passages", async () => {
    const { run } = await evaluated(standIn("none"));
    expect(plain.outcomes.filter(({ marks }) => !marks.honest)).not.toEqual([]);
    expect(run.outcomes.filter(({ marks }) => !marks.honest)).toEqual([]);
  });

  it("never sends a name of the demo's people (P15)", async () => {
    const { asked } = await evaluated(saying("NONE"));
    const { people } = JSON.parse(readFileSync("demo/company.json", "utf8")) as {
      people: { name: string }[];
    };
    const sent = JSON.stringify(asked);
    expect(sent).toContain("[Person A]");
    for (const { name } of people) expect(sent).not.toContain(name);
  });

  it.each([
    [["--record", "x.json"], {}, "--record needs a model"],
    [["--record", "x.json", "--without-model"], {}, "Usage: npm run -s eval"],
    [["--what"], {}, "Usage: npm run -s eval"],
    [["--replies", "nowhere.json"], {}, "nowhere.json cannot be used"],
    [["--compare", "package.json"], {}, "package.json cannot be used"],
    [["--json", "nowhere/run.json", "--without-model"], {}, "nowhere/run.json cannot be written"],
    [[], { MODEL_NAME: "one" }, "MODEL_URL, MODEL_NAME: expected both"],
  ])("refuses %j with a sentence that says what to do", async (args, settings, sentence) => {
    const ended = await run("eval", args, settings);
    expect(ended.code).toBe(1);
    expect(ended.complaints).toContain(sentence);
    expect(ended.complaints).not.toMatch(/^ +at /m);
    expect(existsSync("x.json")).toBe(false);
  });
});
