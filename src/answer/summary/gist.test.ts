import { describe, expect, it } from "vitest";
import { gists } from "./gist.ts";

describe("the sentence that says most of a text", () => {
  it("speaks of what the whole document is about, and is not the longest one", () => {
    const found = gists([
      "Bitte beachten, dass gelegentlich andere Regelungen anderer Bereiche gelten könnten. Reisekosten werden mit der Reisekostenabrechnung eingereicht. Danke.",
      "Reisekosten erstattet die Buchhaltung nach der Reisekostenabrechnung. Sie sitzt im dritten Stock.",
    ]);
    expect(found).toEqual([
      { at: 1, sentence: "Reisekosten werden mit der Reisekostenabrechnung eingereicht." },
      { at: 0, sentence: "Reisekosten erstattet die Buchhaltung nach der Reisekostenabrechnung." },
    ]);
  });

  it("is none where there are headings, crumbs and questions only", () => {
    expect(gists(["Siehe oben.", "Wer zahlt die Reisekosten im Ausland?", ""])).toEqual([null, null, null]);
  });
});
