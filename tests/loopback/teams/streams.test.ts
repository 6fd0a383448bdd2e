import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { card, company, words } from "./company.ts";
import type { Json } from "./world.ts";

let at: Awaited<ReturnType<typeof company>>;
beforeAll(async () => {
  at = await company();
});
afterAll(() => at.teams.close());
// One stream a chat: those of the tests before are long over.
beforeEach(() => at.teams.passes(200_000));

type Piece = { text?: string; type?: string; sequence?: number; id?: string; kind?: string; more?: Json };
const LABEL = { type: "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org" };

function piece({ text, type = "typing", sequence, id, kind = "streaming", more = {} }: Piece): Json {
  const { entities = [], ...rest } = more as { entities?: Json[] };
  const info = {
    type: "streaminfo",
    streamType: kind,
    ...(id !== undefined && { streamId: id }),
    ...(sequence !== undefined && { streamSequence: sequence }),
  };
  return { type, ...(text !== undefined && { text }), entities: [info, ...entities], ...rest };
}
const stream = (given: Piece) => at.say(at.ana.chat(), piece(given));
const refusal = async (answer: ReturnType<typeof stream>) => {
  const { status, body } = await answer;
  return [status, body.error?.code, body.error?.message];
};
const begin = async (text = "Give", kind = "streaming"): Promise<string> =>
  (await stream({ text, kind, sequence: 1 })).body.id ?? "";
/** A second later, which is as soon as the next piece may come. */
const later = (given: Piece) => {
  at.teams.passes(1001);
  return stream(given);
};
const end = (id: string, text: string, more: Json = {}) =>
  later({ type: "message", kind: "final", id, text, more });
const last = () => at.ana.sees().at(-1);

describe("a stream in the loopback Teams", () => {
  it("is seen while it is written, and has its sources, label and thumbs at the end", async () => {
    const id = await begin("Looking through the catalogue …", "informative");
    expect(last()).toMatchObject({ id, words: "Looking through the catalogue …", live: true });
    expect(await later({ id, sequence: 2, text: "Give" })).toMatchObject({ status: 202, body: {} });
    expect(last()?.words).toBe("Give");
    await later({ id, sequence: 3, text: "Give feedback early" });
    const root = { ...LABEL, "@id": "", additionalType: ["AIGeneratedContent"] };
    const more = { entities: [root], channelData: { feedbackLoop: { type: "default" } } };
    expect(await end(id, "Give feedback early.", more)).toMatchObject({ status: 202 });
    expect(last()).toMatchObject({
      id,
      words: "Give feedback early.",
      live: false,
      ai: true,
      feedback: "default",
    });
  });

  it("comes at most once a second", async () => {
    const id = await begin();
    const early = await stream({ id, sequence: 2, text: "Give feedback" });
    expect(early).toMatchObject({ status: 429, body: { message: "API calls quota exceeded" } });
    expect((await later({ id, sequence: 2, text: "Give feedback" })).status).toBe(202);
  });

  it("has its whole text in each piece, in order; what comes late is dropped", async () => {
    const id = await begin();
    await later({ id, sequence: 3, text: "Give feedback" });
    const late = await later({ id, sequence: 2, text: "Give feed" });
    const code = "ContentStreamSequenceOrderPreConditionFailed";
    expect(late).toMatchObject({ status: 202, body: { error: { code } } });
    expect(last()?.words).toBe("Give feedback");
    const [status, , sentence] = await refusal(later({ id, sequence: 4, text: " early" }));
    expect([status, sentence]).toEqual([400, "Streamed text has to begin with what was streamed before"]);
  });

  it("ends after two minutes, whatever is missing; its message can still be edited", async () => {
    const id = await begin();
    at.teams.passes(120_001);
    const over = [403, "ContentStreamNotAllowed", "Content stream finished due to exceeded streaming time."];
    expect(await refusal(stream({ id, sequence: 2, text: "Give feedback" }))).toEqual(over);
    expect(await refusal(end(id, "Give feedback early."))).toEqual(over);
    const path = `/${at.ana.chat()}/activities/${id}`;
    const edit = await at.call("PUT", path, { type: "message", text: "Give feedback early." });
    expect(edit.status).toBe(200);
    expect(last()).toMatchObject({ id, words: "Give feedback early.", live: false });
  });

  it("goes over into an edit before its time is up", async () => {
    const id = await begin();
    const path = `/${at.ana.chat()}/activities/${id}`;
    const unfinished = piece({ type: "message", kind: "final", id, text: "x" });
    expect((await at.call("PUT", path, unfinished)).status).toBe(400);
    await at.call("PUT", path, { type: "message", text: "All of it." });
    expect(last()).toMatchObject({ words: "All of it.", live: false });
    const finished = "Content stream is not allowed on an already completed streamed message";
    expect((await refusal(later({ id, sequence: 2, text: "All of it. And" })))[2]).toBe(finished);
  });

  it("ends when its reader says stop, and the bot hears it with its next piece", async () => {
    const id = await begin();
    at.ana.pressesStop();
    const stopped = [403, "ContentStreamNotAllowed", "Content stream was canceled by user."];
    expect(await refusal(later({ id, sequence: 2, text: "Give feedback" }))).toEqual(stopped);
    expect(await refusal(end(id, "Give feedback early."))).toEqual(stopped);
    expect(last()?.live).toBe(false);
    at.teams.givesReasons("none");
    expect(await refusal(end(id, "Give feedback early."))).toEqual(stopped);
    at.teams.givesReasons("code");
    expect(() => at.ana.pressesStop()).toThrow("nothing is being written");
  });

  it("takes nothing after its end", async () => {
    const id = await begin();
    await end(id, "Give feedback early.");
    const answer = await refusal(end(id, "Give feedback early."));
    expect(answer[2]).toBe("Content stream is not allowed on an already completed streamed message");
  });

  it("is for personal chats only, one at a time", async () => {
    const notAllowed = [403, "ContentStreamNotAllowed", "Content stream is not allowed"];
    expect(await refusal(at.say(at.general, piece({ text: "x", sequence: 1 })))).toEqual(notAllowed);
    await begin();
    expect(await refusal(stream({ text: "x", sequence: 1 }))).toEqual(notAllowed);
    expect((await at.say(at.ben.chat(), piece({ text: "x", sequence: 1 }))).status).toBe(201);
  });

  it("refuses what is too large with a reason of its own", async () => {
    const id = await begin();
    const answer = await refusal(later({ id, sequence: 2, text: `Give${"x".repeat(51 * 1024)}` }));
    expect(answer).toEqual([403, "ContentStreamNotAllowed", "Message size too large"]);
  });

  it.each<[string, Piece]>([
    ["a beginning without text", { sequence: 1 }],
    ["a beginning with another number", { text: "x", sequence: 2 }],
    ["a piece without a number", { text: "x" }],
    ["an end that names no stream", { type: "message", kind: "final", text: "x" }],
    ["an end with a number", { type: "message", kind: "final", text: "x", id: "1", sequence: 3 }],
    ["an end that is of type typing", { kind: "final", text: "x", id: "1" }],
    ["a piece that is a message", { type: "message", text: "x", sequence: 1 }],
    ["a kind of piece that there is not", { text: "x", sequence: 1, kind: "more" }],
    ["a stream nobody began", { text: "x", sequence: 2, id: "1" }],
    ["a long informative update", { text: "x".repeat(1001), sequence: 1, kind: "informative" }],
    ["sources before the end", { text: "x", sequence: 1, more: { entities: [LABEL] } }],
    ["a card before the end", { text: "x", sequence: 1, more: { attachments: [card(words("x"))] } }],
    [
      "thumbs before the end",
      { text: "x", sequence: 1, more: { channelData: { feedbackLoop: { type: "default" } } } },
    ],
  ])("refuses %s", async (_, given) => {
    const [status, code] = await refusal(stream(given));
    expect([status, code]).toEqual([400, "BadRequest"]);
  });

  it("refuses informative updates once there is text", async () => {
    const id = await begin();
    const [status] = await refusal(later({ id, sequence: 2, text: "Still looking", kind: "informative" }));
    expect(status).toBe(400);
  });
});
