import { describe, expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { dateInWords, inBoth, texts } from "./texts.ts";

/** Every sentence with the way to it; a sentence with blanks is filled in, so that what it says can be looked at. */
function sentences(at: string, value: unknown): [string, string][] {
  if (typeof value === "string") return [[at, value]];
  if (typeof value === "function") {
    const blanks = Array.from({ length: value.length }, (_, n) => `«${n}»`);
    return [
      ...sentences(`${at}(filled)`, value(...blanks)),
      ...sentences(`${at}(bare)`, value(...blanks.map(() => ""))),
    ];
  }
  if (typeof value !== "object" || value === null) throw new Error(`${at} is not a text.`);
  return Object.entries(value).flatMap(([key, inner]) => sentences(`${at}.${key}`, inner));
}

const german = new Map(sentences("", de));
const english = new Map(sentences("", en));

/** Made of names alone, or of words that both languages have. */
const SAME_IN_BOTH = [
  ".ask.followUp(filled)",
  ".ask.followUp(bare)",
  ".checkIn.pause",
  ".checkIn.title",
  ".recommend.formats.video",
  ".recommend.formats.podcast",
];

describe("German and English", () => {
  it("have the same sentences, and lists of the same length", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    expect(german.size).toBeGreaterThan(100);
  });

  it("have no empty sentence", () => {
    const empty = [...german, ...english].filter(([, words]) => words.trim() === "");
    expect(empty).toEqual([]);
  });

  it("never say the same: what is equal was forgotten", () => {
    const equal = [...german].filter(([at, words]) => english.get(at) === words).map(([at]) => at);
    expect(equal.filter((at) => !SAME_IN_BOTH.includes(at))).toEqual([]);
  });

  it("leave the same blanks, in the page's sentences too", () => {
    const blanks = (words: string) => (words.match(/\{\w+\}|«\d»/g) ?? []).sort();
    for (const [at, words] of german)
      expect([at, blanks(words)]).toEqual([at, blanks(english.get(at) ?? "")]);
  });

  it("fill in every blank they are given", () => {
    for (const [at, words] of [...german, ...english]) {
      if (at.endsWith("(filled)")) expect(`${at}: ${words}`).toContain("«0»");
      expect(`${at}: ${words}`).not.toMatch(/undefined|\[object/);
    }
  });

  it("use their own quotation marks", () => {
    for (const [at, words] of german) expect(`${at}: ${words}`).not.toMatch(/[”"]/);
    for (const [at, words] of english) expect(`${at}: ${words}`).not.toMatch(/[„"]/);
  });

  it("say du in German, never Sie", () => {
    // In the middle of a sentence the capital letter gives it away.
    const formal = /(?<=[a-zäöüß,] )(Sie|Ihnen|Ihr|Ihre[mnrs]?)\b/;
    for (const [at, words] of german) expect(`${at} ${words}`).not.toMatch(formal);
  });

  it("are found by the name of the language", () => {
    expect(texts.de).toBe(de);
    expect(texts.en).toBe(en);
  });

  it("name who keeps a source, and when it was reviewed if that is known", () => {
    expect(de.ask.source("Team Lernen", "1. Mai 2026")).toBe("Team Lernen, geprüft am 1. Mai 2026");
    expect(en.ask.source("Team Lernen", null)).toBe("Team Lernen");
  });

  it("greet a person by name, or without a gap when it is not known", () => {
    expect(de.welcome.hello("Ida")).toBe("Hallo Ida! Was möchtest du wissen?");
    expect(de.welcome.hello("")).toBe("Hallo! Was möchtest du wissen?");
    expect(en.welcome.hello("")).toBe("Hello! What would you like to know?");
  });
});

describe("a date in words", () => {
  it("is written as people write it", () => {
    expect(dateInWords("de", "2026-09-01")).toBe("1. September 2026");
    expect(dateInWords("en", "2026-09-01")).toBe("1 September 2026");
  });

  it.each(["Pacific/Auckland", "America/Los_Angeles"])(
    "is the same day when the computer is in %s",
    (zone) => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        expect(dateInWords("de", "2026-01-01")).toBe("1. Januar 2026");
        expect(dateInWords("de", "2026-12-31")).toBe("31. Dezember 2026");
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );
});

describe("a sentence in both languages", () => {
  it("is given as a pair", () => {
    expect(inBoth((of) => of.ask.sources)).toEqual({ de: "Quellen", en: "Sources" });
  });
});
