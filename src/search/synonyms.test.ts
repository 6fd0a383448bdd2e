import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HANDBOOK, passage, indexOf as plainIndexOf } from "./handbook.fixture.ts";
import type { PassageIndex } from "./passage-index.ts";
import { synonyms } from "./synonyms.ts";

const EVERYONE: ReadonlySet<string> = new Set();
const REMOTE = passage(
  "remote",
  "de",
  "Mobiles Arbeiten",
  "Mobiles Arbeiten ist an zwei Tagen in der Woche möglich. Sprich die Tage mit deinem Team ab.",
);
const PUMPS = passage(
  "pumps",
  "de",
  "Mobile Pumpen",
  "Mobile Pumpen stehen in der Halle. Das Arbeiten daran ist verboten.",
);
const PAGES = [...HANDBOOK, REMOTE, PUMPS];
const GROUPS = [
  ["Homeoffice", "mobiles Arbeiten", "remote work"],
  ["Patenschaft", "Mentoring"],
];

const found = (index: PassageIndex, question: string, memberships = EVERYONE) => {
  const { band, hits, sentences } = index.search(question, { memberships, limit: 5 });
  const marked = sentences(REMOTE.text);
  return { band, hits, marked };
};
const ids = (index: PassageIndex, question: string) =>
  found(index, question).hits.map(({ passage }) => passage);
const indexOf = (groups: string[][], passages = PAGES) => {
  const index = plainIndexOf(passages);
  index.understand(synonyms(groups));
  return index;
};

describe("synonyms", () => {
  const index = indexOf(GROUPS);

  it("find what the documents call otherwise, by a word or a phrase, in either language", () => {
    for (const question of ["Wie oft darf ich Homeoffice machen?", "How often can I do remote work?"]) {
      expect(ids(indexOf([]), question)[0], question).not.toBe("remote");
      expect(ids(index, question)[0], question).toBe("remote");
    }
    expect(found(indexOf([]), "Patenschaft").hits).toEqual([]);
    expect(ids(index, "Patenschaft")[0]).toBe("mentoring");
  });

  it("answer as surely as if the documents' own words had been asked for", () => {
    expect(found(index, "Wie oft Homeoffice?").band).toBe(found(index, "Wie oft mobiles Arbeiten?").band);
    expect(found(index, "Wie oft Homeoffice?").band).not.toBe("none");
    expect(found(indexOf([]), "Wie oft Homeoffice?").band).toBe("none");
  });

  it("come after the very word where the documents have both", () => {
    const own = passage(
      "own",
      "de",
      "Homeoffice",
      "Homeoffice geht an zwei Tagen in der Woche. Sprich die Tage ab.",
    );
    const both = ids(indexOf(GROUPS, [...PAGES, own]), "Homeoffice");
    expect(both.slice(0, 2)).toEqual(["own", "remote"]);
  });

  it("find a word for a phrase that is asked for", () => {
    const own = passage("own", "de", "Homeoffice", "Homeoffice geht an zwei Tagen in der Woche.");
    const pages = [...HANDBOOK, PUMPS, own];
    expect(ids(indexOf(GROUPS, pages), "mobiles Arbeiten an zwei Tagen")[0]).toBe("own");
  });

  it("take a phrase for one only where its words follow each other", () => {
    const apart = "Arbeiten im Büro und mobiles Telefon";
    expect(found(index, apart)).toEqual(found(indexOf([]), apart));
  });

  it("say nothing where a group has one name only, as the search reads it", () => {
    expect(
      found(
        indexOf([
          ["der", "Mentoring"],
          ["Kurs", "Kurse"],
        ]),
        "Kurse im Mentoring",
      ),
    ).toEqual(found(indexOf([]), "Kurse im Mentoring"));
  });

  const word = fc.constantFrom(
    "Homeoffice",
    "Mentoring",
    "Kranich",
    "Budget",
    "mobiles",
    "Arbeiten",
    "Urlaub",
    "xyz",
  );
  const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
  const groups = fc.array(fc.array(phrase, { minLength: 2, maxLength: 4 }), { maxLength: 4 });

  it("find no hidden passage by a phrase (S5)", () => {
    const office = passage("office", "de", "", "Homeoffice steht im Vertrag.");
    const secret = passage("secret", "de", "", "Mobiles Arbeiten endet.", {
      audience: ["division:vorstand"],
    });
    const index = indexOf(GROUPS, [...PAGES, office, secret]);
    expect(ids(index, "Homeoffice")).toEqual(expect.arrayContaining(["office", "remote"]));
    expect(ids(index, "Homeoffice")).not.toContain("secret");
  });

  it("count up to a hundred for a word, the first ones, so that no file keeps people waiting (S14)", () => {
    const names = Array.from({ length: 120 }, (_, at) => `Kranboot nummer${at}x`);
    const passages = names.map((text, at) => passage(`n${at}`, "de", "", text));
    const known = [...HANDBOOK, ...passages];
    const asked = (...groups: string[][]) =>
      indexOf(groups, [...known, passage("lotse", "de", "", "Der Lotse geht.")])
        .search("Lotse", { memberships: EVERYONE, limit: 200 })
        .hits.map(({ passage }) => passage);
    expect(asked(["Lotse", ...names.slice(0, 100)], ["Lotse", ...names.slice(100)])).toHaveLength(101);
    expect(asked(["Lotse", ...names.slice(0, 99)], ["Lotse", ...names.slice(99)])).not.toContain("n100");
  });

  it("without any, change nothing; and whatever they are, give the same again", () => {
    const without = plainIndexOf(PAGES);
    fc.assert(
      fc.property(phrase, groups, (question, some) => {
        expect(found(indexOf([]), question)).toEqual(found(without, question));
        expect(found(indexOf(some), question)).toEqual(found(indexOf(some), question));
      }),
      { numRuns: 15 },
    );
  });

  it("do not tell what is in hidden passages: all is found as if these did not exist (S5)", () => {
    const hidden = [
      passage("secret", "de", "Kranich", "Kranich heißt die Übernahme. Homeoffice endet.", {
        audience: ["division:vorstand"],
      }),
      passage("plan", "de", "xyz", "Der Urlaub xyz.", { audience: ["division:vorstand"] }),
    ];
    fc.assert(
      fc.property(phrase, groups, (question, some) => {
        expect(found(indexOf(some, [...PAGES, ...hidden]), question)).toEqual(found(indexOf(some), question));
      }),
      { numRuns: 25 },
    );
  });
});
