import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HANDBOOK, indexOf, passage } from "./handbook.fixture.ts";
import { fromBytes, toBytes } from "./index-bytes.ts";
import { passageIndex } from "./passage-index.ts";

const EVERYONE: ReadonlySet<string> = new Set();
const QUESTIONS = ["Wie viele Tage Bildungsurlaub?", "confernces", "Pruefung wiederholen", "Wetter morgen"];

describe("an index as bytes", () => {
  const index = indexOf(HANDBOOK);
  const search = (one: typeof index, question: string) => {
    const { band, hits } = one.search(question, { memberships: EVERYONE, limit: 9 });
    return { band, hits };
  };

  it("finds the same when it is read again, and goes on from there", async () => {
    for (const question of QUESTIONS) index.search(question, { memberships: EVERYONE, limit: 1 });
    const again = passageIndex((await fromBytes(toBytes(index.saved()))) ?? undefined);
    for (const question of QUESTIONS) expect(search(again, question)).toEqual(search(index, question));
    const stamps = (one: typeof index) => Array.from(one.documents(), (id) => [id, one.stampOf(id)]);
    expect(stamps(again)).toEqual(stamps(index));
    again.update([], ["bildungsurlaub"]);
    expect(search(again, "Bildungsurlaub").hits.map(({ passage }) => passage)).not.toContain(
      "bildungsurlaub",
    );
    expect(index.size).toBe(HANDBOOK.length);
  });

  it("knows letters again that take two code units, also where a long word was cut", async () => {
    const words = ["𐌰𐌱𐌲𐌳𐌴", "𐌱𐌲𐌳𐌴𐌵", "𐌲𐌳𐌰𐌱𐌲𐌳", `a${"𐌰".repeat(40)}`];
    const gothic = indexOf(words.map((text, at) => passage(`g${at}`, "de", "", text)));
    const again = passageIndex((await fromBytes(toBytes(gothic.saved()))) ?? undefined);
    for (const question of [...words, "𐌰𐌱𐌲𐌳𐌵", "𐌲𐌳𐌰𐌱𐌲"]) {
      expect(search(gothic, question).hits).not.toEqual([]);
      expect(search(again, question)).toEqual(search(gothic, question));
    }
  });

  it("keeps texts of any script apart", async () => {
    const odd = ["a\nb", "ß", "👩‍👩‍👧", "", "שלום"];
    const saved = await fromBytes(toBytes({ ints: {}, texts: { odd: { list: odd } } }));
    expect(saved?.texts.odd?.list).toEqual(odd);
  });

  /** If it fails, the files of earlier versions no longer fit: raise VERSION, and put both numbers here. */
  it("has another version when the same documents make another index", () => {
    const { ints, texts } = indexOf(HANDBOOK).saved();
    const bytes = toBytes({ ints, texts });
    const version = /"version":(\d+)/.exec(Buffer.from(bytes.subarray(8, 40)).toString())?.[1];
    const made = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    expect([version, made]).toEqual(["2", "4276640efd3fdcf5"]);
  });

  it("is refused when anything is missing, is something else, or is of another version", async () => {
    const bytes = toBytes(index.saved());
    for (const length of [0, 3, 8, 100, bytes.length - 5])
      expect(await fromBytes(bytes.slice(0, length)), `${length} bytes`).toBeNull();
    expect(await fromBytes(new Uint8Array(64))).toBeNull();
    for (let at = 0; at < bytes.length; at += 997) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(await fromBytes(damaged), `byte ${at}`).toBeNull();
    }
    const other = Buffer.from(bytes.slice());
    other.write('{"version":0', 8);
    createHash("sha256")
      .update(other.subarray(0, -32))
      .digest()
      .copy(other, other.length - 32);
    expect(await fromBytes(new Uint8Array(other))).toBeNull();
  });
});
