import { describe, expect, it } from "vitest";
import { readContent } from "./learning-content.ts";

const least = {
  externalId: "c1",
  title: "Excel",
  contentWebUrl: "https://learn.example/c1",
  languageTag: "de-DE",
};
const read = (fields: Record<string, unknown>) =>
  readContent("lms", { ...least, ...fields }, (tags) => tags.map((tag) => tag.toLowerCase()));
const item = (fields: Record<string, unknown> = {}) => {
  const content = read(fields);
  if (content.state !== "read" || content.item === null) throw new Error(JSON.stringify(content));
  return content.item;
};
const reason = (fields: Record<string, unknown>) => {
  const content = read(fields);
  return content.state === "broken" ? content.reason : "It was read.";
};

describe("a record of the catalogue", () => {
  it("needs no more than four fields", () => {
    expect(item()).toMatchObject({
      source: "lms",
      title: "Excel",
      description: "",
      url: "https://learn.example/c1",
      language: "de",
      format: "course",
      minutes: null,
      level: null,
      provider: "",
      topics: [],
      tags: [],
      modified: null,
    });
  });

  it("may have all that Microsoft Graph has, and more", () => {
    expect(
      item({
        id: "57baf9dc",
        description: "Erste\r\nSchritte",
        duration: "PT1H30M",
        format: "Audiobook Summary",
        level: "Beginner",
        sourceName: "Akademie",
        skillTags: ["Excel", " "],
        additionalTags: ["Kiel", "Excel"],
        lastModifiedDateTime: "2026-03-27T23:30:00-02:00",
        createdDateTime: "2020-01-01T00:00:00Z",
        numberOfPages: 9,
        thumbnailWebUrl: "javascript:alert(1)",
        contributors: ["A"],
        isPremium: true,
        somethingElse: { deep: true },
      }),
    ).toMatchObject({
      description: "Erste\nSchritte",
      minutes: 90,
      format: "book",
      level: "beginner",
      provider: "Akademie",
      tags: ["Excel", "Kiel"],
      topics: ["excel", "kiel"],
      modified: "2026-03-28",
    });
  });

  it("keeps its id from import to import, and another one in another source", () => {
    expect(item({ title: "Neu" }).item).toBe(item().item);
    expect(item({ externalId: "c2" }).item).not.toBe(item().item);
    const other = readContent("else", least, () => []);
    expect(other.state === "read" && other.item?.item).not.toBe(item().item);
  });

  it("has another hash as soon as anything that is stored differs, be it a topic", () => {
    expect(item().hash).toBe(item({ numberOfPages: 3 }).hash);
    expect(item().hash).not.toBe(item({ description: "x" }).hash);
    const resolved = readContent("lms", least, () => ["excel"]);
    expect(resolved.state === "read" && resolved.item?.hash).not.toBe(item().hash);
  });

  it.each([{ isActive: false }, { isSearchable: false }])("is read and left out with %j", (fields) => {
    expect(read(fields)).toEqual({ state: "read", externalId: "c1", item: null });
  });

  it("takes an empty field for a missing one", () => {
    expect(item({ duration: "", level: null, format: " ", skillTags: null })).toMatchObject({
      minutes: null,
      level: null,
      format: "course",
    });
  });
});

describe("the words of a record", () => {
  it.each([
    ["COURSE", "course"],
    ["Learning Path", "path"],
    ["webinar", "event"],
    ["Blog Post", "article"],
    ["E-Learning", "course"],
    ["Book summary", "book"],
    ["Podcast", "podcast"],
    ["Lernpfad", "path"],
    ["Coaching", "person"],
    ["Erklärvideo", "video"],
  ])("name the format: %s is a %s", (format, expected) => {
    expect(item({ format }).format).toBe(expected);
  });

  it.each([
    ["PT45M", 45],
    ["PT30S", 1],
    ["P1DT2H", 1560],
    ["P1W", 10_080],
    ["pt1.5s", 1],
    ["PT0S", null],
  ])("name the duration: %s is %s minutes", (duration, expected) => {
    expect(item({ duration }).minutes).toBe(expected);
  });

  it.each([
    ["en-us", "en"],
    ["DE", "de"],
    ["de_CH", "de"],
  ])("name the language: %s is %s", (languageTag, expected) => {
    expect(item({ languageTag }).language).toBe(expected);
  });

  it("are text, whatever they would be elsewhere", () => {
    const title = '=HYPERLINK("https://evil.example";"Klick") <script>alert(1)</script> [x](javascript:1)';
    expect(item({ title }).title).toBe(title);
    expect(item({ title: "a\u202Eb\u0000c\u200B\nd" }).title).toBe("abc d");
  });

  it("are cut when they are endless", () => {
    expect(item({ title: "x".repeat(1_000_000) }).title).toHaveLength(300);
    expect(item({ description: "😀".repeat(5_000) }).description).toBe(`${"😀".repeat(1_999)}…`);
    expect(item({ skillTags: Array.from({ length: 1_000 }, (_, at) => `t${at}`) }).tags).toHaveLength(40);
  });
});

describe("a record is refused", () => {
  it.each([
    [{ title: undefined, languageTag: " " }, "“title”, “languageTag” are missing."],
    [{ externalId: "" }, "“externalId” is missing."],
    [{ title: "\u200B" }, "“title” cannot be used: expected text."],
    [{ title: 7 }, "“title” cannot be used: expected text."],
    [{ contentWebUrl: "javascript:alert(1)" }, "“contentWebUrl” cannot be used: expected an http or https"],
    [{ contentWebUrl: "file:///etc/passwd" }, "expected an http or https address"],
    [{ contentWebUrl: "learn.example/c1" }, "expected an http or https address"],
    [{ contentWebUrl: "https://bank.example@evil.example/" }, "may not contain a name or password"],
    [{ languageTag: "fr-FR" }, "expected de or en, such as de-DE, not “fr-FR”"],
    [{ languageTag: "den" }, "expected de or en"],
    [
      { format: "Hologram" },
      "one of course, video, article, book, podcast, event, path, person, not “Hologram”",
    ],
    [{ format: "constructor" }, "not “constructor”"],
    [{ level: "Expert" }, "expected Beginner, Intermediate or Advanced, not “Expert”"],
    [{ duration: "90" }, "expected a duration like PT1H30M"],
    [{ duration: "P1Y" }, "expected a duration like PT1H30M"],
    [{ duration: "PT" }, "expected a duration like PT1H30M"],
    [{ skillTags: "Excel" }, "“skillTags” cannot be used: expected a list of words."],
    [{ isActive: "perhaps" }, "“isActive” cannot be used: expected true or false."],
    [{ lastModifiedDateTime: "yesterday" }, "expected a time like 2026-09-01T00:00:00Z"],
  ])("because of %j", (fields, words) => {
    expect(reason(fields)).toContain(words);
  });

  it.each([null, 7, "text", [], [least]])("when it is %j instead of an object", (record) => {
    expect(readContent("lms", record, () => [])).toMatchObject({ state: "broken" });
  });

  it("without repeating a long value", () => {
    expect(reason({ format: "x".repeat(10_000) }).length).toBeLessThan(250);
  });
});
