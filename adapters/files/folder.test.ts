import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../tests/house.ts";
import { asNobody } from "../../tests/unprivileged.ts";
import { folder } from "./folder.ts";

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

function put(path: string, content: string | Uint8Array = "text"): void {
  const file = join(place.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
const paths = async () => (await folder(place.path).read()).map((file) => file.path);

describe("a folder of documents", () => {
  it("gives its Markdown files byte for byte", async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x23, 0x0d, 0x0a, 0xff]);
    put("a.md", bytes);
    const [file] = await folder(place.path).read();
    expect(file?.path).toBe("a.md");
    expect(Buffer.from(file?.bytes ?? []).equals(bytes)).toBe(true);
  });

  it("gives those in the folders within, with slashes, always in the same order", async () => {
    for (const path of ["z.md", "b/c/deep.md", "b/a.md", "B.md", "ä.md", "a b.md"]) put(path);
    expect(await paths()).toEqual(["B.md", "a b.md", "b/a.md", "b/c/deep.md", "z.md", "ä.md"]);
  });

  it("gives nothing but Markdown, whatever the case of the ending", async () => {
    for (const path of ["a.md", "b.MD", "c.txt", "d.md.bak", "md", "e.mdx", "f.markdown"]) put(path);
    expect(await paths()).toEqual(["a.md", "b.MD"]);
  });

  it("gives golden questions and synonyms that stand at its top, and nowhere else", async () => {
    for (const path of ["golden-questions.yaml", "synonyms.yaml", "other.yaml", "b/synonyms.yaml", "c.md"])
      put(path);
    expect(await paths()).toEqual(["c.md", "golden-questions.yaml", "synonyms.yaml"]);
  });

  it("leaves out what is hidden, also deep within", async () => {
    for (const path of [".a.md", ".git/b.md", "c/.d/e.md", "c/.f.md", "c/g.md"]) put(path);
    expect(await paths()).toEqual(["c/g.md"]);
  });

  it("is read all the same when a folder above it is hidden", async () => {
    put(".hidden/docs/a.md");
    const files = await folder(join(place.path, ".hidden/docs")).read();
    expect(files.map((file) => file.path)).toEqual(["a.md"]);
  });

  it("does not follow links: neither out of the folder, nor round in circles", async () => {
    const elsewhere = temporaryFolder();
    try {
      writeFileSync(join(elsewhere.path, "secret.md"), "secret");
      put("a.md");
      symlinkSync(join(elsewhere.path, "secret.md"), join(place.path, "link.md"));
      symlinkSync(elsewhere.path, join(place.path, "linked"));
      symlinkSync(place.path, join(place.path, "circle"));
      symlinkSync(join(place.path, "nowhere.md"), join(place.path, "broken.md"));
      expect(await paths()).toEqual(["a.md"]);
    } finally {
      elsewhere.remove();
    }
  });

  it("does not take a folder for a file because of its name", async () => {
    put("a.md/b.md");
    expect(await paths()).toEqual(["a.md/b.md"]);
  });

  it("is empty when there is nothing in it", async () => {
    expect(await paths()).toEqual([]);
  });

  it("names itself in the ids of its documents", () => {
    expect(folder(place.path).source).toBe("files");
  });
});

describe("a folder that cannot be read is refused, and it is said which and why", () => {
  const refused = { kind: "misconfigured" };

  it("when it is not there", async () => {
    const missing = join(place.path, "missing");
    await expect(folder(missing).read()).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining(`The folder ${missing} cannot be read.`),
    });
  });

  it("when it is a file", async () => {
    put("a.md");
    await expect(folder(join(place.path, "a.md")).read()).rejects.toMatchObject(refused);
  });

  it("when a folder within may not be read, because leaving it out would remove its documents", async () => {
    put("a.md");
    mkdirSync(join(place.path, "closed"), { mode: 0o000 });
    const read = () => folder(place.path).read();
    await expect(asNobody(place.path, read)).rejects.toMatchObject(refused);
    chmodSync(join(place.path, "closed"), 0o755);
  });

  it("when a file may not be read, naming the file", async () => {
    put("a.md");
    const file = join(place.path, "closed.md");
    writeFileSync(file, "x", { mode: 0o000 });
    const read = () => folder(place.path).read();
    await expect(asNobody(place.path, read)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining(`The file ${file} cannot be read.`),
    });
  });
});
