import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Form } from "../../src/channel/block.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { blockOf, openPage, type Page, wordsOf } from "../page.ts";

describe("feedback on an answer", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;
  let about: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    home = await house({ folder: folder.path });
    ida = await openPage(home, "ida");
    about = blockOf(await ida.say("Wie hoch ist mein Lernbudget?", 2), "feedback").about;
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  const stored = () => home.store.read.selectFrom("feedback").selectAll().execute();
  const comment = (text: string) => ({
    kind: "form",
    form: "ask.comment",
    value: about,
    values: { comment: text },
  });
  const press = (action: string) => ida.send({ kind: "action", action, value: about });

  it("is stored with a thank-you, and the latest thumb wins", async () => {
    expect(wordsOf(await ida.send({ kind: "feedback", about, verdict: "helpful" }))).toContain(
      "Danke, das hilft.",
    );
    expect(wordsOf(await ida.send({ kind: "feedback", about, verdict: "unhelpful" }))).toContain("Schade");
    expect(await stored()).toMatchObject([{ answer: about, verdict: "unhelpful", sealed_comment: null }]);
  });

  it("is shown again when the page is loaded anew", async () => {
    await ida.send({ kind: "feedback", about, verdict: "helpful" });
    const again = await openPage(home, "ida");
    await again.until(() => again.messages.size > 0);
    expect(blockOf([...again.messages.values()], "feedback").chosen).toBe("helpful");
    await again.close();
  });

  it("sends a comment only after its author has seen it, word for word (P4)", async () => {
    const thanks = await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    const [button] = blockOf(thanks, "buttons").buttons;
    expect(button).toMatchObject({ kind: "form", form: "ask.comment", value: about });
    const form = (await (await ida.get(`/api/forms/ask.comment?value=${about}`)).json()) as Form;
    expect(form.fields.map((field) => field.name)).toEqual(["comment"]);

    const words = "Was gilt bei <b>Teilzeit</b>?\nDas fehlt.";
    const preview = await ida.send(comment(words));
    expect(blockOf(preview, "quote").parts).toEqual([{ text: words, mark: false }]);
    expect(await stored()).toMatchObject([{ sealed_comment: null }]);

    expect(wordsOf(await press("ask.send"))).toContain("Abgeschickt");
    const [row] = await stored();
    expect(home.sealer.open(row?.sealed_comment ?? "", ["feedback", ORG, about])).toBe(words);
    expect(JSON.stringify(row)).not.toContain("ida");
  });

  it("keeps nothing of a comment that was discarded", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    await ida.send(comment("Doch nicht"));
    expect(wordsOf(await press("ask.discard"))).toContain("Verworfen");
    expect(await stored()).toMatchObject([{ sealed_comment: null }]);
    expect(wordsOf(await press("ask.send"))).toContain("nicht mehr offen");
    expect(await stored()).toMatchObject([{ sealed_comment: null }]);
  });

  it("shows what is wrong with a form at once, and stores nothing", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    const empty = await ida.post(comment("   "));
    expect(empty.status).toBe(422);
    expect(await empty.json()).toEqual({
      state: "invalid",
      errors: { comment: expect.stringContaining("ein paar Worte") },
    });
    const long = await ida.post(comment("x".repeat(1001)));
    expect(long.status).toBe(422);
    expect(
      await home.store.read.selectFrom("inbox").select("event").where("state", "=", "waiting").execute(),
    ).toEqual([]);
  });

  it("answers a question in between, and the preview waits", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    await ida.send(comment("Später"));
    expect(wordsOf(await ida.say("Wie beantrage ich eine Schulung?"))).toContain("Personalportal");
    expect(wordsOf(await press("ask.send"))).toContain("Abgeschickt");
  });

  it("drops the preview when asked to cancel", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    await ida.send(comment("Nie"));
    expect(wordsOf(await ida.say("abbrechen"))).toBe("Gut, das lassen wir.");
    expect(wordsOf(await press("ask.send"))).toContain("nicht mehr offen");
  });

  it("has one effect when the button is pressed twice at once", async () => {
    const id = crypto.randomUUID();
    const event = { kind: "feedback", about, verdict: "helpful", id };
    await Promise.all(Array.from({ length: 20 }, () => ida.post(event)));
    await ida.post({ ...event, id: crypto.randomUUID() });
    await ida.say("Wie beantrage ich eine Schulung?");
    expect(wordsOf(ida.fromLotse()).match(/Danke, das hilft/g)).toHaveLength(1);
  });

  it("says so when the answer is not known", async () => {
    expect(
      wordsOf(await ida.send({ kind: "feedback", about: "no-such-answer", verdict: "helpful" })),
    ).toContain("nicht mehr gespeichert");
  });
});
