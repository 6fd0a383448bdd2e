import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type SlackHouse, slackHouse } from "../slack-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";

describe("being mentioned in a channel of Slack", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: SlackHouse;
  let ana: Hands;
  let bea: Hands;
  let general: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await slackHouse({ folder: folder.path });
    ana = at.slack.person(at.team, "Ana Arndt", { locale: "de-DE" });
    bea = at.slack.person(at.team, "Bea", { locale: "de-DE" });
    general = at.slack.channel(at.team, "allgemein", [ana, bea]);
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  it("leads to one answer that only who asked can see, not streamed", async () => {
    await ana.mentions(BUDGET, { in: general });
    await at.quiet();
    const seen = fromLotse(ana, general);
    expect(seen.map(({ ephemeral }) => ephemeral)).toEqual([true, true]);
    expect(seen.at(-1)?.words).toContain("1.200 Euro");
    expect(fromLotse(bea, general)).toEqual([]);
    expect(at.slack.calls("chat.startStream")).toEqual([]);
    expect(fromLotse(ana)).toEqual([]);
  });

  it("answers in the thread it was asked in", async () => {
    const { ts } = await bea.says("Kennt jemand das Lernbudget?", { in: general });
    await ana.mentions(BUDGET, { in: general, thread: ts });
    await at.quiet();
    expect(fromLotse(ana, general).map(({ thread }) => thread)).toEqual([ts, ts]);
  });

  it("does not become the place where Lotse writes to somebody first (P1)", async () => {
    await ana.mentions(BUDGET, { in: general });
    await at.quiet();
    const rows = await at.home.store.read
      .selectFrom("learner")
      .select("conversation")
      .where("name", "=", "Ana Arndt")
      .execute();
    expect(rows).toEqual([{ conversation: null }]);
  });

  it("belongs to who asked: erasing them erases it (P12)", async () => {
    await ana.mentions(BUDGET, { in: general });
    await at.quiet();
    const owners = await at.home.store.read.selectFrom("conversation").select("learner").execute();
    const [learner] = await at.home.store.read
      .selectFrom("learner")
      .select("learner")
      .where("name", "=", "Ana Arndt")
      .execute();
    expect(owners).toEqual([{ learner: learner?.learner }]);
  });

  it("is shared with the channel when its learner wants it, once, without who asked being pinged (S9)", async () => {
    await ana.mentions(BUDGET, { in: general });
    await at.quiet();
    await ana.clicks("Im Kanal teilen");
    await expect.poll(() => fromLotse(bea, general).length).toBe(1);
    const [shared] = fromLotse(bea, general);
    expect(shared?.words).toContain("1.200 Euro");
    expect(shared?.words).toContain("geteilt von Ana Arndt".replace("geteilt", "Geteilt"));
    expect(shared?.buttons).not.toContain("Hilfreich");
    expect(shared?.pings).toEqual([]);
    await ana.clicks("Im Kanal teilen");
    await expect.poll(() => ana.reads(general).at(-1)).toContain("steht jetzt im Kanal");
    expect(fromLotse(bea, general)).toHaveLength(1);
  });

  it("offers no sharing where not everybody may read the sources (S5)", async () => {
    const sales = { learner: "sales", unit: "aussendienst" };
    await ana.says("Hallo");
    await at.quiet();
    await at.home.store.write(async (writer) => {
      await writer.updateTable("learner").set({ unit: sales.unit }).where("name", "=", "Ana Arndt").execute();
    });
    await ana.mentions("Kranichrabatt", { in: general });
    await at.quiet();
    const answer = fromLotse(ana, general).at(-1);
    expect(answer?.words).toContain("zwölf Prozent");
    expect(answer?.buttons).not.toContain("Im Kanal teilen");
  });

  it("says so when Lotse may not write into the channel, and shares it once it may", async () => {
    await ana.mentions(BUDGET, { in: general });
    await at.quiet();
    at.slack.faults.next("chat.postMessage", { kind: "error", error: "not_in_channel" });
    await ana.clicks("Im Kanal teilen");
    await expect.poll(() => ana.reads(general).at(-1)).toContain("Lade mich erst ein");
    await ana.clicks("Im Kanal teilen");
    await expect.poll(() => fromLotse(bea, general).length).toBe(1);
  });

  it("is answered alone where the channel does not take it", async () => {
    at.slack.faults.always("chat.postEphemeral", { kind: "error", error: "user_not_in_channel" });
    await ana.mentions(BUDGET, { in: general });
    await at.quiet();
    expect(fromLotse(ana, general)).toEqual([]);
    const alone = fromLotse(ana);
    expect(alone.at(-1)?.words).toContain("1.200 Euro");
    expect(alone.map(({ thread }) => thread)).toEqual([null, null]);
    expect(alone.flatMap(({ buttons }) => buttons)).not.toContain("Im Kanal teilen");
  });

  it("is never shown twice when nobody knows whether it was shown (F7)", async () => {
    at.slack.faults.next("chat.postEphemeral", { kind: "status", status: 503, when: "after" }, { times: 2 });
    await ana.mentions(BUDGET, { in: general });
    await at.quiet();
    expect(fromLotse(ana, general)).toHaveLength(2);
    expect(fromLotse(ana)).toEqual([]);
  });

  it("answers people of another company in a shared channel with nothing", async () => {
    const shared = at.slack.channel(at.team, "mit-partnern", [ana], { external: true });
    const other = at.slack.team("Partner");
    const guest = at.slack.person(other, "Gast", { stranger: true });
    at.slack.channel(at.team, "x", [guest]);
    const event = {
      type: "app_mention",
      channel: shared,
      user: guest.id,
      user_team: other.id,
      text: `<@${at.team.bot.user}> ${BUDGET}`,
      ts: "1795334400.000100",
    };
    const body = JSON.stringify({
      type: "event_callback",
      team_id: at.team.id,
      event_id: "Ev1",
      is_ext_shared_channel: true,
      authorizations: [{ team_id: at.team.id, user_id: at.team.bot.user, is_enterprise_install: false }],
      event,
    });
    const headers = { "content-type": "application/json", ...at.slack.signature(body) };
    const request = new Request("http://lotse.test/slack/events", { method: "POST", body, headers });
    expect((await at.home.handle(request)).status).toBe(200);
    expect(await at.home.store.read.selectFrom("inbox").select("event").execute()).toEqual([]);
    await ana.mentions(BUDGET, { in: shared });
    await at.quiet();
    expect(fromLotse(ana, shared).at(-1)?.words).toContain("1.200 Euro");
    expect(fromLotse(ana, shared).at(-1)?.buttons).not.toContain("Im Kanal teilen");
  });
});
