import { describe, expect, it } from "vitest";
import { corpus as corpusIn } from "./corpus.ts";
import { documentsOf, passage } from "./handbook.fixture.ts";
import { memory } from "./memory.ts";
import { askedInHeading, askedStems } from "./question-headings.ts";

/** How much of the question a heading is, among headings that say it all. */
function asked(question: string, title: string, section: string): number {
  const corpus = corpusIn(memory(), 3);
  const news = { words: [], grown: [] };
  const placed = passage("p", "en", title, "…", { section });
  const documents = documentsOf([placed, passage("q", "en", question, "…")]);
  for (const document of documents) corpus.add(document, news);
  return askedInHeading(askedStems(question, corpus), 0, corpus);
}

describe("a heading that is a question", () => {
  it("is the whole question when it is asked word for word", () => {
    expect(asked("How much is the budget?", "FAQ", "How much is the budget? FAQ?")).toBeGreaterThan(0.8);
    expect(asked("Wie viel Lernzeit habe ich?", "Lernzeit", "Wie viel Lernzeit habe ich?")).toBe(1);
  });

  it("tells how much from how long, although these are stop words", () => {
    const question = "How much learning time do I have?";
    const much = asked(question, "Learning time", "How much learning time do I have?");
    const long = asked(question, "Learning time", "How long does learning time last?");
    expect(much).toBeGreaterThan(long);
  });

  it("speaks of the document's title where it names nothing of it itself", () => {
    const question = "How much is my learning budget?";
    expect(asked(question, "Learning budget", "How much do I get?")).toBeGreaterThan(
      asked(question, "Mentoring", "How much do I get?"),
    );
  });

  it("counts only where it is a question", () => {
    expect(asked("Learning budget", "Learning budget", "Learning budget")).toBe(0);
    expect(asked("Learning budget?", "Learning budget?", "")).toBe(1);
  });
});
