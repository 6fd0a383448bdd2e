import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCatalogue } from "./read-catalogue.ts";
import { LARGEST_FILE_BYTES } from "./source.ts";

const bytesOf = (content: string | Uint8Array) =>
  typeof content === "string" ? Buffer.from(content) : content;
const read = (path: string, content: string | Uint8Array) =>
  readCatalogue("lms", { path, bytes: bytesOf(content) }, (tags) => [...tags]);
const items = async (path: string, content: string | Uint8Array) => {
  const catalogue = await read(path, content);
  if (catalogue.state === "refused") throw new Error(JSON.stringify(catalogue.problems));
  return catalogue.items;
};
const problems = async (path: string, content: string | Uint8Array) => {
  const catalogue = await read(path, content);
  return catalogue.state === "refused" ? catalogue.problems : [];
};
const lines = async (path: string, content: string | Uint8Array) =>
  (await problems(path, content)).map(({ line }) => line);

const entry = (id: string, fields: object = {}) =>
  JSON.stringify({
    externalId: id,
    title: `Titel ${id}`,
    contentWebUrl: "https://a.example/",
    languageTag: "de",
    ...fields,
  });
const HEADER = "externalId,title,contentWebUrl,languageTag,skillTags";
const row = (id: string) => `${id},Titel ${id},https://a.example/,de,`;

describe("a JSON catalogue", () => {
  it("is a list", async () => {
    expect((await items("a.json", `[${entry("1")},\n${entry("2")}]\n`)).map(({ title }) => title)).toEqual([
      "Titel 1",
      "Titel 2",
    ]);
  });

  it("is an answer of Microsoft Graph", async () => {
    const answer = `{"@odata.context":"x {[\\"","count":{"a":[1]},"value":[${entry("1")}],"@odata.nextLink":null}`;
    expect(await items("a.JSON", answer)).toHaveLength(1);
  });

  it("is refused when it is only one page of Graph's answer", async () => {
    const page = `{"@odata.nextLink":"https://graph.microsoft.com/x",\n"value":[${entry("1")}]}`;
    expect(await problems("a.json", page)).toMatchObject([
      { line: 1, reason: expect.stringContaining("one page") },
    ]);
  });

  it("names the line of each bad entry, however it is laid out", async () => {
    const text = `[\n  ${entry("1", { title: 'mit [ } \\" und , darin' })},\n\n  {\n    "externalId": "2",\n    "title": "B"\n  }, 7,\r\n  ${entry("4", { format: "Hologram" })}\n]`;
    expect(await lines("a.json", text)).toEqual([4, 7, 8]);
  });

  it("names the line where an entry stops being JSON", async () => {
    const [problem] = await problems("a.json", `[\n${entry("1")},\n{\n"externalId": "2"\n"title": "B"}\n]`);
    expect(problem?.reason).toContain("not valid JSON");
    expect(problem?.line).toBe(5);
  });

  it.each([
    ["in an entry", `[\n${entry("1")},\n{"externalId": "2", "tit`],
    ["between two entries", `[\n${entry("1")},\n`],
    ["before its end", `[\n\n${entry("1")}`],
    ["in the answer of Graph", `{"value":\n[\n${entry("1")}]`],
    ["behind a bracket", "\n\n["],
  ])("is refused when it is cut off %s", async (_, text) => {
    expect(await problems("a.json", text)).toEqual([
      { path: "a.json", line: 3, reason: expect.stringContaining("cut off") },
    ]);
  });

  it.each([
    ["a comma too few", `[${entry("1")}\n${entry("2")}]`, 2, "comma is missing"],
    ["a comma too many", `[${entry("1")},\n]`, 2, "a comma too many"],
    ["a second list", `[${entry("1")}]\n[]`, 2, "more behind the end"],
    ["an object that is no list", entry("1"), 1, "A catalogue is a list"],
    ["an empty object", "{}", 1, "A catalogue is a list"],
    ["a value that is no list", '{"value": {}}', 1, "A catalogue is a list"],
    ["a page of the sign-in", "<!doctype html>", 1, "A catalogue is a list"],
    ["an empty list", "[ ]", 1, "There are no entries"],
    ["nothing", " \n", 1, "The file is empty"],
  ])("is refused with %s", async (_, text, line, words) => {
    expect(await problems("a.json", text)).toMatchObject([
      { path: "a.json", line, reason: expect.stringContaining(words) },
    ]);
  });

  it("nested a million deep is a problem like any other", async () => {
    const deep = `[${'{"a":'.repeat(1_000_000)}1${"}".repeat(1_000_000)}]`;
    expect(await problems("a.json", deep)).toHaveLength(1);
  });
});

describe("a CSV catalogue", () => {
  it("has its columns in any order and case, and others beside them", async () => {
    const [item] = await items(
      "a.csv",
      "Language Tag,note,TITLE,content_web_url,ExternalID,isActive,skilltags\nen,x, A ,https://a.example/,1,WAHR,Excel; Word|Outlook",
    );
    expect(item).toMatchObject({ language: "en", title: "A", tags: ["Excel", "Word", "Outlook"] });
  });

  it.each([
    [",", HEADER],
    [";", HEADER.replaceAll(",", ";")],
    ["\t", HEADER.replaceAll(",", "\t")],
  ])("is separated by %j", async (sign, header) => {
    const record = ["1", '"Mit , ; und ""Zitat"""', "https://a.example/", "de", '"a\nb"'].join(sign);
    const [item] = await items("a.csv", `${header}\r\n${record}\r\n`);
    expect(item).toMatchObject({ title: 'Mit , ; und "Zitat"', tags: ["a", "b"] });
  });

  it("names the line in which a row begins, whatever its cells hold", async () => {
    const text = [
      HEADER,
      '1,"über\nzwei\r\nZeilen",https://a.example/,de,', // 2 to 4
      "",
      ",,,,", // empty as well
      '2,"ohne\nAdresse",,de,', // 7 and 8
      "3,C,https://a.example/,fr,", // 9
    ].join("\n");
    expect(await lines("a.csv", text)).toEqual([7, 9]);
  });

  it("names both lines of an id that is used twice", async () => {
    const text = `${HEADER}\n${row("1")}\n${row("2")}\n${row("1")}`;
    expect(await problems("a.csv", text)).toEqual([
      {
        path: "a.csv",
        line: 4,
        reason: expect.stringContaining("“1” is used in line 2 and again in line 4"),
      },
    ]);
  });

  it("counts right over the pieces in which it is read", async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `${at},"Ä\n😀",https://a.example/,de,`);
    many.push("x,,,,");
    expect(await lines("a.csv", [HEADER, ...many].join("\r\n"))).toEqual([40_002]);
  });

  it.each([
    [
      "a row that is cut off",
      `${HEADER}\n${row("1")}\n2,B`,
      3,
      "The row has 2 cells, but there are 5 columns.",
    ],
    ["a row too long", `${HEADER}\n1,A,B,https://a.example/,de,x`, 2, "The row has 6 cells"],
    ["an open quotation mark", `${HEADER}\n${row("1")}\n2,"B,`, 3, "never closed"],
    [
      "a quotation mark inside a cell",
      `${HEADER}\n1,A "B",https://a.example/,de,`,
      2,
      "in the middle of a cell",
    ],
    ["no header", row("1"), 1, "The first row must name the columns."],
    ["a header without an id", "title,contentWebUrl,languageTag\n", 1, "“externalId” is missing."],
    ["a column twice", `${HEADER},Title\n`, 1, "The column “title” is there twice."],
    ["a header alone", HEADER, 1, "There are no entries"],
  ])("is refused with %s", async (_, text, line, words) => {
    expect(await problems("a.csv", text)).toMatchObject([{ line, reason: expect.stringContaining(words) }]);
  });

  it("does not wait for the end of a row that has none", async () => {
    const endless = `${HEADER}\n"${"x".repeat(3_000_000)}`;
    expect(await problems("a.csv", endless)).toMatchObject([
      { line: 2, reason: expect.stringContaining("does not end") },
    ]);
  });

  it("takes a formula for the text it is", async () => {
    const cells = ["=1+1", "@SUM(A1)", "+4", "-5", "=cmd|' /C calc'!A0"];
    const read = await items(
      "a.csv",
      [HEADER, ...cells.map((cell, at) => `${at},${cell},https://a.example/,de,`)].join("\n"),
    );
    expect(read.map(({ title }) => title)).toEqual(cells);
  });
});

describe("a file of any kind", () => {
  const text = `${HEADER}\r\n1,Übung 😀,https://a.example/,de,\r\n`;
  const swapped = (bytes: Uint8Array) => Buffer.from(bytes).swap16();
  const utf16 = Buffer.from(text, "utf16le");
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16 LE with a mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 BE with a mark", swapped(Buffer.from(`\uFEFF${text}`, "utf16le"))],
    ["UTF-16 LE", utf16],
    ["UTF-16 BE", swapped(utf16)],
    ["old Mac lines", Buffer.from(text.replaceAll("\r\n", "\r"))],
  ])("is read as %s (F18)", async (_, bytes) => {
    expect((await items("a.csv", bytes)).map(({ title }) => title)).toEqual(["Übung 😀"]);
  });

  it.each([
    ["little", Buffer.from(`\uFEFF[{"${"漢".repeat(500)}":1,${entry("1").slice(1)}]`, "utf16le")],
    ["big", swapped(Buffer.from(`\uFEFF[{"${"漢".repeat(500)}":1,${entry("1").slice(1)}]`, "utf16le"))],
  ])("is read by its mark when hardly a letter is Latin, %s end first", async (_, bytes) => {
    expect(await items("a.json", bytes)).toHaveLength(1);
  });

  it.each([
    ["another encoding", Buffer.from(`${HEADER}\n\n1,Übung,`, "latin1"), 3, "not UTF-8"],
    ["half a letter at its end", Buffer.from(`${HEADER}\n1,Ü`).subarray(0, -1), 2, "cut off"],
    ["half a letter at the end of UTF-16", utf16.subarray(0, -1), 2, "cut off"],
    ["damaged UTF-16", Buffer.concat([utf16, Buffer.from([0x00, 0xd8, 0x41, 0x00])]), 3, "damaged UTF-16"],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), 1, "UTF-32"],
    ["zero bytes", Buffer.from(`${HEADER}\n1,A\0B`), 2, "zero bytes"],
    ["a workbook for content", Buffer.from("PK\x03\x04\x14\0\x06\0"), 1, "CSV UTF-8"],
  ])("is refused with %s (S16)", async (_, bytes, line, words) => {
    expect(await problems("a.csv", bytes)).toEqual([
      { path: "a.csv", line, reason: expect.stringContaining(words) },
    ]);
  });

  it("is refused above its largest size, without being read", async () => {
    expect(await problems("a.json", new Uint8Array(LARGEST_FILE_BYTES + 1))).toMatchObject([
      { reason: expect.stringContaining("larger than 200 MB") },
    ]);
  });

  it("is refused with another ending", async () => {
    expect(await problems("a.xlsx", "x")).toMatchObject([
      { reason: expect.stringContaining(".json or a .csv") },
    ]);
  });

  it("lists a hundred problems and counts the others", async () => {
    const bad = Array.from({ length: 250 }, (_, at) => `${at},,,,`);
    const found = await problems("a.csv", [HEADER, ...bad].join("\n"));
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toEqual({ path: "a.csv", line: 102, reason: "And 150 more." });
  });

  it("lets others have their turn while it is read", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const rows = Array.from({ length: 20_000 }, (_, at) => row(String(at)));
    const entries = Array.from({ length: 20_000 }, (_, at) => entry(String(at)));
    await items("a.csv", [HEADER, ...rows].join("\n"));
    const afterCsv = turns;
    await items("a.json", `[${entries.join(",")}]`);
    clearInterval(timer);
    expect(afterCsv).toBeGreaterThanOrEqual(2);
    expect(turns - afterCsv).toBeGreaterThanOrEqual(10);
  });

  it("is items or problems, whatever its bytes", async () => {
    const pieces = fc.constantFrom(
      ...'[ ] { } , : ; " \\ \n \r \0 \uFEFF ü 1 a null'.split(" "),
      HEADER,
      row("1"),
      entry("1"),
      '"value"',
      "{}",
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 30 }).map((some) => Buffer.from(some.join(""))),
      fc.array(pieces, { maxLength: 30 }).map((some) => Buffer.from(some.join(""), "utf16le")),
      fc.json().map((json) => Buffer.from(json)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("a.json", "a.csv"), content, async (path, bytes) => {
        const catalogue = await read(path, bytes);
        if (catalogue.state === "refused") {
          expect(catalogue.problems.length).toBeGreaterThan(0);
          for (const { line } of catalogue.problems) expect(line).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("cut off anywhere but at the end of a row is refused (F18)", async () => {
    const json = Buffer.from(`[${entry("1", { title: "Übung" })},\n${entry("2")}]`);
    for (let length = 0; length < json.length; length++)
      expect(await problems("a.json", json.subarray(0, length)), `${length}`).toHaveLength(1);
  });
});
