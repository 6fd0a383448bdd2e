import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/channel/block.ts";
import { cited, claims, quote, said, sources, thumbs } from "../../../src/channel/samples.fixture.ts";
import { HOSTILE, hostileBlocks } from "../../../tests/teams/hostile.ts";
import { all, messageOffences } from "../../../tests/teams/limits.ts";
import { libraryOffences, schemaOffences } from "../../../tests/teams/official.ts";
import { readCard, readFlat, readMarkdown, seen } from "../../../tests/teams/reading.ts";
import { renderMessage } from "./message.ts";

const MANY = { numRuns: 150 };
const language = fc.constantFrom("de" as const, "en" as const);
const place = fc.constantFrom("personal" as const, "shared" as const);
const messageOf = (...blocks: Block[]) => renderMessage(blocks, "en", "personal");

/** Addresses that blocks name: nothing else may become a link. */
function named(blocks: Block[]): (string | undefined)[] {
  return blocks
    .flatMap((block) => {
      if (block.kind === "citations") return block.citations.map(({ url }) => url);
      return block.kind === "cards" ? block.cards.map(({ url }) => url) : [];
    })
    .map((url) => (url === null ? undefined : URL.parse(url)?.href));
}

describe("any message in Teams", () => {
  it("is within every limit, whatever is in it (S9)", () => {
    fc.assert(
      fc.property(hostileBlocks, language, place, (blocks, language, place) => {
        expect(messageOffences(renderMessage(blocks, language, place))).toEqual([]);
      }),
      MANY,
    );
  });

  it("has cards that the public library and the published schema take", () => {
    fc.assert(
      fc.property(hostileBlocks, language, (blocks, language) => {
        for (const { content } of renderMessage(blocks, language, "personal").attachments) {
          expect(libraryOffences(content)).toEqual([]);
          expect(schemaOffences(content)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("mentions nobody, works nothing out, and links only to its sources and items (S8, S9)", () => {
    fc.assert(
      fc.property(hostileBlocks, place, (blocks, place) => {
        const { text, summary, attachments, entities } = renderMessage(blocks, "de", place);
        const ours = ["strong", "emphasis", "blockquote"];
        expect(readMarkdown(text).effects.filter((effect) => !ours.includes(effect))).toEqual([]);
        expect(readFlat(summary)).toEqual([]);
        for (const { content } of attachments) {
          const { links, effects } = readCard(content);
          expect(effects).toEqual([]);
          expect(links.filter((link) => !named(blocks).includes(String(link)))).toEqual([]);
        }
        const notes = entities.flatMap(({ citation = [] }) => citation.map(({ appearance }) => appearance));
        expect(notes.flatMap(({ name, abstract }) => [...readFlat(name), ...readFlat(abstract)])).toEqual([]);
        expect(notes.filter(({ url }) => url !== undefined && !named(blocks).includes(url))).toEqual([]);
        expect(JSON.stringify(entities)).not.toContain('"mention"');
      }),
      MANY,
    );
  });

  it("keeps what can be done and where it is from, when there is too much", () => {
    const long = "All of it is here. ".repeat(4000);
    const buttons: Block = {
      kind: "buttons",
      buttons: [{ kind: "form", label: "Write", form: "request.write", value: "" }],
    };
    const message = messageOf(
      said(long),
      { ...quote, parts: [{ text: long, mark: true }] },
      sources,
      said(long),
      buttons,
    );
    expect(messageOffences(message)).toEqual([]);
    expect(seen(message.text)).toContain("[1] Budget · How much? · Learning team");
    expect(message.text).toContain("That is more than fits here");
    expect(message.entities[0]?.citation).toHaveLength(1);
    expect(all(message.attachments, "lotse")).toEqual([
      { kind: "passage", passage: cited.passage },
      { kind: "form", form: "request.write", value: "" },
    ]);
    expect(JSON.stringify(messageOf(buttons, said(long)))).toContain("That is more than fits here");
  });

  it("is a card with a sentence instead of nothing, and never empty", () => {
    expect(messageOf().text).toBe("Lotse has written to you.");
    expect(renderMessage([said("\u200B ")], "de", "personal").text).toBe("Lotse hat dir geschrieben.");
  });
});

describe("a model's claims in Teams", () => {
  it("stand under the words that say so, with their notes and the label of Teams, and nothing in them is markup (P16, S8)", () => {
    const message = messageOf(claims, sources);
    const [label, first, second] = message.text.split("\n\n");
    expect([seen(label ?? ""), seen(first ?? "")]).toEqual([
      "*Written by an AI.*",
      "The budget is **1,200 euros** a year. [1]",
    ]);
    expect(second).not.toMatch(/(?<!\\)[*<]|(?<!\\)\[2\]/);
    const [entity] = messageOf(claims).entities;
    expect(entity).toMatchObject({ additionalType: ["AIGeneratedContent"] });
  });
});

describe("an answer in Teams", () => {
  const answer = messageOf(said("I found this:"), quote, sources, thumbs);

  it("is text with notes to its sources, the label that it is made by AI, and thumbs with a comment (P16)", () => {
    expect(seen(answer.text)).toBe(
      [
        "I found this:",
        "**Quotation from “Budget”**",
        "> There is a budget. **It is 1,200 euros a year.** [1]",
        "**Sources**",
        "[1] Budget · How much? · Learning team",
      ].join("\n\n"),
    );
    expect(answer.entities).toEqual([
      {
        type: "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
        additionalType: ["AIGeneratedContent"],
        citation: [
          {
            "@type": "Claim",
            position: 1,
            appearance: {
              "@type": "DigitalDocument",
              name: "Budget",
              abstract: "How much? · Learning team",
              url: cited.url,
            },
          },
        ],
      },
    ]);
    expect(answer.channelData).toEqual({ feedbackLoop: { type: "custom" } });
    expect(answer.summary).toMatch(/^I found this: – Quotation/);
  });

  it("has a button for each source, which opens its passage", () => {
    expect(answer.attachments[0]?.content.body).toEqual([
      {
        type: "ActionSet",
        actions: [
          {
            type: "Action.Submit",
            title: "Source 1",
            tooltip: "Look at source 1: Budget",
            data: { msteams: { type: "task/fetch" }, lotse: { kind: "passage", passage: cited.passage } },
          },
        ],
      },
    ]);
  });

  it("has twenty notes at most; every other source has its line and its button", () => {
    const citations = Array.from({ length: 25 }, (_, at) => ({ ...cited, number: at + 1 }));
    const message = messageOf(said("Much."), { kind: "citations", label: "Sources", citations });
    expect(message.entities[0]?.citation).toHaveLength(20);
    expect(seen(message.text)).toContain("[25] Budget");
    expect(all(message.attachments, "title")).toContain("Source 25");
  });

  it("names no address any more when there are too many long ones", () => {
    const url = `https://intranet.example/${"long".repeat(480)}`;
    const citations = Array.from({ length: 20 }, (_, at) => ({ ...cited, number: at + 1, url }));
    const message = messageOf({ kind: "citations", label: "Sources", citations });
    const urls = (message.entities[0]?.citation ?? []).map(({ appearance }) => appearance.url);
    expect(urls[0]).toBe(url);
    expect(urls.at(-1)).toBeUndefined();
    expect(messageOffences(message)).toEqual([]);
  });

  it("makes notes of its own numbers only, not of those in somebody's words", () => {
    const { text } = messageOf(
      said("So it is [1], not [7]."),
      { ...quote, parts: [{ text: "see [1]", mark: false }] },
      sources,
    );
    expect(seen(text).match(/(?<!\\)\[\d\]/g)).toEqual(["[1]", "[1]", "[1]"]);
    expect(seen(text)).toContain("not \\[7\\].");
    expect(seen(text)).toContain("> see \\[1\\] [1]");
  });

  it("is labelled also when it was stopped before its sources", () => {
    const [entity] = messageOf(quote).entities;
    expect(entity?.additionalType).toEqual(["AIGeneratedContent"]);
    expect(entity?.citation).toBeUndefined();
  });

  it("is not labelled when it is none", () => {
    expect(messageOf(said("All right, I've dropped it."), { ...quote, citation: null }).entities).toEqual([]);
  });
});

describe("prompts in Teams", () => {
  const ask = (...prompts: string[]): Block => ({ kind: "prompts", label: "For example:", prompts });

  it("are suggested where one is alone with Lotse", () => {
    const message = messageOf(said("Ask me."), ask("How much?", "Who pays?"));
    expect(message.suggestedActions).toEqual({
      actions: [
        { type: "imBack", title: "How much?", value: "How much?" },
        { type: "imBack", title: "Who pays?", value: "Who pays?" },
      ],
    });
    expect(message.text).toContain("*For example:");
    expect(message.attachments).toEqual([]);
  });

  it.each([
    ["among others", renderMessage([ask("How much?")], "en", "shared")],
    ["beside a card", messageOf(ask("How much?"), sources)],
    ["when there are more than three", messageOf(ask("A", "B", "C", "D"))],
    ["when one is too long", messageOf(ask(`How ${"very ".repeat(20)}much?`))],
    ["when one is not what it seems", messageOf(ask("What is <at>Ida</at>?"))],
  ])("are buttons %s", (_when, message) => {
    expect(message.suggestedActions).toBeUndefined();
    expect(all(message.attachments, "msteams")).toContainEqual(
      expect.objectContaining({ type: "messageBack" }),
    );
  });

  it("are sent as they were written, and shown as something harmless (S9)", () => {
    for (const prompt of HOSTILE) {
      const [back] = all(messageOf(ask(prompt, "B", "C", "D")).attachments, "msteams");
      const { text, displayText } = back as { text: string; displayText: string };
      expect(readFlat(displayText)).toEqual([]);
      expect(seen(displayText)).toBe(seen(text));
    }
  });
});
