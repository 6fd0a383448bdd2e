import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importDocuments } from "../../src/knowledge/import.ts";
import { findVectors, forgetVectors, hashOfWords, keepVectors } from "../../src/knowledge/text-vectors.ts";
import { addOrg } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";
import { memorySource, ORG } from "../house.ts";

const MODEL = "concepts";
/** Every value a number can have, twice over. */
const ROW = Int8Array.from({ length: 512 }, (_, at) => (at % 256) - 128);

describe.each(engines)("what texts mean, on $name", ({ open }) => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await open();
    await addOrg(bench.store, ORG);
  });
  afterEach(() => bench.close());

  const keep = (hashes: readonly string[], row = ROW, model = MODEL, org = ORG) =>
    bench.store.write(
      (writer) => keepVectors(writer, org, model, new Map(hashes.map((hash) => [hash, row]))),
      org,
    );
  const find = (hashes: readonly string[], model = MODEL, org = ORG) =>
    findVectors(bench.store.readOf(org), org, model, hashes);
  const bring = (files: Record<string, string>) =>
    importDocuments({ store: bench.store, org: ORG, language: "de" }, memorySource(files));

  it("comes back byte by byte, however much is asked for at once", async () => {
    const hashes = Array.from({ length: 1201 }, (_, at) => hashOfWords(`${at}`));
    await keep(hashes);
    const found = await find([...hashes, hashOfWords("another")]);
    expect([...found.keys()].sort()).toEqual([...hashes].sort());
    expect(found.get(hashes[7] ?? "")).toEqual(ROW);
  });

  it("is of one model: what another said takes its place", async () => {
    await keep(["a"]);
    expect(await find(["a"], "another")).toEqual(new Map());
    await keep(["a"], ROW.slice().reverse(), "another");
    expect(await find(["a"])).toEqual(new Map());
    expect(await find(["a"], "another")).toEqual(new Map([["a", ROW.slice().reverse()]]));
  });

  it("is of one company, even where two say the same (S4)", async () => {
    await addOrg(bench.store, "hafen");
    await keep(["a"]);
    expect(await find(["a"], MODEL, "hafen")).toEqual(new Map());
    await keep(["a"], ROW.slice().reverse(), MODEL, "hafen");
    await bench.store.write((writer) => forgetVectors(writer, "hafen", ["a"]), "hafen");
    expect(await find(["a"])).toEqual(new Map([["a", ROW]]));
  });

  it("goes with the document in the import that removes it, and stays with what only moved (P12)", async () => {
    await bring({ "a.md": "# Kantine\n\nSuppe.", "b.md": "# Lager\n\nKisten." });
    const [soup, boxes] = [hashOfWords("Kantine\nSuppe."), hashOfWords("Lager\nKisten.")];
    await keep([soup, boxes]);
    await bring({ "neu/a.md": "# Kantine\n\nSuppe.", "b.md": "# Lager\n\nKisten und Paletten." });
    expect([...(await find([soup, boxes])).keys()]).toEqual([soup]);
  });
});
