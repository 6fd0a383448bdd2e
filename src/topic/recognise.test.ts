import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recogniser } from "./recognise.ts";
import type { Topic } from "./topics.ts";

const topic = (id: string, de: string[], en: string[]): Topic => ({
  topic: id,
  family: "all",
  label: { de: de[0] ?? "", en: en[0] ?? "" },
  words: { de: de.slice(1), en: en.slice(1) },
  esco: null,
});
const topics = [
  topic("excel", ["Tabellen", "Excel"], ["Spreadsheets", "Excel"]),
  topic("projects", ["Projektmanagement"], ["Project management"]),
  topic("agile-projects", ["Agiles Projektmanagement"], ["Agile project management"]),
  topic("change", ["Veränderungen gestalten", "Change Management"], ["Change management"]),
  topic("leading", ["Führung", "Mitarbeitende führen"], ["Leadership", "leading people"]),
  topic("conflict", ["Konflikte"], ["Conflict"]),
  topic("it-security", ["IT-Sicherheit"], ["IT security"]),
  topic("it", ["IT"], ["IT"]),
  topic("csharp", ["C#"], ["C#"]),
  topic("work", ["Arbeit"], ["Work"]),
  topic("public", ["Partner"], ["Partner"]),
];
const recognise = recogniser(topics);
const ids = (text: string) => recognise(text).map((found) => found.topic);

describe("the recogniser finds a topic", () => {
  it.each([
    ["by its label, inflected", "Ich möchte besser mit Konflikten umgehen", ["conflict"]],
    ["by what people also call it", "etwas zu Excel bitte", ["excel"]],
    ["in the other language than the conversation", "Ich suche was über project management", ["projects"]],
    ["in English", "How do I get better at leading people?", ["leading"]],
    ["before a hyphen", "Gibt es einen Excel-Kurs?", ["excel"]],
    ["at the beginning of a compound", "eine Projektmanagementschulung", ["projects"]],
    ["at the end of a compound", "Was tun bei Teamkonflikten?", ["conflict"]],
    ["without umlaut keys", "Fuehrung lernen", ["leading"]],
    ["with a stop word for a name, as a name", "Alles zur IT-Sicherheit", ["it-security"]],
  ])("%s", (_, text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it("by the name alone, also one that no text could be searched for", () => {
    expect(ids("C#")).toEqual(["csharp"]);
    expect(ids(" it ")).toEqual(["it"]);
  });
});

describe("the recogniser is not misled", () => {
  it.each([
    ["by what only ends like a topic", "gute Zusammenarbeit, Einführung und Durchführung"],
    ["by what is only derived from a topic's word", "eine gute Partnerschaft, our partnership"],
    ["by a letter that is a name elsewhere", "Vitamin C und Plan B"],
    ["by a short word inside another one", "Das ist exzellent, excellent, Excellence"],
    ["by words of a topic that stand apart", "agile Teams brauchen kein Management von Change"],
    ["by nothing", ""],
  ])("%s", (_, text) => {
    expect(ids(text)).toEqual([]);
  });
});

describe("the recogniser orders what it finds", () => {
  it("with the longer phrase first, and the shorter one inside it left out", () => {
    expect(ids("Führung und agiles Projektmanagement")).toEqual(["agile-projects", "leading"]);
  });

  it("with a word of its own before one inside a compound", () => {
    expect(ids("Projektmanagementschulung oder Konflikte")).toEqual(["conflict", "projects"]);
  });

  it("in the same way, whatever the order of the list", () => {
    const backwards = recogniser([...topics].reverse());
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(..."Excel Führung Konflikte agiles Projektmanagement IT und".split(" "))),
        (words) => {
          expect(backwards(words.join(" ")).map((found) => found.topic)).toEqual(ids(words.join(" ")));
        },
      ),
    );
  });

  it("and gives at most five", () => {
    expect(
      ids("Excel, Konflikte, Führung, Projektmanagement, Change Management, IT-Sicherheit"),
    ).toHaveLength(5);
  });
});

describe("the recogniser reads any text", () => {
  it("without failing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => ids(text).length <= 5));
  });

  it("in time that grows with its length only", () => {
    const time = (times: number) => {
      const text = "agiles agiles projektmanagementprojektmanagement change ".repeat(times);
      const start = performance.now();
      recognise(text);
      return performance.now() - start;
    };
    time(200);
    expect(time(20_000)).toBeLessThan(2_000);
  });

  it("and finds nothing when there are no topics", () => {
    expect(recogniser([])("Excel")).toEqual([]);
  });
});
