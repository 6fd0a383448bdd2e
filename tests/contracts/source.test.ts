import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "../../adapters/files/folder.ts";
import type { DocumentSource } from "../../src/knowledge/document.ts";
import { importDocuments } from "../../src/knowledge/import.ts";
import { allPassages } from "../all-passages.ts";
import { engines } from "../engines.ts";
import { memorySource, temporaryFolder } from "../house.ts";

/** Every place documents can come from, filled with the same files. */
const sources: {
  name: string;
  fill(files: Record<string, string>): { source: DocumentSource; remove(): void };
}[] = [
  {
    name: "a folder",
    fill(files) {
      const { path, remove } = temporaryFolder();
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
      return { source: folder(path), remove };
    },
  },
  { name: "memory", fill: (files) => ({ source: memorySource(files), remove() {} }) },
];

describe.each(sources)("the contract of a document source: $name", ({ fill }) => {
  const files = { "a.md": "# Ä\n\nGrüße", "sub/b.md": "# B\n\nzwei" };

  it("gives every file with its path, slashes forward, and its very bytes", async () => {
    const { source, remove } = fill(files);
    const read = (await source.read()).map(({ path, bytes }) => [path, Buffer.from(bytes).toString("utf8")]);
    expect(Object.fromEntries(read)).toEqual(files);
    remove();
  });

  it("gives the same again", async () => {
    const { source, remove } = fill(files);
    expect(await source.read()).toEqual(await source.read());
    remove();
  });

  it("can be imported, and imports nothing the second time", async () => {
    const [engine] = engines;
    const bench = await engine?.open();
    if (!bench) throw new Error("no engine");
    const { source, remove } = fill(files);
    const into = { store: bench.store, org: "werft", language: "de" } as const;
    expect(await importDocuments(into, source)).toMatchObject({ state: "imported", added: 2 });
    expect(await importDocuments(into, source)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect((await allPassages(bench.store.read, "werft")).map(({ text }) => text)).toEqual(["Grüße", "zwei"]);
    await bench.close();
    remove();
  });
});
