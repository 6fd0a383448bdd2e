import { describe, expect, it } from "vitest";
import { HANDBOOK, indexOf } from "./handbook.fixture.ts";
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

  it("keeps texts of any script apart", async () => {
    const odd = ["a\nb", "ß", "👩‍👩‍👧", "", "שלום"];
    const saved = await fromBytes(toBytes({ ints: {}, texts: { odd: { list: odd } } }));
    expect(saved?.texts.odd?.list).toEqual(odd);
  });

  it("is refused when anything is missing, is something else, or is of another version", async () => {
    const bytes = toBytes(index.saved());
    for (const length of [0, 3, 8, 100, bytes.length - 5])
      expect(await fromBytes(bytes.slice(0, length)), `${length} bytes`).toBeNull();
    expect(await fromBytes(new Uint8Array(64))).toBeNull();
    const other = Buffer.from(bytes.slice());
    other.write('{"version":0', 8);
    expect(await fromBytes(new Uint8Array(other))).toBeNull();
  });
});
