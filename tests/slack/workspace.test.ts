import { afterEach, describe, expect, it } from "vitest";
import { Failure } from "../../src/errors.ts";
import { type HouseOptions, temporaryFolder } from "../house.ts";
import { type LoopbackSlack, loopbackSlack } from "../loopback/slack/slack.ts";
import { fromLotse, type SlackHouse, slackHouse } from "../slack-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";

describe("a workspace of Slack", () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function open(
    options: Partial<HouseOptions> & Partial<Parameters<typeof slackHouse>[0]> = {},
  ): Promise<SlackHouse> {
    const folder = temporaryFolder();
    closing.push(() => folder.remove());
    const at = await slackHouse({ folder: folder.path, ...options });
    closing.push(at.close);
    return at;
  }
  async function withSlack(): Promise<LoopbackSlack> {
    const slack = await loopbackSlack();
    closing.push(slack.close);
    return slack;
  }
  const learner = ({ home }: SlackHouse, name: string) =>
    home.store.read.selectFrom("learner").selectAll().where("name", "=", name).executeTakeFirst();

  it("belongs to the only company, as its token says", async () => {
    const at = await open();
    const ana = at.slack.person(at.team, "Ana");
    await ana.says("Hello");
    await at.quiet();
    expect(
      await at.home.store.read
        .selectFrom("connection")
        .select("native")
        .where("channel", "=", "slack")
        .execute(),
    ).toEqual([{ native: at.team.id }]);
  });

  it("that is not the token's is left lying, and an admin is told where to bind it", async () => {
    const lines: string[] = [];
    const at = await open({ log: (line) => void lines.push(line) });
    const foreign = at.slack.team("Fremd");
    at.slack.installs(foreign);
    const eve = at.slack.person(foreign, "Eve");
    expect((await eve.says("Hello")).reception).toMatchObject({ status: 200 });
    expect(await at.home.store.read.selectFrom("inbox").select("event").execute()).toEqual([]);
    expect(lines.join("\n")).toContain("connection add slack T…");
    expect(lines.join("\n")).toContain(foreign.id);
  });

  describe("tells who people are", () => {
    it("by name and time zone, and anew when that changes", async () => {
      const at = await open();
      const ana = at.slack.person(at.team, "Ana Arndt", { zone: "Europe/Lisbon" });
      await ana.says("Hello");
      await at.quiet();
      expect(await learner(at, "Ana Arndt")).toMatchObject({ zone: "Europe/Lisbon" });
      await at.slack.changes(ana, { name: "Ana Berg", zone: "Asia/Tokyo" });
      await ana.says("Hello");
      await at.quiet();
      expect(await learner(at, "Ana Berg")).toMatchObject({ zone: "Asia/Tokyo" });
    });

    it("so they are answered in the language they have chosen there, until they write another", async () => {
      const at = await open();
      const [ana, ed] = [
        at.slack.person(at.team, "Ana", { locale: "de-DE" }),
        at.slack.person(at.team, "Ed", { locale: "en-GB" }),
      ];
      await ana.says("42");
      await ed.says("42");
      await at.quiet();
      expect(fromLotse(ana)[0]?.words).toContain("KI-Assistent");
      expect(fromLotse(ed)[0]?.words).toContain("AI assistant");
    });

    it("and which unit they belong to, where user groups stand for units", async () => {
      const slack = await withSlack();
      const groups = new Map<string, string>();
      const at = await open({ slack, groups });
      const ana = slack.person(at.team, "Ana", { locale: "de-DE" });
      groups.set(slack.group(at.team, "vertrieb", [ana]), "aussendienst");
      await ana.says("Wie hoch ist der Kranichrabatt?");
      await at.quiet();
      expect(await learner(at, "Ana")).toMatchObject({ unit: "aussendienst" });
      // A document that only this division may read.
      expect(fromLotse(ana).at(-1)?.words).toContain("zwölf Prozent");
    });

    it("and that they have left it: then its documents are no longer for them (S5)", async () => {
      const slack = await withSlack();
      const groups = new Map<string, string>();
      const at = await open({ slack, groups, clock: slack.clock });
      const ana = slack.person(at.team, "Ana", { locale: "de-DE" });
      const ed = slack.person(at.team, "Ed");
      const group = slack.group(at.team, "vertrieb", [ana]);
      groups.set(group, "aussendienst");
      await ana.says("42");
      await at.quiet();
      expect(await learner(at, "Ana")).toMatchObject({ unit: "aussendienst" });
      slack.regroup(group, [ed]);
      slack.passes(61 * 60_000);
      await ana.says("Wie hoch ist der Kranichrabatt?");
      await at.quiet();
      expect(await learner(at, "Ana")).toMatchObject({ unit: null });
      expect(fromLotse(ana).at(-1)?.words).not.toContain("zwölf Prozent");
    });

    it("and joins nobody by an address that Slack has not confirmed", async () => {
      const at = await open();
      const ana = at.slack.person(at.team, "Ana");
      at.slack.faults.always("users.info", { kind: "error", error: "missing_scope" });
      await ana.says("Hello");
      await at.quiet();
      expect(
        await at.home.store.read
          .selectFrom("identity")
          .select("mail_mark")
          .where("native", "=", ana.id)
          .execute(),
      ).toEqual([{ mail_mark: null }]);
      expect(fromLotse(ana)).toHaveLength(2);
    });

    it("and who has left it: they are not written to any more", async () => {
      const at = await open();
      const ana = at.slack.person(at.team, "Ana");
      await ana.says("Hello");
      await at.quiet();
      expect(await learner(at, "Ana")).toMatchObject({ conversation: expect.any(String) });
      await at.slack.changes(ana, { left: true });
      await at.quiet();
      expect(await learner(at, "Ana")).toMatchObject({ conversation: null });
    });
  });

  describe("by Socket Mode", () => {
    const connected = ({ slack }: SlackHouse) =>
      expect.poll(() => slack.socket.isConnected(), { timeout: 10_000 }).toBe(true);

    it("is served without an address that Slack can reach", async () => {
      const at = await open({ socket: true });
      await connected(at);
      const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
      expect((await ana.says(BUDGET)).reception).toMatchObject({ state: "answered" });
      await at.quiet();
      expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
      await ana.clicks("Quelle 1");
      await expect.poll(() => ana.seesModal()?.words).toContain("Auszubildende");
      await ana.runs("/lotse", "hilfe");
      await expect.poll(() => ana.reads().at(-1)).toContain("KI-Assistent");
    }, 20_000);

    it("is told nothing was received when it could not be stored, and sends it again (F5)", async () => {
      let broken = false;
      const at = await open({
        socket: true,
        around: (store) => ({
          ...store,
          write: (work, org) =>
            broken ? Promise.reject(new Failure("unavailable", "the disk is full")) : store.write(work, org),
        }),
      });
      await connected(at);
      const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
      broken = true;
      const said = ana.says(BUDGET);
      await expect.poll(() => at.slack.deliveries.tries.length, { timeout: 10_000 }).toBeGreaterThan(0);
      broken = false;
      await said;
      await at.quiet();
      expect(fromLotse(ana).filter(({ words }) => words.includes("1.200 Euro"))).toHaveLength(1);
    }, 30_000);

    it("is connected to again after the connection broke", async () => {
      const at = await open({ socket: true });
      await connected(at);
      at.slack.socket.cut();
      await expect.poll(() => at.slack.socket.isConnected()).toBe(false);
      await connected(at);
      const ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
      await ana.says(BUDGET);
      await at.quiet();
      expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
    }, 30_000);
  });
});
