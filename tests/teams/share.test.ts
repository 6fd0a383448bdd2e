import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import { ORG, temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";
const SHARE = "Im Kanal teilen";
const THERE = "steht jetzt im Kanal";

describe("an answer that Teams shows to the asker alone", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: TeamsHouse;
  let ana: Hands;
  let ben: Hands;
  let channel: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await teamsHouse({ folder: folder.path });
    ana = at.teams.person(at.tenant, "Ana", { locale: "de-DE" });
    ben = at.teams.person(at.tenant, "Ben", { locale: "de-DE" });
    channel = at.teams.channel(at.teams.team(at.tenant, "Lernen"), "Allgemein", [ana, ben]);
    await ana.says("Hallo");
    await at.quiet();
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  async function asked(question = BUDGET): Promise<string> {
    const { id } = await ana.mentions(question, { in: channel });
    await at.quiet();
    return id;
  }

  it("is shared in its thread when its learner wants it, with who shared it, and without thumbs or a ping (S9)", async () => {
    const thread = await asked();
    expect(await ana.clicks(SHARE)).toMatchObject({ state: "said", words: expect.stringContaining(THERE) });
    const [shared, ...others] = fromLotse(ben, channel);
    expect(others).toEqual([]);
    expect(shared).toMatchObject({ thread, words: expect.stringContaining("1.200 Euro") });
    expect(shared?.words).toContain("Geteilt von Ana");
    const [sent] = at.teams.calls("send").slice(-1);
    const activity = JSON.parse(sent?.bytes ?? "{}");
    expect(activity.channelData?.feedbackLoop).toBeUndefined();
    expect(JSON.stringify(activity)).not.toContain('"mention"');
    expect(JSON.stringify(activity)).not.toContain("channel.share");
  });

  it("stays its asker's alone when it is put anew, in the channel or in their own chat", async () => {
    const { readOf } = at.home.store;
    const anew = async () => {
      const [answer] = await readOf(ORG)
        .selectFrom("outbox")
        .innerJoin("conversation", "conversation.conversation", "outbox.conversation")
        .select(["outbox.delivery", "conversation.address_json"])
        .where("outbox.org", "=", ORG)
        .where("conversation.address_json", "like", '%"aside":true%')
        .orderBy("outbox.position", "desc")
        .execute();
      if (!answer) throw new Error("no answer");
      const to = Address.parse(JSON.parse(answer.address_json));
      const blocks: Block[] = [{ kind: "text", text: "Neu gesagt.", tone: "normal" }];
      return at.adapter.send(to, { kind: "replace", delivery: answer.delivery, blocks }, "anew");
    };
    await asked();
    expect(await anew()).toMatchObject({ state: "sent" });
    expect(fromLotse(ana, channel).at(-1)).toMatchObject({ words: expect.stringContaining("Neu gesagt.") });
    const no = { kind: "refused", status: 400, code: "BadArgument" } as const;
    const group = at.teams.groupChat(at.tenant, [ana, ben]);
    at.teams.faults.always("send", no, { conversation: group });
    await ana.mentions(BUDGET, { in: group });
    await at.quiet();
    at.teams.faults.mend();
    expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
    expect(await anew()).toMatchObject({ state: "sent" });
    expect(fromLotse(ana).at(-1)).toMatchObject({ words: expect.stringContaining("Neu gesagt.") });
    expect(fromLotse(ben, channel)).toEqual([]);
  });

  it("is shared once, however often the button is pressed, also at once (F11)", async () => {
    await asked();
    const pressed = await Promise.all([ana.clicks(SHARE), ana.clicks(SHARE), ana.clicks(SHARE)]);
    expect(pressed).toEqual(Array(3).fill({ state: "said", words: expect.stringContaining(THERE) }));
    expect(await ana.clicks(SHARE)).toMatchObject({ state: "said" });
    expect(fromLotse(ben, channel)).toHaveLength(1);
  });

  it("is not shared again when nobody can tell whether it was", async () => {
    await asked();
    at.teams.faults.next("send", { kind: "status", status: 503, when: "after" });
    expect(await ana.clicks(SHARE)).toMatchObject({ words: expect.stringContaining(THERE) });
    await ana.clicks(SHARE);
    expect(fromLotse(ben, channel)).toHaveLength(1);
  });

  it("can be shared after all where Teams did not take it at first", async () => {
    await asked();
    at.teams.faults.next("send", { kind: "rate limited", seconds: 1 });
    expect(await ana.clicks(SHARE)).toMatchObject({ words: expect.stringContaining("noch einmal") });
    expect(fromLotse(ben, channel)).toEqual([]);
    await expect
      .poll(async () => JSON.stringify(await ana.clicks(SHARE)), { timeout: 10_000 })
      .toContain(THERE);
    expect(fromLotse(ben, channel)).toHaveLength(1);
  });

  it("offers no sharing where not everybody may read the sources, nor where it has none (S5)", async () => {
    await at.home.store.write(async (writer) => {
      await writer.updateTable("learner").set({ unit: "aussendienst" }).where("name", "=", "Ana").execute();
    });
    await asked("Kranichrabatt");
    const answer = fromLotse(ana, channel).at(-1);
    expect(answer?.words).toContain("zwölf Prozent");
    expect(answer?.buttons).not.toContain(SHARE);
    await asked("Datenschutz");
    expect(fromLotse(ana, channel).at(-1)?.buttons).not.toContain(SHARE);
    expect(await at.home.store.read.selectFrom("transcript").selectAll().execute()).toEqual([]);
  });

  it("is not on record when it went to its learner's own chat, where there is nobody to share it with (P13)", async () => {
    const nothing = { kind: "refused", status: 400, code: "BadArgument" } as const;
    const group = at.teams.groupChat(at.tenant, [ana, ben]);
    at.teams.faults.always("send", nothing, { conversation: group });
    await ana.mentions(BUDGET, { in: group });
    await at.quiet();
    at.teams.faults.mend();
    expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
    expect(await at.home.store.read.selectFrom("transcript").selectAll().execute()).toEqual([]);
  });

  it("is not shared once its source is not for everybody any more (S5)", async () => {
    await asked();
    await at.home.store.write(async (writer) => {
      await writer.updateTable("document").set({ audience_json: '["division:vertrieb"]' }).execute();
    });
    expect(await ana.clicks(SHARE)).toMatchObject({
      words: expect.stringContaining("kann ich nicht teilen"),
    });
    expect(fromLotse(ben, channel)).toEqual([]);
  });

  it.each([
    ["while an admin has stopped Lotse", "org"],
    ["once its learner has left the company", "leaver"],
  ] as const)("is not shared %s", async (_when, table) => {
    await asked();
    await at.home.store.write(async (writer) => {
      const { learner } = await writer
        .selectFrom("learner")
        .select("learner")
        .where("name", "=", "Ana")
        .executeTakeFirstOrThrow();
      if (table === "org") await writer.updateTable("org").set({ stopped_at: 1 }).execute();
      else await writer.insertInto("leaver").values({ org: ORG, learner, at: 1 }).execute();
    });
    expect(await ana.clicks(SHARE)).toMatchObject({
      words: expect.stringContaining("kann ich nicht teilen"),
    });
    expect(fromLotse(ben, channel)).toEqual([]);
  });

  it("is nobody else's to share: the same press by another finds nothing (S4)", async () => {
    await asked();
    const press = await ana.clicks(SHARE).then(() => at.teams.deliveries.tries.at(-1)?.activity);
    expect(fromLotse(ben, channel)).toHaveLength(1);
    const from = { id: ben.id, name: "Ben", aadObjectId: ben.directory };
    const reception = await at.teams.deliveries.deliver({ ...press, from, id: "ben" });
    expect(reception).toMatchObject({ status: 200, body: expect.stringContaining("kann ich nicht teilen") });
    expect(fromLotse(ben, channel)).toHaveLength(1);
  });
});
