import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { item } from "../../../src/channel/samples.fixture.ts";
import { hostileItems } from "../../../tests/teams/hostile.ts";
import { all, attachmentOffences } from "../../../tests/teams/limits.ts";
import { libraryOffences, schemaOffences } from "../../../tests/teams/official.ts";
import { readCard, readFlat } from "../../../tests/teams/reading.ts";
import { renderPreview, renderSearchResults } from "./search.ts";

describe("items that somebody searches for in the box to write in", () => {
  it("are a line each, and a card that only opens: nothing in it is about the one who posts it", () => {
    const { composeExtension } = renderSearchResults([item], "en");
    expect(composeExtension).toMatchObject({ type: "result", attachmentLayout: "list" });
    const [found] = composeExtension.attachments;
    expect(found?.preview).toEqual({
      contentType: "application/vnd.microsoft.card.thumbnail",
      content: { title: "Pivot in twelve minutes", text: "Video, 12 minutes" },
    });
    expect(all(found?.content, "type").filter((type) => /^Action\./.test(String(type)))).toEqual([
      "Action.OpenUrl",
    ]);
    expect(JSON.stringify(found)).not.toContain("For your goal");
  });

  it("are within every limit, a page at most, and mention nobody (S9)", () => {
    fc.assert(
      fc.property(hostileItems, fc.constantFrom("de", "en"), (items, language) => {
        const { attachments } = renderSearchResults(items, language).composeExtension;
        expect(attachments.length).toBe(Math.min(items.length, 25));
        for (const { preview, ...attachment } of attachments) {
          expect(attachmentOffences(attachment)).toEqual([]);
          expect(readCard(attachment.content).effects).toEqual([]);
          const { title, text } = preview.content;
          expect([...readFlat(title), ...readFlat(text)]).toEqual([]);
          expect(title.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("are cards that the public library and the published schema take", () => {
    for (const { content } of renderSearchResults([item], "de").composeExtension.attachments)
      expect([...libraryOffences(content), ...schemaOffences(content)]).toEqual([]);
  });

  it("stand below a link that somebody writes", () => {
    expect(renderPreview(item, "en").composeExtension.attachments).toHaveLength(1);
  });
});
