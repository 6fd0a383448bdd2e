import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folder } from "../../adapters/files/folder.ts";
import { allPassages } from "../../tests/all-passages.ts";
import { type Bench, engines } from "../../tests/engines.ts";
import { memorySource } from "../../tests/house.ts";
import { sharedFileOrSkip } from "../../tests/shared.ts";
import type { Store } from "../store/store.ts";
import type { DocumentSource } from "./document.ts";
import { importDocuments } from "./import.ts";

const ORG = "werft";

describe.each(engines)("importing documents into $name", ({ open }) => {
  let bench: Bench;
  let writes: number;
  beforeEach(async () => {
    bench = await open();
    writes = 0;
  });
  afterEach(() => bench.close());

  /** The real store, with a count of its transactions. */
  const counted = (): Store => ({
    ...bench.store,
    write(work) {
      writes++;
      return bench.store.write(work);
    },
  });
  const bring = (from: DocumentSource | Record<string, string | Uint8Array>, org = ORG) =>
    importDocuments({ store: counted(), org, language: "de" }, isSource(from) ? from : memorySource(from));
  const documents = (org = ORG) =>
    bench.store.read.selectFrom("document").selectAll().where("org", "=", org).orderBy("document").execute();
  const passages = (org = ORG) => allPassages(bench.store.read, org);

  it("stores what is new, with its passages in order", async () => {
    const result = await bring({
      "a.md": "# A\neins\n## B\nzwei",
      "sub/b.md": "---\naudience: [unit:halle]\n---\ndrei",
    });
    expect(result).toEqual({ state: "imported", added: 2, changed: 0, removed: 0, unchanged: 0, beside: [] });
    expect(await passages()).toMatchObject([
      {
        passage: expect.stringMatching(/^files\/a\.md#[0-9a-f]{16}$/),
        document: "files/a.md",
        title: "A",
        section: "",
        text: "eins",
        audience: [],
      },
      {
        passage: expect.stringMatching(/^files\/a\.md#[0-9a-f]{16}$/),
        document: "files/a.md",
        title: "A",
        section: "B",
        text: "zwei",
        audience: [],
      },
      { document: "files/sub/b.md", text: "drei", audience: ["unit:halle"] },
    ]);
  });

  it("writes nothing when nothing has changed", async () => {
    const files = { "a.md": "eins", "b.md": "zwei" };
    await bring(files);
    expect(writes).toBe(1);
    expect(await bring(files)).toEqual({
      state: "imported",
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: 2,
      beside: [],
    });
    expect(writes).toBe(1);
  });

  it("does not touch the documents that have not changed", async () => {
    await bring({ "a.md": "eins", "b.md": "zwei" });
    // What an import would overwrite, if it did.
    await bench.store.write((writer) =>
      writer.updateTable("passage").set({ text: "untouched" }).where("document", "=", "files/a.md").execute(),
    );
    expect(await bring({ "a.md": "eins", "b.md": "neu", "c.md": "drei" })).toEqual({
      state: "imported",
      added: 1,
      changed: 1,
      removed: 0,
      unchanged: 1,
      beside: [],
    });
    expect((await passages()).map((passage) => passage.text)).toEqual(["untouched", "neu", "drei"]);
  });

  it("replaces all passages of a document that has changed", async () => {
    await bring({ "a.md": "# A\n## eins\na\n## zwei\nb\n## drei\nc" });
    await bring({ "a.md": "# A\n## eins\nz" });
    expect((await passages()).map(({ text }) => text)).toEqual(["z"]);
  });

  it("never opens other words under the id of a passage: a new section above changes no id, a new word does", async () => {
    await bring({ "a.md": "# A\n## eins\na\n## zwei\nb" });
    const before = new Map((await passages()).map(({ text, passage }) => [text, passage]));
    await bring({ "a.md": "# A\n## null\nneu\n## eins\na\n## zwei\nb, aber anders" });
    const after = new Map((await passages()).map(({ text, passage }) => [text, passage]));
    expect(after.get("a")).toBe(before.get("a"));
    expect([...after.values()]).not.toContain(before.get("b"));
  });

  it("tells passages apart that say the same", async () => {
    await bring({ "a.md": "# A\n## eins\na\n# B\n## eins\na\n## eins\na" });
    expect(new Set((await passages()).map(({ passage }) => passage)).size).toBe(3);
  });

  it("takes a changed audience over at once", async () => {
    await bring({ "a.md": "text" });
    await bring({ "a.md": "---\naudience: [division:bau]\n---\ntext" });
    expect(await passages()).toMatchObject([{ audience: ["division:bau"] }]);
  });

  it("lets go of what was removed, passages and all", async () => {
    await bring({ "a.md": "eins", "b.md": "zwei" });
    expect(await bring({ "b.md": "zwei" })).toMatchObject({ removed: 1, unchanged: 1 });
    expect((await documents()).map((row) => row.document)).toEqual(["files/b.md"]);
    expect(await passages()).toHaveLength(1);
  });

  it("knows a document that only has front matter, and has no passage of it", async () => {
    await bring({ "a.md": "---\ntitle: Umgezogen\n---\n" });
    expect(await documents()).toMatchObject([{ title: "Umgezogen" }]);
    expect(await passages()).toEqual([]);
    expect(await bring({ "a.md": "---\ntitle: Umgezogen\n---\n" })).toMatchObject({ unchanged: 1 });
  });

  describe("is refused, and everything stays as it was (F18, R6)", () => {
    const before = { "a.md": "eins", "b.md": "zwei" };
    beforeEach(async () => {
      await bring(before);
      writes = 0;
    });
    const refused = async (files: Record<string, string | Uint8Array>) => {
      const stored = [await documents(), await passages()];
      const result = await bring(files);
      expect([await documents(), await passages()]).toEqual(stored);
      expect(writes).toBe(0);
      if (result.state !== "refused") throw new Error("It was imported.");
      return result.problems;
    };

    it("when one file of many is broken, naming its line", async () => {
      expect(
        await refused({
          "a.md": "neu",
          "b.md": "# Titel\n\nGr\u00FC\u00DFe",
          "c.md": Buffer.from("ok\nGrüße", "latin1"),
        }),
      ).toEqual([{ path: "c.md", line: 2, reason: expect.stringContaining("not UTF-8") }]);
    });

    it("with every broken file at once, so that they can be mended in one go", async () => {
      const problems = await refused({
        "a.md": "neu",
        "x.md": "---\ntitle: [\n---\na",
        "y.md": Buffer.from("a", "utf16le"),
        "z.md": "",
      });
      expect(problems.map(({ path, line }) => `${path}:${line}`)).toEqual(["x.md:2", "y.md:1", "z.md:1"]);
    });

    it("when an audience is misspelt", async () => {
      expect(
        await refused({ ...before, "c.md": "---\ntitle: C\naudeince: [division:bau]\n---\ntext" }),
      ).toEqual([{ path: "c.md", line: 3, reason: expect.stringContaining("audeince") }]);
    });

    it("when the folder is empty: that is a mistake more often than a wish", async () => {
      expect(await refused({})).toEqual([
        { path: ".", line: 1, reason: "There are no Markdown files (*.md) in it." },
      ]);
    });

    it("when a file is a bomb", async () => {
      const bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\n---\ntext";
      expect(await refused({ "a.md": bomb })).toMatchObject([{ path: "a.md", line: 3 }]);
    });
  });

  it("passes on why the folder cannot be read, and everything stays as it was", async () => {
    await bring({ "a.md": "eins" });
    await expect(bring(folder("/no/such/folder"))).rejects.toMatchObject({ kind: "misconfigured" });
    expect(await passages()).toHaveLength(1);
  });

  it("does all or nothing also when the store fails half-way", async () => {
    await bring({ "a.md": "eins", "b.md": "zwei" });
    const store: Store = {
      ...bench.store,
      write: (work) =>
        bench.store.write(async (writer) => {
          await work(writer);
          throw new Error("the power went");
        }),
    };
    const half = importDocuments(
      { store, org: ORG, language: "de" },
      memorySource({ "b.md": "neu", "c.md": "drei" }),
    );
    await expect(half).rejects.toThrow("the power went");
    expect((await passages()).map((passage) => passage.text)).toEqual(["eins", "zwei"]);
  });

  it("keeps to its org (S4)", async () => {
    await bring({ "a.md": "von hier" });
    await bring({ "a.md": "von drüben", "b.md": "zwei" }, "andere");
    await bring({ "b.md": "neu" });
    expect((await passages()).map((passage) => passage.text)).toEqual(["neu"]);
    expect((await passages("andere")).map((passage) => passage.text)).toEqual(["von drüben", "zwei"]);
  });

  it("keeps to its source", async () => {
    await bring({ "a.md": "aus dem Ordner" });
    await bring({ ...memorySource({ "b.md": "aus dem Wiki" }), source: "wiki" });
    await bring({ "c.md": "neu im Ordner" });
    expect((await documents()).map((row) => row.document)).toEqual(["files/c.md", "wiki/b.md"]);
  });

  it("lets others work between many files", async () => {
    const files = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`${n}.md`, "text"]));
    let turns = 0;
    let done = false;
    const count = () => {
      turns++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    // Counted until all is read: the write is not part of it.
    const store: Store = { ...bench.store, write: async () => Promise.reject(new Error(`after ${turns}`)) };
    await expect(importDocuments({ store, org: ORG, language: "de" }, memorySource(files))).rejects.toThrow(
      /after \d/,
    );
    done = true;
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  describe("on a real handbook of 250 pages", () => {
    const handbook = sharedFileOrSkip("retrieval/documents/handbook-18f");

    it.skipIf(handbook === null)(
      "finds no problem, and what it reads is text that people can read",
      async () => {
        const result = await importDocuments(
          { store: bench.store, org: ORG, language: "en" },
          folder(handbook ?? ""),
        );
        expect(result).toEqual({
          state: "imported",
          added: 250,
          changed: 0,
          removed: 0,
          unchanged: 0,
          beside: [],
        });

        const found = await passages();
        expect(found.length).toBeGreaterThan(2000);
        for (const { passage, title, section, text } of found) {
          expect(title, passage).not.toBe("");
          expect(`${title} ${section}`, passage).not.toMatch(/<a |<!--|!\[/);
          expect(text.trim(), passage).toBe(text);
          expect(text.split(/\s+/).length, passage).toBeLessThanOrEqual(250);
          expect(text, passage).not.toMatch(/<(div|p|br|td|li|details)\b/);
        }
        const chicago = found.find((passage) => passage.title === "Chicago");
        expect(chicago?.text, "HTML tables are read").toContain(
          "230 S. Dearborn St., 35th floor SW\nChicago, IL 60604",
        );

        const again = await importDocuments(
          { store: bench.store, org: ORG, language: "en" },
          folder(handbook ?? ""),
        );
        expect(again).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 250 });
      },
    );
  });
});

function isSource(from: object): from is DocumentSource {
  return "read" in from;
}
