import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Hands, hands } from "../hands.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { blockOf, openPage, type Page, wordsOf } from "../page.ts";

describe.each([
  {
    language: "de",
    start: "Anfrage",
    write: "Anfrage schreiben",
    preview: "Das geht an das L&D-Team, Wort für Wort",
    anonymous: "ohne Namen",
    send: "Abschicken",
    sent: "Abgeschickt",
    edit: "Ändern",
    discard: "Verwerfen",
    mineToo: "Das brauche ich auch",
    none: "Keine davon: Vorschau meiner Anfrage",
    added: "jetzt 2 Stimmen",
    already: "schon gezählt",
    mine: "Meine Anfragen",
    decided: "gibt es eine Entscheidung",
    planned: "geplant",
    over: "nichts verschickt",
  },
  {
    language: "en",
    start: "Request",
    write: "Write a request",
    preview: "This goes to the L&D team, word for word",
    anonymous: "without a name",
    send: "Send",
    sent: "Sent.",
    edit: "Change",
    discard: "Discard",
    mineToo: "I need that too",
    none: "None of these: preview my request",
    added: "2 voices by now",
    already: "counted already",
    mine: "My requests",
    decided: "There is a decision",
    planned: "planned",
    over: "Nothing was sent",
  },
])("a learning request, in $language", (words) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  const pages: Page[] = [];

  beforeEach(async () => {
    folder = temporaryFolder();
    home = await house({ folder: folder.path });
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
    await home.close();
    folder.remove();
  });

  /** Somebody comes, speaks the language of this run and has been introduced. */
  async function come(person: string, language = words.language): Promise<{ page: Page; hand: Hands }> {
    const page = await openPage(home, person);
    pages.push(page);
    await page.until(() => page.seen.some(({ name }) => name === "snapshot"));
    const known = page.fromLotse().length > 0;
    await page.send({ kind: "action", action: "language.choose", value: language }, known ? 1 : 2);
    return { page, hand: hands(page) };
  }
  async function restart(): Promise<void> {
    for (const page of pages.splice(0)) await page.close();
    await home.close();
    home = await house({ folder: folder.path });
  }
  const need = {
    change: "Stundenzettel mit Pivot-Tabellen auswerten <b>selbst</b>",
    obstacle: "Niemand hat es uns gezeigt.\nDie Anleitung fehlt.",
  };
  const requests = () => home.store.read.selectFrom("request").selectAll().execute();
  const voices = () => home.store.read.selectFrom("voice").selectAll().orderBy("at").execute();
  async function sendOne({ page, hand }: { page: Page; hand: Hands }): Promise<void> {
    await page.say(words.start);
    await hand.fill(words.write, need);
    await hand.press(words.send, 2);
  }

  it("is sent only after its author has seen it, word for word, and only that is kept (P4)", async () => {
    const { page, hand } = await come("ida");
    await page.say(words.start);
    const preview = await hand.fill(words.write, need);
    expect(wordsOf(preview)).toContain(words.preview);
    const facts = blockOf(preview, "facts").facts.map(({ value }) => value);
    expect(facts).toEqual([
      need.change,
      need.obstacle,
      words.anonymous,
      words.language === "de" ? "Pivot-Tabellen" : "Pivot tables",
    ]);
    expect(await requests()).toEqual([]);
    await restart();
    const again = await come("ida");
    expect(wordsOf(await again.hand.press(words.send, 2))).toContain(words.sent);
    const [row] = await requests();
    const sealed = home.sealer.open(row?.sealed_framing ?? "", ["request", ORG, row?.request ?? ""]);
    expect(sealed).toEqual({ ...need, language: words.language, from: null });
    expect(row).toMatchObject({ state: "open", topics_json: '["pivot"]' });
    expect(JSON.stringify(row)).not.toContain("ida");
    expect(await voices()).toMatchObject([{ learner: "ida", author: 1 }]);
  });

  it("carries the name of its author if they choose so, and no name otherwise", async () => {
    const { page, hand } = await come("ida");
    await page.say(words.start);
    const preview = await hand.fill(words.write, { ...need, sender: "with" });
    expect(blockOf(preview, "facts").facts.map(({ value }) => value)).toContain("Ida");
    await hand.press(words.send, 2);
    const [row] = await requests();
    expect(home.sealer.open(row?.sealed_framing ?? "", ["request", ORG, row?.request ?? ""])).toMatchObject({
      from: "Ida",
    });
  });

  it("can be changed before it is sent, with everything that was typed still there", async () => {
    const { page, hand } = await come("ida");
    await page.say(words.start);
    await hand.fill(words.write, { ...need, sender: "with" });
    const first = hand.button(words.send);
    const form = await hand.form(words.edit);
    expect(form.fields.map(({ initial }) => initial)).toEqual([need.change, need.obstacle, "with"]);
    await hand.fill(words.edit, { obstacle: "Anders" });
    // The earlier preview's button does not send the newer text, nor its own.
    const old = first.kind === "action" ? first : null;
    expect(
      wordsOf(await page.send({ kind: "action", action: "request.send", value: old?.value ?? "" })),
    ).toContain(words.over);
    expect(await requests()).toEqual([]);
    await hand.press(words.send, 2);
    expect(await requests()).toHaveLength(1);
  });

  it("is forgotten when it is discarded, and sent once when the button is pressed twice", async () => {
    const { page, hand } = await come("ida");
    await page.say(words.start);
    await hand.fill(words.write, need);
    await hand.press(words.discard);
    expect(await requests()).toEqual([]);
    await page.say(words.start);
    await hand.fill(words.write, need);
    await hand.press(words.send, 2);
    expect(wordsOf(await hand.press(words.send))).toContain(words.over);
    expect(await requests()).toHaveLength(1);
  });

  it("shows similar requests first, and a voice counts once, from twenty presses too", async () => {
    await sendOne(await come("ida"));
    const ben = await come("ben");
    await ben.page.say(words.start);
    const similar = await ben.hand.fill(words.write, {
      change: "Unsere Stundenzettel als Pivot-Tabellen auswerten",
      obstacle: "Keine Zeit",
    });
    expect(blockOf(similar, "cards").cards).toMatchObject([{ title: need.change, body: need.obstacle }]);
    const join = ben.hand.button(words.mineToo);
    const event = { kind: "action", action: "request.join", value: join.kind === "action" ? join.value : "" };
    await Promise.all(Array.from({ length: 20 }, () => ben.page.post(event)));
    await ben.page.until(() => wordsOf(ben.page.fromLotse()).split(words.already).length >= 20);
    expect(wordsOf(ben.page.fromLotse())).toContain(words.added);
    expect(await voices()).toMatchObject([{ learner: "ida" }, { learner: "ben", author: 0 }]);
    expect(await requests()).toHaveLength(1);
  });

  it("never shows its author's name to colleagues, only to L&D (P4)", async () => {
    const ida = await come("ida");
    await ida.page.say(words.start);
    await ida.hand.fill(words.write, { ...need, sender: "with" });
    await ida.hand.press(words.send, 2);
    const ben = await come("ben");
    await ben.page.say(words.start);
    const similar = await ben.hand.fill(words.write, need);
    expect(wordsOf(similar)).toContain(need.change);
    expect(wordsOf(similar)).not.toContain("Ida");
    const uma = await come("uma", "de");
    expect(wordsOf(await uma.page.say("Anfragen"))).toContain("Von Ida");
  });

  it("cannot be sent past its preview (P4)", async () => {
    await sendOne(await come("ida"));
    const ben = await come("ben");
    await ben.page.say(words.start);
    await ben.hand.fill(words.write, need);
    const none = ben.hand.button(words.none);
    const value = none.kind === "action" ? none.value : "";
    expect(wordsOf(await ben.page.send({ kind: "action", action: "request.send", value }))).toContain(
      words.preview,
    );
    expect(await requests()).toHaveLength(1);
  });

  it("keeps what is being written when an old card is pressed in between", async () => {
    await sendOne(await come("ida"));
    const [request] = await requests();
    const ben = await come("ben");
    await ben.page.say(words.start);
    await ben.hand.fill(words.write, { change: "Etwas ganz anderes lernen", obstacle: "Zeit" });
    for (const value of [request?.request ?? "", "gone", request?.request ?? ""])
      await ben.page.send({ kind: "action", action: "request.join", value });
    await ben.hand.press(words.send);
    expect(await requests()).toHaveLength(2);
  });

  it("tells whoever joins late what was decided, and every voice that came before hears of it, whatever the order", async () => {
    await sendOne(await come("ida"));
    const [request] = await requests();
    const [uma, ben] = [await come("uma", "de"), await come("ben", words.language)];
    const decision = { state: "planned", reason: "Ein Grund für alle" };
    await Promise.all([
      uma.page.post({ kind: "form", form: "decide.write", value: `${request?.request}@0`, values: decision }),
      ben.page.post({ kind: "action", action: "request.join", value: request?.request ?? "" }),
    ]);
    await ben.page.until(() => wordsOf(ben.page.fromLotse()).includes(decision.reason));
    expect(await voices()).toHaveLength(2);
  });

  it("can still be sent when none of the similar ones is meant", async () => {
    await sendOne(await come("ida"));
    const ben = await come("ben");
    await ben.page.say(words.start);
    await ben.hand.fill(words.write, need);
    expect(wordsOf(await ben.hand.press(words.none))).toContain(words.preview);
    await ben.hand.press(words.send, 2);
    expect(await requests()).toHaveLength(2);
  });

  it("is decided in the chat, and every voice hears of it with the reason, each in their language (L2)", async () => {
    const ida = await come("ida");
    await sendOne(ida);
    const ben = await come("ben", "en");
    const [request] = await requests();
    await ben.page.send({ kind: "action", action: "request.join", value: request?.request ?? "" });
    const uma = await come("uma", "de");
    await uma.page.say("Anfragen");
    const told = uma.hand.fill("Entscheiden", {
      state: "planned",
      reason: "Wir bauen einen Kurs <i>mit euch</i>.",
    });
    const heard = await ida.page.until(() =>
      ida.page.fromLotse().find((one) => wordsOf([one]).includes(words.decided)),
    );
    expect(wordsOf([heard])).toContain(words.planned);
    expect(wordsOf([heard])).toContain("Wir bauen einen Kurs <i>mit euch</i>.");
    const inEnglish = await ben.page.until(() =>
      ben.page.fromLotse().find((one) => wordsOf([one]).includes("There is a decision")),
    );
    expect(wordsOf([inEnglish])).toContain("planned");
    expect(wordsOf(await told)).toContain("2 Stimmen");
    expect(wordsOf(await ida.page.say(words.mine))).toContain("Wir bauen einen Kurs");
  });

  it("is decided once when two product owners decide at the same moment; the slower one loses nothing typed", async () => {
    await sendOne(await come("ida"));
    const [request] = await requests();
    const [uma, otto] = [await come("uma", "de"), await come("otto", "de")];
    const decide = (reason: string) => ({
      kind: "form",
      form: "decide.write",
      value: `${request?.request}@0`,
      values: { state: "planned", reason },
    });
    const [first, second] = await Promise.all([
      uma.page.send(decide("Umas Grund")),
      otto.page.send(decide("Ottos Grund")),
    ]);
    const both = [wordsOf(first), wordsOf(second)];
    expect(both.filter((said) => said.includes("Entschieden."))).toHaveLength(1);
    const [slower] = both.filter((said) => said.includes("war schneller"));
    expect(slower).toContain(slower?.includes("Uma war") ? "Ottos Grund" : "Umas Grund");
    expect(await home.store.read.selectFrom("decision").selectAll().execute()).toHaveLength(1);
    expect(await requests()).toMatchObject([{ state: "planned" }]);
  });

  it("a stale card shows how the request stands now, and can be decided on again", async () => {
    const ida = await come("ida");
    await sendOne(ida);
    const uma = await come("uma", "de");
    await uma.page.say("Anfragen");
    const otto = await come("otto", "de");
    await otto.page.say("Anfragen");
    await otto.hand.fill("Entscheiden", { state: "planned", reason: "Ottos Grund" });
    await restart();
    const again = await come("uma", "de");
    const form = await again.hand.form("Entscheiden");
    expect(form.intro).toContain("Ottos Grund");
    await again.hand.fill("Entscheiden", { state: "done", reason: "Es ist da" });
    expect(await requests()).toMatchObject([{ state: "done" }]);
  });

  it("lets nobody decide who is no product owner, and does not even show them the form (S3)", async () => {
    const ida = await come("ida");
    await sendOne(ida);
    const [request] = await requests();
    const value = `${request?.request}@0`;
    expect((await ida.page.get(`/api/forms/decide.write?value=${value}`)).status).toBe(404);
    await ida.page.send({
      kind: "form",
      form: "decide.write",
      value,
      values: { state: "declined", reason: "Nein" },
    });
    expect(await requests()).toMatchObject([{ state: "open", version: 0 }]);
    expect(wordsOf(await ida.page.say("Anfragen"))).not.toContain("Entscheiden");
  });

  it("reaches product owners by itself only if they said yes to messages (P1)", async () => {
    const uma = await come("uma", "de");
    const otto = await come("otto", "de");
    await otto.page.send({ kind: "action", action: "privacy.on", value: "messages" });
    await sendOne(await come("ida"));
    await otto.page.until(() =>
      otto.page.fromLotse().find((one) => wordsOf([one]).includes("Eine neue Anfrage")),
    );
    await uma.page.say("Wie hoch ist mein Lernbudget?");
    expect(wordsOf(uma.page.fromLotse())).not.toContain("Eine neue Anfrage");
  });

  it("shows what is missing beside the field", async () => {
    const { page } = await come("ida");
    const refused = await page.post({
      kind: "form",
      form: "request.write",
      value: "",
      values: { change: "x", obstacle: "", sender: "maybe" },
    });
    expect(await refused.json()).toMatchObject({
      errors: { obstacle: expect.any(String), sender: expect.any(String) },
    });
  });
});
