import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type SlackHouse, slackHouse } from "../slack-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";

describe("talking with Lotse alone in Slack", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: SlackHouse;

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await slackHouse({ folder: folder.path });
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  const answers = (who: Hands) => fromLotse(who).filter(({ words }) => words.includes("1.200 Euro"));
  const quiet = () => at.quiet();

  it("answers in the thread of the question, with the source and thumbs, once introduced as an AI (P16)", async () => {
    const ana = at.slack.person(at.team, "Ana Arndt", { locale: "de-DE" });
    const { ts, reception } = await ana.says(BUDGET);
    expect(reception).toMatchObject({ state: "answered", status: 200 });
    await quiet();
    const [introduction, answer, ...more] = fromLotse(ana);
    expect(introduction).toMatchObject({ thread: ts, words: expect.stringContaining("KI-Assistent") });
    expect(answer).toMatchObject({ thread: ts, words: expect.stringContaining("1.200 Euro"), live: false });
    expect(answer?.buttons).toEqual(expect.arrayContaining(["Hilfreich", "Nicht hilfreich"]));
    expect(answer?.links).toContain("https://intranet.werft.example/lernbudget");
    expect(more).toEqual([]);
  });

  it("names the conversation after its beginning", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    const { ts } = await ana.says(BUDGET);
    await expect.poll(() => ana.seesThread(ts).title).toBe(BUDGET);
    await at.quiet();
    await ana.says("Und wie beantrage ich eine Schulung?", { thread: ts });
    await at.quiet();
    expect(ana.seesThread(ts).title).toBe(BUDGET);
  });

  it("answers each question in its own thread, also when they come at once", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    const [one, two] = await Promise.all([ana.says(BUDGET), ana.says("How long does mentoring last?")]);
    await quiet();
    expect(answers(ana).map(({ thread }) => thread)).toEqual([one.ts]);
    const other = fromLotse(ana).filter(({ words }) => words.includes("six months"));
    expect(other.map(({ thread }) => thread)).toEqual([two.ts]);
  });

  it("gives one answer to a thousand deliveries of one message (F11, R2)", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    at.slack.deliveries.duplicate(1000);
    await ana.says(BUDGET);
    await quiet();
    expect(answers(ana)).toHaveLength(1);
    expect(await at.home.store.read.selectFrom("inbox").select("event").execute()).toHaveLength(1);
  }, 60_000);

  it("takes a message and the mention in it as one utterance", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    const { channel, ts } = await ana.says(BUDGET);
    const event = {
      type: "app_mention",
      channel,
      user: ana.id,
      text: `<@${at.team.bot.user}> ${BUDGET}`,
      ts,
    };
    const body = JSON.stringify({
      type: "event_callback",
      team_id: at.team.id,
      event_id: "EvMention",
      authorizations: [{ team_id: at.team.id, user_id: at.team.bot.user }],
      event,
    });
    const headers = { "content-type": "application/json", ...at.slack.signature(body) };
    const response = await at.home.handle(
      new Request("http://lotse.test/slack/events", { method: "POST", body, headers }),
    );
    expect(response.status).toBe(200);
    await quiet();
    expect(answers(ana)).toHaveLength(1);
  });

  it("says nothing to edits and deletions, whether they come before or after (F12)", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    const { ts } = await ana.says(BUDGET);
    await quiet();
    expect(await ana.edits(ts, "Etwas ganz anderes?")).toMatchObject({ status: 200 });
    expect(await ana.deletes(ts)).toMatchObject({ status: 200 });
    await quiet();
    expect(fromLotse(ana)).toHaveLength(2);
    expect(await at.home.store.read.selectFrom("inbox").select("event").execute()).toHaveLength(1);
  });

  it("does not listen to bots, to strangers or to Slack itself", async () => {
    const bot = at.slack.person(at.team, "Build bot", { bot: true });
    const stranger = at.slack.person(at.team, "Fremde", { stranger: true });
    expect((await bot.says(BUDGET)).reception).toMatchObject({ status: 200 });
    expect((await stranger.says(BUDGET)).reception).toMatchObject({ status: 200 });
    expect(await at.home.store.read.selectFrom("inbox").select("event").execute()).toEqual([]);
  });

  it("greets whoever opens the conversation for the first time, and nobody twice", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    await ana.opensMessages();
    await quiet();
    await vi.waitFor(() => expect(ana.seesThread().prompts.length).toBeGreaterThan(2));
    const said = fromLotse(ana).length;
    expect(fromLotse(ana)[0]?.words).toContain("KI-Assistent");
    await ana.opensMessages();
    await quiet();
    expect(fromLotse(ana)).toHaveLength(said);
  });

  it("takes the thumbs on an answer, and offers to say more", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    const { ts } = await ana.says(BUDGET);
    await quiet();
    await ana.clicks("Hilfreich");
    await quiet();
    expect(fromLotse(ana).at(-1)).toMatchObject({ thread: ts, words: expect.stringContaining("Danke") });
    expect(await at.home.store.read.selectFrom("feedback").select("verdict").execute()).toEqual([
      { verdict: "helpful" },
    ]);
    await ana.clicks("Hilfreich");
    await quiet();
    expect(await at.home.store.read.selectFrom("feedback").select("verdict").execute()).toHaveLength(1);
  });

  it("opens the passage behind an answer", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    await ana.says(BUDGET);
    await quiet();
    await ana.clicks("Quelle 1");
    await expect.poll(() => ana.seesModal()?.words).toContain("Auszubildende haben 300 Euro");
  });

  it("sends what a prompt says as the learner's own message", async () => {
    const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    const { ts } = await ana.says("Wie beantrage ich eine Schulung?");
    await quiet();
    await ana.clicks("Wie hoch ist das Lernbudget?");
    await quiet();
    expect(fromLotse(ana).at(-1)).toMatchObject({
      thread: ts,
      words: expect.stringContaining("1.200 Euro"),
    });
  });
});
