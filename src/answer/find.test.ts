import { describe, expect, it } from "vitest";
import type { Meant } from "../meaning/meanings.ts";
import { indexOf, passage } from "../search/handbook.fixture.ts";
import { find } from "./find.ts";
import type { Library } from "./library.ts";

const EVERYONE: ReadonlySet<string> = new Set();
const texts: Record<string, string> = {
  budget: "Das Lernbudget beträgt im Jahr 1.200 Euro für jede Person. Es verfällt am Ende des Jahres.",
  remote: "Mobiles Arbeiten geht an zwei Tagen in der Woche.",
  canteen: "Mittags gibt es Suppe, Salat und ein warmes Gericht.",
  parking: "Stellplätze vergibt der Empfang nach Eingang der Bitten.",
  keys: "Schlüssel gibt der Werkschutz gegen Unterschrift aus.",
};
const SURE = "Wie hoch ist das Lernbudget für jede Person im Jahr in Euro?";

const indexOfTexts = (texts: Record<string, string>) =>
  indexOf(Object.entries(texts).map(([name, text]) => passage(name, "de", "", text)));
const library = (meant: Meant | null, all = texts): Library => ({
  index: indexOfTexts(all),
  meaning: async () => meant,
});
const nearestFirst = (nearest: readonly string[], isClose: boolean): Meant => ({
  nearest: [...nearest],
  cosineOf: (passage) => {
    const at = nearest.indexOf(passage);
    return at === -1 ? 0 : 1 - at / 10;
  },
  isClose,
});
const found = async (question: string, meant: Meant | null, all = texts) => {
  const { band, hits } = await find(library(meant, all), { question, memberships: EVERYONE }, 3);
  return { band, passages: hits.map(({ passage }) => passage) };
};

describe("finding by words and meaning", () => {
  it("is finding by words where the meaning is not known", async () => {
    const { band, hits } = indexOfTexts(texts).search(SURE, { memberships: EVERYONE, limit: 3 });
    expect(await found(SURE, null)).toEqual({ band, passages: hits.map(({ passage }) => passage) });
    expect(band).toBe("answer");
  });

  it("stays sure while the passage is shown that the words speak for", async () => {
    const { band, passages } = await found(SURE, nearestFirst(["canteen", "budget"], true));
    expect(band).toBe("answer");
    expect(passages[0]).toBe("budget");
  });

  it("is not sure any more when meaning puts three others above the passage that the words speak for", async () => {
    const twins = ["in Kiel", "in Husum", "in Rostock"].map((place) => `${texts.budget} So ist es ${place}.`);
    const all = { ...texts, kiel: twins[0] ?? "", husum: twins[1] ?? "", rostock: twins[2] ?? "" };
    const three = await found(SURE, nearestFirst(["kiel", "husum", "rostock"], true), all);
    expect(three).toEqual({ band: "unsure", passages: ["kiel", "husum", "rostock"] });
    const two = await found(SURE, nearestFirst(["kiel", "husum"], true), all);
    expect(two).toEqual({ band: "answer", passages: ["kiel", "husum", "budget"] });
  });

  it("adds what is near in meaning below what the words found", async () => {
    expect((await found(SURE, nearestFirst(["canteen"], true))).passages.slice(0, 2)).toEqual([
      "budget",
      "canteen",
    ]);
  });

  it("lets the meaning say what is shown where words find nothing, and is not sure", async () => {
    expect(await found("Homeoffice?", nearestFirst(["remote", "keys"], true))).toEqual({
      band: "unsure",
      passages: ["remote", "keys"],
    });
  });

  it("finds nothing where words find nothing and the nearest is near by chance", async () => {
    expect((await found("Homeoffice?", nearestFirst(["remote"], false))).band).toBe("none");
  });

  it("tells which passages its words did not find", async () => {
    const meant = nearestFirst(["remote"], true);
    const { hits } = await find(library(meant), { question: "Homeoffice?", memberships: EVERYONE }, 3);
    expect(hits[0]).toMatchObject({ passage: "remote", byWords: false });
  });
});
