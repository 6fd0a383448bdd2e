import { describe, expect, it } from "vitest";
import { type FrontMatter, readFrontMatter } from "./front-matter.ts";

function read(text: string): { matter: FrontMatter; body: string; bodyLine: number } {
  const above = readFrontMatter(text);
  if (above.state === "broken") throw new Error(`${above.line}: ${above.reason}`);
  const { matter, body, bodyLine } = above;
  return { matter, body, bodyLine };
}

function refusal(text: string): { line: number; reason: string } {
  const above = readFrontMatter(text);
  if (above.state === "read") throw new Error("It was read.");
  return { line: above.line, reason: above.reason };
}

const above = (...lines: string[]) => ["---", ...lines, "---", "# Text"].join("\n");

describe("front matter", () => {
  it("is separated from the text, which keeps its line numbers", () => {
    expect(read("---\ntitle: A\n---\n# Text\nmore\n")).toEqual({
      matter: { title: "A" },
      body: "# Text\nmore\n",
      bodyLine: 4,
    });
  });

  it("may say all that is known about a document", () => {
    const lines = [
      "title: Lernbudget",
      "owner: Team Lernen",
      "language: de",
      "reviewed: 2026-09-01",
      "audience: [division:vertrieb, unit:team-7]",
      "url: https://intranet.example/lernbudget?a=1#b",
    ];
    expect(read(above(...lines)).matter).toEqual({
      title: "Lernbudget",
      owner: "Team Lernen",
      language: "de",
      reviewed: "2026-09-01",
      audience: ["division:vertrieb", "unit:team-7"],
      url: "https://intranet.example/lernbudget?a=1#b",
    });
  });

  it("may be missing", () => {
    expect(read("# Text\n---\nnot: above\n---\n")).toMatchObject({ matter: {}, bodyLine: 1 });
    expect(read("")).toEqual({ matter: {}, body: "", bodyLine: 1 });
  });

  it("may be empty, or hold nothing but a comment", () => {
    expect(read("---\n---\ntext")).toEqual({ matter: {}, body: "text", bodyLine: 3 });
    expect(read(above("# nothing")).matter).toEqual({});
  });

  it("may hold the keys of other tools", () => {
    expect(
      read(above("redirect_from: [/a/]", "tags: [x]", "draft: true", "date: 2026-01-01", "layout: page"))
        .matter,
    ).toEqual({});
  });

  it("ends at the first closing line: a rule in the text is text", () => {
    expect(read("---\ntitle: A\n---\na\n---\nb").body).toBe("a\n---\nb");
  });

  it("takes a year as a title", () => {
    expect(read(above("title: 2027")).matter.title).toBe("2027");
  });

  it("counts also behind empty lines, blanks and invisible characters, so that an audience is never overlooked", () => {
    for (const before of ["\n\n", "   \n", "\uFEFF", "\u200B", "\n \t\n\u00A0"]) {
      expect(read(`${before}---\naudience: [unit:a]\n---\ntext`).matter.audience).toEqual(["unit:a"]);
    }
    expect(read("---  \naudience: [unit:a]\n---\t\ntext").matter.audience).toEqual(["unit:a"]);
    expect(read("\n\n---\ntitle: A\n---\ntext").bodyLine).toBe(6);
  });

  it("sees an audience that is merged in from another place", () => {
    expect(read(above("<<: {audience: [unit:a]}")).matter.audience).toEqual(["unit:a"]);
  });

  it("cannot reach the prototype of anything", () => {
    read(above("__proto__: {polluted: true}", "constructor: {prototype: {polluted: true}}"));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("front matter that cannot be used is refused with its line", () => {
  it.each<[string, string, number, string]>([
    ["has no end", "---\ntitle: A\ntext", 1, "no closing line"],
    ["is nothing but its first line", "---", 1, "no closing line"],
    ["has no end, behind empty lines", "\n\n---\ntitle: A", 3, "no closing line"],
    ["is a sentence", above("Willkommen bei uns"), 2, "“key: value”"],
    ["is a list", above("- a", "- b"), 2, "“key: value”"],
    ["is not YAML", above("title: A", 'owner: "Team'), 3, "not valid YAML"],
    ["says a thing twice", above("title: A", "owner: x", "title: B"), 4, "not valid YAML"],
    ["is two documents", above("title: A", "--- # next", "title: B"), 3, "not valid YAML"],
    ["has emphasis that YAML takes for an alias", above("owner: x", "title: *Wichtig* für alle"), 3, ""],
    ["has an alias", above("a: &a [1]", "b: *a"), 3, "“*a” would be a YAML alias"],
    ["has an empty title", above("owner: x", "title:"), 3, "“title” cannot be used: expected a line of text"],
    ["has a title of blanks", above('title: "  "'), 2, "“title” cannot be used"],
    ["has a list for a title", above("title: [a]"), 2, "“title” cannot be used"],
    ["has a number for an owner", above("owner: 7"), 2, "“owner” cannot be used: expected a name"],
    [
      "has a language Lotse does not speak",
      above("language: fr"),
      2,
      "“language” cannot be used: expected de or en",
    ],
    ["has a date that people write", above("reviewed: 1.9.2026"), 2, "expected a date like 2026-09-01"],
    ["has a day that never was", above("reviewed: 2026-02-30"), 2, "expected a date like 2026-09-01"],
    [
      "has an address that runs code",
      above("url: javascript:alert(1)"),
      2,
      "expected an http or https address",
    ],
    [
      "has an address that is none",
      above("title: A", "url: intranet/lernen"),
      3,
      "expected an http or https address",
    ],
  ])("when it %s", (_, text, line, reason) => {
    const refused = refusal(text);
    expect(refused.line).toBe(line);
    expect(refused.reason).toContain(reason);
  });

  it("and the reason speaks of no other line", () => {
    expect(refusal(above("title: A", "title: B")).reason).not.toMatch(/at line/);
  });

  it("in no time when it is a bomb", () => {
    const nine = (name: string) => Array.from({ length: 9 }, () => `*${name}`).join(", ");
    const names = "abcdefghij";
    const bomb = [...names].map(
      (name, at) => `${name}: &${name} [${at === 0 ? "x" : nine(names.charAt(at - 1))}]`,
    );
    const began = performance.now();
    expect(refusal(above(...bomb))).toEqual({ line: 3, reason: expect.stringContaining("alias") });
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("an audience", () => {
  it.each([
    "audience: division:vertrieb",
    "audience: []",
    "audience:",
    "audience: [vertrieb]",
    "audience: [Division:vertrieb]",
    "audience: [division:Vertrieb]",
    "audience: [division:]",
    "audience: ['division:a b']",
    "audience: [division:a, 7]",
    "audience: {division: vertrieb}",
    "audience: all",
  ])("that cannot be understood is refused: %s", (line) => {
    expect(refusal(above("title: A", line))).toEqual({
      line: 3,
      reason: expect.stringContaining("“audience” cannot be used"),
    });
  });

  it.each([
    "Audience",
    "AUDIENCE",
    "audiance",
    "audence",
    "audiences",
    "audiecne",
    "audienc",
    "udience",
    "aaudience",
    "аudience",
    '" audience"',
    "audience_",
  ])("under the misspelt key %s is refused, because everyone would see the document", (key) => {
    expect(refusal(above("title: A", `${key}: [division:vertrieb]`))).toEqual({
      line: 3,
      reason: expect.stringContaining("looks like a misspelling"),
    });
  });

  it.each(["titel", "ownr", "langauge", "reviewd"])(
    "is not the only key whose misspelling is noticed: %s",
    (key) => {
      expect(refusal(above(`${key}: x`)).reason).toContain(
        "looks like a misspelling. Known keys are title, owner",
      );
    },
  );

  it.each(["tags", "lang", "uri", "date", "author", "order", "review", "articles", "science"])(
    "is not suspected behind the key %s",
    (key) => {
      expect(read(above(`${key}: x`)).matter).toEqual({});
    },
  );
});
