import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Language } from "../../src/channel/language.ts";
import { arrive } from "../arrive.ts";
import { type Hands, hands } from "../hands.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { blockOf, openPage, type Page, wordsOf } from "../page.ts";

describe.each([
  {
    language: "de",
    wish: "Empfiehl mir Pivot-Tabellen",
    other: "Empfiehl mir Töpfern",
    polite: "Empfiehl mir bitte was zu Töpfern,, bitte!!.",
    asked: "„Töpfern“",
    prefersOwn: ["Pivot in zwölf Minuten", "Pivot für die Werft", "Pivot nebenbei gehört"],
    topic: "Thema: Pivot-Tabellen",
    more: "Mehr",
    noMore: "Das war alles",
    save: "Merken",
    saved: "Gemerkt: ",
    decline: "Nichts für mich",
    back: "Wieder zeigen",
    nothing: "nichts gefunden",
    filtered: "Mit diesen Filtern bleibt nichts übrig",
    without: "Ohne Filter",
    goal: "Ziel",
    keep: "Ja, bewahr es für mich auf",
    write: "Ziel und Plan schreiben",
    fitting: "Inhalte zu meinem Ziel finden",
    fits: "passt zu deinem Ziel",
    short: "dauert 12 Min.",
  },
  {
    language: "en",
    wish: "Recommend pivot tables",
    other: "Recommend pottery",
    polite: "Recommend something on pottery,, please!!.",
    asked: "“pottery”",
    prefersOwn: ["Pivot tables in depth"],
    topic: "topic: Pivot tables",
    more: "More",
    noMore: "That was all",
    save: "Save",
    saved: "Saved: ",
    decline: "Not for me",
    back: "Show them again",
    nothing: "found nothing",
    filtered: "With these filters nothing is left",
    without: "Without filters",
    goal: "Goal",
    keep: "Yes, keep it for me",
    write: "Write goal and plan",
    fitting: "Find content for my goal",
    fits: "fits your goal",
    short: "takes 12 min",
  },
])("recommendations, in $language", (words) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;
  let hand: Hands;

  beforeEach(async () => {
    folder = temporaryFolder();
    ({ home, ida, hand } = await arrive({ folder: folder.path }, Language.parse(words.language)));
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  const titles = (messages: Awaited<ReturnType<Page["say"]>>) =>
    blockOf(messages, "cards").cards.map(({ title }) => title);
  const search = (values: Record<string, string>) =>
    ida.send({ kind: "form", form: "recommend.search", value: "", values: { about: "Pivot", ...values } });

  it("fit the wish, each says why, and one's own language comes first", async () => {
    const found = await ida.say(words.wish);
    expect(titles(found).slice(0, words.prefersOwn.length).sort()).toEqual([...words.prefersOwn].sort());
    for (const card of blockOf(found, "cards").cards) expect(card.why).toContain(words.topic);
  });

  it("go on with more, and say when that was all", async () => {
    const first = titles(await ida.say(words.wish));
    const second = titles(await hand.press(words.more));
    expect([...first, ...second].sort()).toEqual([
      "Pivot für die Werft",
      "Pivot in zwölf Minuten",
      "Pivot nebenbei gehört",
      "Pivot tables in depth",
    ]);
    expect(new Set([...first, ...second]).size).toBe(4);
  });

  it("can be saved and are found under Home, also after a restart", async () => {
    await ida.say(words.wish);
    expect(wordsOf(await hand.press(words.save))).toContain(words.saved);
    await ida.close();
    await home.close();
    home = await house({ folder: folder.path });
    ida = await openPage(home, "ida");
    const shown = await hands(ida).view("home.show");
    expect(blockOf(shown ? [shown] : [], "cards").cards).toHaveLength(1);
  });

  it("never come back once declined, until that is taken back (P18)", async () => {
    await ida.say(words.wish);
    await hand.press(words.decline);
    const [declined] = await home.store.read.selectFrom("learner_item").selectAll().execute();
    expect(declined).toMatchObject({ state: "declined" });
    const left = titles(await ida.say(words.wish));
    expect(left).toHaveLength(3);
    await hand.press(words.back);
    const all = [...titles(await ida.say(words.wish)), ...titles(await hand.press(words.more))];
    expect(all).toHaveLength(4);
  });

  it("keep to the filters, and offer to go without when nothing is left", async () => {
    const short = await search({ format: "video", longest: "15", level: "beginner", language: "de" });
    expect(titles(short)).toEqual(["Pivot in zwölf Minuten"]);
    expect(wordsOf(short)).toContain(words.short);
    expect(wordsOf(await search({ format: "book" }))).toContain(words.filtered);
    expect(titles(await hand.press(words.without))).toHaveLength(3);
  });

  it("say honestly that the catalogue has nothing, and lead to a request", async () => {
    const found = await ida.say(words.other);
    expect(wordsOf(found)).toContain(words.nothing);
    expect(blockOf(found, "buttons").buttons).toMatchObject([{ kind: "form", form: "request.write" }]);
  });

  it("hear what somebody wants without what is only polite", async () => {
    expect(wordsOf(await ida.say(words.polite))).toContain(words.asked);
  });

  it("go by the goal without a word of it in the chat", async () => {
    await ida.say(words.goal);
    await hand.press(words.keep);
    await hand.fill(words.write, { goal: "Kolleginnen ehrliches Feedback geben", when: "", step: "" });
    const found = await hand.press(words.fitting);
    expect(titles(found)).toEqual(["Feedback, das ankommt"]);
    expect(wordsOf(found)).toContain(words.fits);
    expect(wordsOf([...ida.messages.values()])).not.toContain("ehrliches");
  });

  it("take an unreadable button and an item that is gone kindly", async () => {
    for (const value of ["", "{", '{"about":1}', "x".repeat(2000)])
      expect(wordsOf(await ida.send({ kind: "action", action: "recommend.more", value }))).not.toBe("");
    expect(
      wordsOf(await ida.send({ kind: "action", action: "recommend.save", value: "gone" })),
    ).not.toContain(words.saved);
    expect(await home.store.read.selectFrom("learner_item").selectAll().execute()).toEqual([]);
  });
});
