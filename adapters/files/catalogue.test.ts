import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LARGEST_FILE_BYTES } from "../../src/catalogue/source.ts";
import { temporaryFolder } from "../../tests/house.ts";
import { catalogueFile, catalogueFolder } from "./catalogue.ts";

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const put = (name: string, content: string | Uint8Array = "[]") => {
  writeFileSync(join(place.path, name), content);
  return join(place.path, name);
};

describe("a catalogue file", () => {
  it("is a source by its name, byte for byte", async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x5b, 0x00, 0x0d]);
    const source = catalogueFile(put("lms.json", bytes));
    expect(source.source).toBe("lms.json");
    const file = await source.read();
    expect(file.path).toBe("lms.json");
    expect(Buffer.from(file.bytes).equals(bytes)).toBe(true);
  });

  it("is read anew each time", async () => {
    const source = catalogueFile(put("lms.csv", "a"));
    await source.read();
    put("lms.csv", "bc");
    expect(Buffer.from((await source.read()).bytes).toString()).toBe("bc");
  });

  it("is not read further than to see that it is too large", async () => {
    truncateSync(put("lms.csv"), LARGEST_FILE_BYTES * 3);
    expect((await catalogueFile(join(place.path, "lms.csv")).read()).bytes).toHaveLength(
      LARGEST_FILE_BYTES + 1,
    );
  });

  it.each([
    ["is not there", "missing.json"],
    ["is a folder", ""],
  ])("that %s is refused, and it is said which", async (_, name) => {
    const path = join(place.path, name);
    await expect(catalogueFile(path).read()).rejects.toMatchObject({
      kind: "misconfigured",
      message: expect.stringContaining(`The catalogue ${path} cannot be read.`),
    });
  });
});

describe("a folder of catalogues", () => {
  it("has a source for each file, always in the same order", async () => {
    for (const name of ["b.csv", "a.JSON", "note.txt", ".hidden.json", "c.json.bak"]) put(name);
    mkdirSync(join(place.path, "folder.json"));
    symlinkSync(join(place.path, "b.csv"), join(place.path, "link.csv"));
    const sources = await catalogueFolder(place.path);
    expect(sources.map(({ source }) => source)).toEqual(["a.JSON", "b.csv"]);
    expect((await sources[1]?.read())?.path).toBe("b.csv");
  });

  it("that is not there is refused, and it is said which", async () => {
    const missing = join(place.path, "missing");
    await expect(catalogueFolder(missing)).rejects.toMatchObject({
      kind: "misconfigured",
      message: expect.stringContaining(`The folder ${missing} cannot be read.`),
    });
  });
});
