import { describe, expect, it } from "vitest";
import { nobody } from "../src/redaction/roster.ts";
import { onGermeval, onPresidio, percent, thousand } from "./redaction-figures.ts";
import { sharedFileOrSkip } from "./shared.ts";

const sentences = sharedFileOrSkip("corpora/pii_de/germeval2014_NER-de-dev.tsv");
const ids = sharedFileOrSkip("corpora/pii_de/presidio_tests");

describe.skipIf(sentences === null)("on the sentences of GermEval 2014", () => {
  it.each([
    ["nobody", nobody],
    ["a thousand people", thousand],
  ])("at most one in a hundred that name nobody loses anything, knowing %s (P21)", (_, known) => {
    const { sentences: changed } = onGermeval(sentences ?? "", known);
    expect(changed.of).toBeGreaterThan(1500);
    expect(percent(changed)).toBeLessThanOrEqual(1);
  });

  it("most names of people nobody told of go where they are whole (P21)", () => {
    const { wholeNames } = onGermeval(sentences ?? "", nobody);
    expect(wholeNames.of).toBeGreaterThan(300);
    expect(percent(wholeNames)).toBeGreaterThanOrEqual(50);
  });
});

describe.skipIf(ids === null)("on the examples of presidio", () => {
  it("every German id with a right check digit goes (P21)", () => {
    for (const { sort, right } of onPresidio(ids ?? "")) {
      expect([sort, right.of > 3, right.count]).toEqual([sort, true, right.of]);
    }
  });
});
