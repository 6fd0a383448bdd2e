import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "recheck";
import { describe, expect, it } from "vitest";
import { patternsOf } from "./patterns.ts";

const ROOT = new URL("../", import.meta.url).pathname;
/** What recheck may take for one pattern; the slowest needs a few seconds where it has no native program. */
const PATIENCE_MS = 20_000;

const files = ["src", "adapters", "dialogs"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/\.(test|fixture|d)\.ts$/.test(name))
    .map((name) => `${folder}/${name}`),
);
const read = files.map((file) => ({ file, ...patternsOf(readFileSync(join(ROOT, file), "utf8")) }));
const patterns = read.flatMap(({ file, patterns }) => patterns.map((pattern) => ({ file, ...pattern })));

describe("the patterns of a file", () => {
  it("are its literals, wherever they stand, and nothing that only looks like one", () => {
    const code = String.raw`
      const first: RegExp = /a\/[/]+/gu;
      const half = (4 / 2) / 1; // no /comment/ here
      const text = "/no/" + say(x.replace(/b+/, ""));
      const table = { words: [/c/i] } satisfies Record<string, RegExp[]>;
      if (/d/.test(text)) done();
    `;
    expect(patternsOf(code)).toEqual({
      patterns: [
        { source: "a\\/[/]+", flags: "gu" },
        { source: "b+", flags: "" },
        { source: "c", flags: "i" },
        { source: "d", flags: "" },
      ],
      unread: 0,
    });
  });

  it("are what RegExp is given, if it is made of constants", () => {
    const code = 'const A = "x"; const B = `[a]`; const P = new RegExp(A, "u"); const Q = RegExp(B);';
    expect(patternsOf(code)).toEqual({
      patterns: [
        { source: "x", flags: "u" },
        { source: "[a]", flags: "" },
      ],
      unread: 0,
    });
    expect(patternsOf("const pattern = (word: string) => new RegExp(word);").unread).toBe(1);
  });
});

describe("the patterns of the house (S13)", () => {
  it("were really read", () => {
    expect(files.length).toBeGreaterThan(300);
    expect(patterns.length).toBeGreaterThan(100);
    for (const [file, source] of [
      ["src/search/tokens.ts", "[\\p{L}\\p{N}\\p{M}]+(?:'[\\p{L}\\p{N}\\p{M}]+)*"],
      ["src/knowledge/html.ts", "<br\\b[^<>]*>\\s*"],
      ["dialogs/recommend.ts", "\\s+"],
      ["src/channel/text.ts", "\\r\\n?|[\\u000B\\u000C\\u0085\\u2028\\u2029]"],
    ])
      expect(patterns).toContainEqual(expect.objectContaining({ file, source }));
  });

  it("are never put together from what comes in", () => {
    expect(read.filter(({ unread }) => unread > 0).map(({ file }) => file)).toEqual([]);
  });

  it("take time in proportion to the text, each of them", { timeout: 120_000 }, async () => {
    expect((await check("^(a+)+$", "")).status).toBe("vulnerable");
    const doubtful: string[] = [];
    for (const { file, source, flags } of patterns) {
      const { status } = await check(source, flags, { timeout: PATIENCE_MS });
      if (status !== "safe") doubtful.push(`${file}: /${source}/${flags} is ${status}`);
    }
    expect(doubtful).toEqual([]);
  });
});
