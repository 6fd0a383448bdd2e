import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { COMMANDS, teamsManifest } from "../../adapters/teams/manifest.ts";
import { temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";

describe("Lotse all over Teams", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: TeamsHouse;
  let ana: Hands;
  let ben: Hands;
  let channel: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    const url = new URL("https://lotse.example.com");
    const domains = ["kompass.werft.example"];
    const manifest = teamsManifest({ url, app: randomUUID(), version: "1.0.0", domains });
    at = await teamsHouse({ folder: folder.path, manifest });
    ana = at.teams.person(at.tenant, "Ana Arndt", { locale: "de-DE" });
    ben = at.teams.person(at.tenant, "Ben Roth", { locale: "de-DE" });
    channel = at.teams.channel(at.teams.team(at.tenant, "Werft"), "Allgemein", [ana, ben]);
    await ana.says("Hallo");
    await at.quiet();
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  it("answers a mention in a channel below it, so that only the asker sees it", async () => {
    const { id } = await ana.mentions(BUDGET, { in: channel });
    await at.quiet();
    const answer = fromLotse(ana, channel).at(-1);
    expect(answer).toMatchObject({
      onlyForMe: true,
      thread: id,
      words: expect.stringContaining("1.200 Euro"),
    });
    expect(fromLotse(ben, channel)).toEqual([]);
  });

  it("answers whoever only calls it by its name", async () => {
    await ana.mentions("", { in: channel });
    await at.quiet();
    const [answer, ...others] = fromLotse(ana, channel);
    expect(answer).toMatchObject({ onlyForMe: true, words: expect.stringContaining("ohne Worte") });
    expect(others).toEqual([]);
  });

  it("answers in the person's own chat where Teams shows nothing to one alone", async () => {
    const group = at.teams.groupChat(at.tenant, [ana, ben]);
    at.teams.faults.next(
      "send",
      { kind: "refused", status: 400, code: "BadArgument" },
      { conversation: group, times: 9 },
    );
    await ana.mentions(BUDGET, { in: group });
    await at.quiet();
    at.teams.faults.mend();
    expect(fromLotse(ana, group)).toEqual([]);
    expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
  });

  it("answers in the person's own chat, again and again, where Teams does not let Lotse write among others (F10)", async () => {
    const group = at.teams.groupChat(at.tenant, [ana, ben]);
    const no = { kind: "refused", status: 403, code: "BotNotInConversationRoster" } as const;
    at.teams.faults.always("send", no, { conversation: group });
    for (const _ of [1, 2]) {
      const before = fromLotse(ana).length;
      await ana.mentions(BUDGET, { in: group });
      await at.quiet();
      expect(fromLotse(ana).slice(before).at(-1)?.words).toContain("1.200 Euro");
    }
    at.teams.faults.mend();
    expect(fromLotse(ana, group)).toEqual([]);
  });

  it("answers in words alone where the whole is too large, among others and in their own chat", async () => {
    const group = at.teams.groupChat(at.tenant, [ana, ben]);
    const tooLarge = { kind: "refused", status: 413, code: "MessageSizeTooBig" } as const;
    const before = fromLotse(ana).length;
    at.teams.faults.next("send", tooLarge, { conversation: group });
    await ana.mentions(BUDGET, { in: group });
    await at.quiet();
    expect(fromLotse(ana)).toHaveLength(before);
    expect(fromLotse(ana, group).at(-1)).toMatchObject({
      onlyForMe: true,
      words: expect.stringContaining("1.200 Euro"),
    });
    expect(fromLotse(ben, group)).toEqual([]);
    const nothing = { kind: "refused", status: 400, code: "BadArgument" } as const;
    at.teams.faults.next("send", nothing, { conversation: group, times: 9 });
    at.teams.faults.next("send", tooLarge, { conversation: ana.chat() });
    await ana.mentions(BUDGET, { in: group });
    await at.quiet();
    at.teams.faults.mend();
    expect(fromLotse(ana).slice(before).at(-1)?.words).toContain("1.200 Euro");
  });

  it("finds content in the box to write in, also before anything was typed", async () => {
    const found = await ana.searches("Pivot");
    expect(found).toMatchObject({ state: "found", results: expect.any(Array) });
    expect(JSON.stringify(found)).toContain("Pivot in zwölf Minuten");
    expect(await ana.opensSearch()).toMatchObject({ state: "found" });
    expect(await ana.searches("Zzyzx")).toMatchObject({ state: "said" });
  });

  it("opens the request from a message, with what it says", async () => {
    const { id } = await ana.says("Wir brauchen einen Kranschein", { in: channel });
    expect(await ana.startsCommand(COMMANDS.request, { on: id })).toEqual({ state: "opened" });
    expect(JSON.stringify(ana.seesDialog())).toContain("Wir brauchen einen Kranschein");
    ana.closesDialog();
  });

  it("takes a form in a dialog, which changes nothing until it is sent, and then only once (F11)", async () => {
    await ana.startsCommand(COMMANDS.request);
    const { fields } = ana.seesDialog() ?? { fields: {} };
    const [change = "", obstacle = ""] = Object.keys(fields);
    at.teams.deliveries.duplicate(3, { oneByOne: true });
    const before = fromLotse(ana).length;
    const sent = await ana.submits({
      [change]: "Kräne sicher bedienen",
      [obstacle]: "Kein Kurs in der Nähe",
    });
    expect(sent).toEqual({ state: "closed" });
    await at.quiet();
    expect(JSON.stringify(fromLotse(ana))).toContain("Kräne sicher bedienen");
    expect(fromLotse(ana)).toHaveLength(before + 1);
  });

  it("takes a command from a chat between people, and answers in the person's own", async () => {
    await ana.startsCommand(COMMANDS.request);
    const [change = "", obstacle = ""] = Object.keys(ana.seesDialog()?.fields ?? {});
    await ana.submits({ [change]: "Schweißen", [obstacle]: "Keine Zeit" });
    await at.quiet();
    const submit = at.teams.deliveries.tries.findLast(
      ({ activity }) => activity.name === "composeExtension/submitAction",
    );
    const conversation = {
      id: "19:someone_else@unq.gbl.spaces",
      conversationType: "personal",
      tenantId: at.tenant.id,
    };
    const before = fromLotse(ana).length;
    const brought = { ...submit?.activity, conversation, id: "f:elsewhere" };
    expect(await at.teams.deliveries.deliver(brought)).toMatchObject({ status: 200, body: "{}" });
    await at.quiet();
    expect(fromLotse(ana)).toHaveLength(before + 1);
    expect(at.teams.calls().filter(({ conversation: chat }) => chat.startsWith("19:someone"))).toEqual([]);
  });

  it("takes a button on a card, also from a client that does not know the newest kind", async () => {
    await ana.says("Datenschutz");
    await at.quiet();
    const before = fromLotse(ana).length;
    expect(await ana.clicks("Einschalten")).toMatchObject({ state: "said" });
    await at.quiet();
    await ana.clicksInOldClient("Einschalten");
    await at.quiet();
    expect(fromLotse(ana).length).toBeGreaterThan(before);
  });

  it("takes a thumb below an answer, and asks what was behind it", async () => {
    await ana.says(BUDGET);
    await at.quiet();
    expect(await ana.rates("like")).toEqual({ state: "opened" });
    await at.quiet();
    const rows = await at.home.store.read.selectFrom("feedback").select("verdict").execute();
    expect(rows.map(({ verdict }) => verdict)).toContain("helpful");
    ana.closesDialog();
  });

  it("shows a source as a dialog", async () => {
    await ana.says(BUDGET);
    await at.quiet();
    const answer = fromLotse(ana).findLast(({ ai }) => ai);
    const [source = ""] = answer?.buttons ?? [];
    expect(await ana.clicks(source, { on: answer?.id ?? "" })).toEqual({ state: "opened" });
    expect(JSON.stringify(ana.seesDialog())).toContain("Lernbudget");
    ana.closesDialog();
  });

  it("shows why an answer is what it is, as a dialog (P18)", async () => {
    await ana.says(BUDGET);
    await at.quiet();
    const answer = fromLotse(ana).findLast(({ ai }) => ai);
    expect(await ana.clicks("Warum diese Antwort?", { on: answer?.id ?? "" })).toEqual({ state: "opened" });
    expect(JSON.stringify(ana.seesDialog())).toContain("gemeinsam mit deiner Frage");
    ana.closesDialog();
  });

  it("does once what comes three times at once (F11)", async () => {
    at.teams.deliveries.duplicate(3);
    const before = fromLotse(ana).length;
    await ana.says("Datenschutz");
    await at.quiet();
    expect(fromLotse(ana)).toHaveLength(before + 1);
  });

  it("previews a link to the catalogue, and no other of that domain", async () => {
    const found = await ana.pastesLink("https://kompass.werft.example/1");
    expect(found).toMatchObject({ state: "found", results: [{ title: "Pivot in zwölf Minuten" }] });
    expect(await ana.pastesLink("https://kompass.werft.example/nobody")).toMatchObject({ state: "said" });
  });
});
