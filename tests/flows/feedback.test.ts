import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Form } from "../../src/channel/block.ts";
import type { Store } from "../../src/store/store.ts";
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
    form: "comment.write",
    value: about,
    values: { comment: text },
  });
  /** Presses a button of the latest preview, or of an earlier one. */
  const press = async (action: string, value?: string) => {
    const latest = ida
      .fromLotse()
      .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : [])));
    const button = latest.findLast((one) => one.kind === "action" && one.action === action);
    return ida.send({ kind: "action", action, value: value ?? button?.value ?? "" });
  };

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
    expect(button).toMatchObject({ kind: "form", form: "comment.write", value: about });
    const form = (await (await ida.get(`/api/forms/comment.write?value=${about}`)).json()) as Form;
    expect(form.fields.map((field) => field.name)).toEqual(["comment"]);

    const words = "Was gilt bei <b>Teilzeit</b>?\nDas fehlt.";
    const preview = await ida.send(comment(words));
    expect(blockOf(preview, "quote").parts).toEqual([{ text: words, mark: false }]);
    expect(await stored()).toMatchObject([{ sealed_comment: null }]);

    expect(wordsOf(await press("comment.send"))).toContain("Abgeschickt");
    const [row] = await stored();
    expect(home.sealer.open(row?.sealed_comment ?? "", ["feedback", ORG, about])).toBe(words);
    expect(JSON.stringify(row)).not.toContain("ida");
  });

  it("keeps nothing of a comment that was discarded", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    await ida.send(comment("Doch nicht"));
    expect(wordsOf(await press("comment.discard"))).toContain("Verworfen");
    expect(await stored()).toMatchObject([{ sealed_comment: null }]);
    expect(wordsOf(await press("comment.send"))).toContain("gilt nicht mehr");
    expect(await stored()).toMatchObject([{ sealed_comment: null }]);
  });

  it("sends from the latest preview only, never another text than the one above the button (P4)", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    const first = blockOf(await ida.send(comment("Erste Fassung")), "buttons").buttons[0];
    await ida.send(comment("Zweite Fassung"));
    expect(wordsOf(await press("comment.send", first?.value))).toContain("gilt nicht mehr");
    expect(await stored()).toMatchObject([{ sealed_comment: null }]);
    expect(wordsOf(await press("comment.send"))).toContain("Abgeschickt");
    const [row] = await stored();
    expect(home.sealer.open(row?.sealed_comment ?? "", ["feedback", ORG, about])).toBe("Zweite Fassung");
  });

  it("keeps the thumb as it is when the comment is sent", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    await ida.send(comment("Doch gut"));
    await ida.send({ kind: "feedback", about, verdict: "helpful" });
    await press("comment.send");
    expect(await stored()).toMatchObject([{ verdict: "helpful", sealed_comment: expect.any(String) }]);
  });

  it("cannot be joined to a person in the store", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    await ida.send(comment("Wer war das?"));
    await press("comment.send");
    const tables = ["learner", "identity", "conversation", "inbox", "outbox", "transcript"] as const;
    for (const table of tables) {
      const rows = JSON.stringify(await home.store.read.selectFrom(table).selectAll().execute());
      expect(rows, table).not.toContain(about);
    }
    const [answer] = await home.store.read.selectFrom("answer").selectAll().execute();
    expect(Object.keys(answer ?? {}).sort()).toEqual(["answer", "band", "day", "language", "org"]);
  });

  it("lets a greeting in between be a greeting", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    await ida.send(comment("Später"));
    expect(wordsOf(await ida.say("Hallo"))).toContain("Hallo Ida");
    expect(wordsOf(await press("comment.send"))).toContain("Abgeschickt");
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
    expect(wordsOf(await press("comment.send"))).toContain("Abgeschickt");
  });

  it("drops the preview when asked to cancel", async () => {
    await ida.send({ kind: "feedback", about, verdict: "unhelpful" });
    await ida.send(comment("Nie"));
    expect(wordsOf(await ida.say("abbrechen"))).toBe("Gut, das lassen wir.");
    expect(wordsOf(await press("comment.send"))).toContain("gilt nicht mehr");
  });

  it("is taken the moment the answer is shown, also where the store is slow", async () => {
    const around = (store: Store): Store => ({
      ...store,
      async write(work, org) {
        await pause(20);
        return store.write(work, org);
      },
    });
    const elsewhere = temporaryFolder();
    const slow = await house({ folder: elsewhere.path, around });
    const page = await openPage(slow, "ben");
    const shown = blockOf(await page.say("Wie hoch ist mein Lernbudget?", 2), "feedback").about;
    const known = await slow.store.read.selectFrom("answer").select("answer").execute();
    expect(known).toEqual([{ answer: shown }]);
    await page.close();
    await slow.close();
    elsewhere.remove();
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
