import { expect, it } from "vitest";
import { scriptedHelp } from "../../tests/scripted-help.ts";
import { pinoLog } from "../log.ts";
import { proposedTopics } from "./propose.ts";

it("a topic that is called after somebody is proposed like any other, and its name does not leave (P15)", async () => {
  const help = scriptedHelp(() => ({ topics: ["[Person A]s Methode", "Erfunden"] }));
  const rest = { family: "", words: { de: [], en: [] }, esco: null };
  const topic = { topic: "ida", label: { de: "Idas Methode", en: "Ida's method" }, ...rest };
  const other = { topic: "excel", label: { de: "Excel", en: "Excel" }, ...rest };
  const asking = {
    ...{ help: { ...help, log: pinoLog("silent") }, org: "werft", question: "Wie geht das?" },
    language: "de" as const,
  };
  expect(await proposedTopics(asking, [topic, other], new AbortController().signal)).toEqual([topic]);
  expect(String(help.asked[0]?.messages[1]?.text)).not.toContain("Ida");
});
