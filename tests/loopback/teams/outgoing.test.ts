import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { card, company, words } from "./company.ts";
import type { Json } from "./world.ts";

let at: Awaited<ReturnType<typeof company>>;
beforeAll(async () => {
  at = await company();
});
afterAll(() => at.teams.close());

const appearance = (more: Json = {}) => ({
  "@type": "DigitalDocument",
  name: "Feedback basics",
  abstract: "Module 2: timing and wording",
  ...more,
});
const claim = (position: number, more: Json = {}) => ({
  "@type": "Claim",
  position,
  appearance: appearance(more),
});
const root = (...citation: Json[]) => ({
  type: "https://schema.org/Message",
  "@type": "Message",
  "@context": "https://schema.org",
  "@id": "",
  additionalType: ["AIGeneratedContent"],
  citation,
});
const text = "Early [1].";
const cited = (...citation: Json[]) => ({ text, entities: [root(...citation)] });
const many = (count: number) => Array.from({ length: count }, (_, place) => place + 1);
const adaptive = (more: Json) => ({
  contentType: "application/vnd.microsoft.card.adaptive",
  content: { type: "AdaptiveCard", version: "1.5", body: [], ...more },
});
const suggest = (to: string[], more: Json = {}) => ({
  text: "Hello",
  suggestedActions: { to, actions: [{ type: "imBack", title: "Help", value: "help" }] },
  ...more,
});
const execute = { type: "Action.Execute", title: "Again", verb: "again" };

describe("what a bot may send in the loopback Teams", () => {
  it("is text and cards, with sources, mentions of people who are there, and suggestions", async () => {
    const full = {
      url: "https://learn.example.com/c/42",
      keywords: ["feedback", "talks"],
      image: { "@type": "ImageObject", name: "Text" },
      text: JSON.stringify(adaptive({ body: [words("x")] }).content),
      encodingFormat: "application/vnd.microsoft.card.adaptive",
    };
    const message = { ...cited(claim(1, full)), attachments: [card(words("Below"))] };
    expect((await at.say(at.ana.chat(), message)).status).toBe(201);
    expect(at.ana.sees().at(-1)).toMatchObject({
      words: "Early [1].\nBelow",
      ai: true,
      sources: [{ position: 1, name: "Feedback basics", url: full.url }],
    });
    const mention = { type: "mention", text: "<at>Ana</at>", mentioned: { id: at.ana.id, name: "Ana" } };
    await at.say(at.general, { text: "<at>Ana</at> look", entities: [mention] });
    expect(at.ben.sees(at.general).at(-1)?.mentions).toEqual(["Ana"]);
    await at.say(at.ana.chat(), suggest([at.ana.id]));
    expect(at.ana.seesSuggestions()).toEqual(["Help"]);
  });

  it("keeps the limits of citations", async () => {
    const all = many(20).map((position) => claim(position));
    const long = {
      text: many(20)
        .map((n) => `[${n}]`)
        .join(" "),
      entities: [root(...all)],
    };
    expect((await at.say(at.ana.chat(), long)).status).toBe(201);
  });

  it.each<[string, Json]>([
    ["nothing", {}],
    ["another type", { type: "event", text: "x" }],
    ["a format that there is not", { text: "x", textFormat: "html" }],
    ["two root entities", { text, entities: [root(), root()] }],
    ["more than twenty sources", cited(...many(21).map((n) => claim(n)))],
    ["a source that the text does not cite", cited(claim(2))],
    ["two sources in one place", cited(claim(1), claim(1))],
    ["a source with a long name", cited(claim(1, { name: "x".repeat(81) }))],
    ["a source with a long abstract", cited(claim(1, { abstract: "x".repeat(161) }))],
    ["a source without an abstract", cited(claim(1, { abstract: "" }))],
    ["a source with four keywords", cited(claim(1, { keywords: ["a", "b", "c", "d"] }))],
    ["a source with a long keyword", cited(claim(1, { keywords: ["x".repeat(29)] }))],
    [
      "a source with a picture that there is not",
      cited(claim(1, { image: { "@type": "ImageObject", name: "Owl" } })),
    ],
    ["a source that is not https", cited(claim(1, { url: "http://learn.example.com" }))],
    ["a source with text of no format", cited(claim(1, { text: "{}" }))],
    [
      "a source with text that is no card",
      cited(claim(1, { text: "Module 2", encodingFormat: "application/vnd.microsoft.card.adaptive" })),
    ],
    ["an entity of another shape", { text, entities: [{ ...root(), name: "x" }] }],
    ["an attachment of another kind", { attachments: [{ contentType: "text/html", content: "<b>" }] }],
    ["a card of no version", { attachments: [adaptive({ version: undefined })] }],
    ["a card of version 1.6", { attachments: [adaptive({ version: "1.6" })] }],
    ["an element that there is not", { attachments: [card({ type: "Carousel", pages: [] })] }],
    ["an element that lacks something", { attachments: [card({ type: "TextBlock" })] }],
    ["an action without a title", { attachments: [adaptive({ actions: [{ type: "Action.Execute" }] })] }],
    ["two inputs of one name", { attachments: [card(input("a"), input("a"))] }],
    [
      "a picture that is not https",
      { attachments: [card({ type: "Image", url: "http://x.example/a.png" })] },
    ],
    ["a link that leads elsewhere", { attachments: [adaptive({ actions: [link("javascript:alert(1)")] })] }],
    ["a refresh without Action.Execute", { attachments: [adaptive({ refresh: { userIds: [] } })] }],
    [
      "a refresh for more than sixty",
      { attachments: [adaptive({ refresh: { action: execute, userIds: many(61).map(String) } })] },
    ],
    ["feedback of no kind", { text, channelData: { feedbackLoop: { type: "stars" } } }],
  ])("is not %s", async (_, given) => {
    const { status, body } = await at.say(at.ana.chat(), given);
    expect([status, body.error?.code]).toEqual([400, "BadArgument"]);
  });

  it("is no suggestion for others, in groups, or beside cards", async () => {
    for (const [where, given] of [
      [at.ana.chat(), suggest([at.ben.id])],
      [at.ana.chat(), suggest([])],
      [at.general, suggest([at.ana.id])],
      [at.ana.chat(), suggest([at.ana.id], { attachments: [card(words("x"))] })],
    ] as const) {
      expect((await at.say(where, given)).status).toBe(400);
    }
  });

  it("mentions nobody who is not there, and nobody unseen (S9)", async () => {
    const mention = (id: string, word: string) => ({
      text: "<at>Ana</at>",
      entities: [{ type: "mention", text: word, mentioned: { id, name: "Ana" } }],
    });
    expect((await at.say(at.general, mention("29:nobody", "<at>Ana</at>"))).status).toBe(400);
    expect((await at.say(at.general, mention(at.ana.id, "<at>Ben</at>"))).status).toBe(400);
    await at.say(at.general, { text: "<at>Ana</at> is only text" });
    expect(at.ana.sees(at.general).at(-1)?.mentions).toEqual([]);
  });

  it("is not too large, as a whole or as a card", async () => {
    const { status, body } = await at.say(at.ana.chat(), { text: "x".repeat(52 * 1024) });
    expect([status, body.error?.code]).toEqual([413, "MessageSizeTooBig"]);
    expect((await at.say(at.ana.chat(), { text: "x".repeat(40 * 1024) })).status).toBe(201);
    const large = { attachments: [card(words("x".repeat(29 * 1024)))] };
    expect((await at.say(at.ana.chat(), large)).status).toBe(413);
  });
});

function input(id: string): Json {
  return { type: "Input.Text", id, label: id };
}
function link(url: string): Json {
  return { type: "Action.OpenUrl", title: "Open", url };
}
