import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allPassages } from "../../tests/all-passages.ts";
import { type Bench, engines } from "../../tests/engines.ts";
import { memorySource } from "../../tests/house.ts";
import { importDocuments } from "./import.ts";
import { findPassage, isFor } from "./passages.ts";

const ORG = "werft";

describe("an audience", () => {
  const ida = new Set(["division:bau", "unit:halle"]);

  it("that is empty is everyone, also somebody who belongs nowhere", () => {
    expect(isFor([], ida)).toBe(true);
    expect(isFor([], new Set())).toBe(true);
  });

  it("takes in whoever belongs to one of its parts", () => {
    expect(isFor(["division:vertrieb", "unit:halle"], ida)).toBe(true);
  });

  it("leaves out everybody else", () => {
    expect(isFor(["division:vertrieb"], ida)).toBe(false);
    expect(isFor(["division:bau"], new Set())).toBe(false);
  });

  it("is compared to the letter: a part of a name is another name", () => {
    expect(isFor(["division:bau-nord"], ida)).toBe(false);
    expect(isFor(["division:ba"], ida)).toBe(false);
    expect(isFor(["unit:bau"], ida)).toBe(false);
    expect(isFor(["bau"], ida)).toBe(false);
  });
});

describe.each(engines)("a passage on $name", ({ open }) => {
  let bench: Bench;
  const bring = (org: string, texts: Record<string, string>) =>
    importDocuments({ store: bench.store, org, language: "de" }, memorySource(texts));
  const find = (passage: string, ...memberships: string[]) =>
    findPassage(bench.store.read, ORG, passage, new Set(memberships));
  const idOf = async (text: string, org = ORG) =>
    (await allPassages(bench.store.read, org)).find((passage) => passage.text === text)?.passage ?? "";

  beforeEach(async () => {
    bench = await open();
    await bring(ORG, {
      "offen.md":
        "---\ntitle: Offen\nowner: Team Lernen\nreviewed: 2026-09-01\nurl: https://x.example\n---\n## A\neins\n## B\nzwei",
      "rabatte.md": "---\ntitle: Rabatte\naudience: [division:vertrieb, unit:halle]\n---\ngeheim",
    });
    await bring("andere", { "fremd.md": "fremd" });
  });
  afterEach(() => bench.close());

  it("comes with all that its citation needs to say", async () => {
    const id = await idOf("zwei");
    expect(await find(id)).toEqual({
      passage: id,
      document: "files/offen.md",
      title: "Offen",
      section: "B",
      text: "zwei",
      language: "de",
      owner: "Team Lernen",
      reviewed: "2026-09-01",
      url: "https://x.example",
      audience: [],
    });
  });

  it("of a restricted document is for those who belong to its audience (S5)", async () => {
    expect(await find(await idOf("geheim"), "unit:halle")).toMatchObject({ text: "geheim" });
    expect(await find(await idOf("geheim"), "division:vertrieb", "unit:x")).toMatchObject({ text: "geheim" });
  });

  it("looks the same to everybody else as one that does not exist (S5)", async () => {
    expect(await find(await idOf("geheim"), "division:bau")).toBeNull();
    expect(await find(await idOf("geheim"))).toBeNull();
    expect(await find("files/rabatte.md#0000000000000000", "unit:halle")).toBeNull();
  });

  it("is not found from another org (S4)", async () => {
    expect(await find(await idOf("fremd", "andere"))).toBeNull();
  });

  it("is gone for those who left the audience with the next import (S5)", async () => {
    const open = await idOf("eins");
    await bring(ORG, { "rabatte.md": "---\naudience: [division:vertrieb]\n---\ngeheim" });
    expect(await find(await idOf("geheim"), "unit:halle")).toBeNull();
    expect(await find(open)).toBeNull();
  });

  it("stands in a fixed order among all of its org: by document, then from top to bottom", async () => {
    const many = Array.from({ length: 12 }, (_, n) => `## ${n}\ntext`).join("\n");
    await bring(ORG, { "b.md": many, "a.md": "eins" });
    const all = await allPassages(bench.store.read, ORG);
    expect(all.map(({ document, section }) => `${document} ${section}`)).toEqual([
      "files/a.md ",
      ...Array.from({ length: 12 }, (_, n) => `files/b.md ${n}`),
    ]);
  });
});
