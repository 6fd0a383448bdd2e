import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passes } from "../catalogue/wish.ts";
import { filters } from "./filters.ts";
import { memory } from "./memory.ts";
import type { Searched } from "./passage.ts";
import { passageIndex } from "./passage-index.ts";

const language = fc.constantFrom("de" as const, "en" as const);
const format = fc.constantFrom("course" as const, "video" as const);
const level = fc.constantFrom("beginner" as const, "advanced" as const);
const orNull = { nil: null };
const facts = fc.record({
  language,
  format,
  level: fc.option(level, orNull),
  minutes: fc.option(fc.nat(60), orNull),
});
const filter = fc.record({
  language: fc.option(language, orNull),
  format: fc.option(format, orNull),
  level: fc.option(level, orNull),
  longest: fc.option(fc.nat(60), orNull),
});

describe("a filter inside the search", () => {
  it("lets through what the catalogue says passes", () => {
    fc.assert(
      fc.property(fc.array(facts), filter, (all, wanted) => {
        const kept = filters(memory());
        all.forEach((one, document) => {
          kept.add(document, one);
        });
        const test = kept.test(wanted) ?? (() => true);
        expect(all.map((_, document) => test(document))).toEqual(all.map((one) => passes(one, wanted)));
      }),
    );
  });

  it("leaves room for the passing ones, however many others would have been better", () => {
    const item = (id: string, text: string, minutes: number): Searched => ({
      document: id,
      stamp: "",
      audience: [],
      facts: { language: "de", format: null, level: null, minutes },
      passages: [{ passage: id, title: "", section: "", text }],
    });
    const index = passageIndex();
    const long = Array.from({ length: 500 }, (_, at) => item(`long${at}`, "Schweißen", 90));
    index.update([...long, item("short", "Schweißen, Löten, Nieten und Kleben", 10)]);
    const { hits } = index.search("Schweißen", {
      memberships: new Set(),
      limit: 1,
      filter: { language: null, format: null, level: null, longest: 15 },
    });
    expect(hits.map(({ document }) => document)).toEqual(["short"]);
  });
});
