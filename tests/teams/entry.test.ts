import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../../src/errors.ts";
import type { Store } from "../../src/store/store.ts";
import { temporaryFolder } from "../house.ts";
import { loopbackTeams } from "../loopback/teams/teams.ts";
import { FORGERIES } from "../loopback/teams/tokens.ts";
import type { Json } from "../loopback/teams/world.ts";
import { fromLotse, type Hands, PATIENCE, type TeamsHouse, teamsHouse } from "../teams-house.ts";

describe("what comes in from Teams", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: TeamsHouse;
  let ana: Hands;
  let lines: string[] = [];
  let failing = false;

  beforeAll(async () => {
    folder = temporaryFolder();
    const around = (store: Store): Store => ({
      ...store,
      write(work, org) {
        if (failing) throw new Failure("unavailable", "the disk is full");
        return store.write(work, org);
      },
    });
    const teams = await loopbackTeams({ patience: { ...PATIENCE, repeatAfter: [100, 500, 1000, 2000] } });
    at = await teamsHouse({ folder: folder.path, teams, around, log: (line) => lines.push(line) });
    ana = at.teams.person(at.tenant, "Ana", { locale: "de-DE" });
    await ana.says("Hallo");
  });
  afterAll(async () => {
    await at.close();
    await at.teams.close();
    folder.remove();
  });
  beforeEach(() => {
    lines = [];
  });

  const stored = async () =>
    (await at.home.store.read.selectFrom("inbox").select("event").execute()).map(({ event }) => event);

  it.each(FORGERIES)("is refused unless the Bot Framework has signed it for us: %s (S2)", async (forgery) => {
    const before = await stored();
    const reception = await at.teams.deliveries.forge(forgery, changed({ id: `forged ${forgery}` }));
    expect(reception).toEqual({ state: "answered", status: 401, body: "" });
    expect(await stored()).toEqual(before);
  });

  it("is refused for a service address that is none of the Bot Connector, however well it is signed (S2)", async () => {
    const calls = at.teams.calls().length;
    const evil = changed({ serviceUrl: "https://evil.example/", id: "evil" });
    expect(await at.teams.deliveries.deliver(evil)).toMatchObject({ status: 401 });
    await at.quiet();
    expect(at.teams.calls()).toHaveLength(calls);
  });

  it("is refused from a tenant that belongs to no company here (S2, S4)", async () => {
    const eve = at.teams.person(at.teams.tenant("Elsewhere"), "Eve");
    expect((await eve.says("Hallo")).reception).toMatchObject({ status: 401 });
    expect(lines.join()).toContain("it belongs to no company here");
    expect(fromLotse(eve)).toEqual([]);
  });

  it("has no effect when it is from nobody of the directory, such as another app (S3)", async () => {
    const before = await stored();
    const from = { id: "28:another-app", name: "Another app" };
    expect(await at.teams.deliveries.deliver(changed({ from, id: "another" }))).toMatchObject({
      status: 200,
    });
    expect(await stored()).toEqual(before);
  });

  it("has no effect when it is said among others, and not to Lotse", async () => {
    const ben = at.teams.person(at.tenant, "Ben");
    const id = at.teams.groupChat(at.tenant, [ana, ben]);
    const conversation = { id, conversationType: "groupChat", isGroup: true, tenantId: at.tenant.id };
    const mentioned = { id: ben.id, name: "Ben" };
    const before = await stored();
    for (const entities of [[], [{ type: "mention", text: "<at>Ben</at>", mentioned }]]) {
      const said = changed({ conversation, entities, text: "<at>Ben</at> Hallo", id: `${entities.length}` });
      expect(await at.teams.deliveries.deliver(said)).toMatchObject({ status: 200 });
    }
    expect(await stored()).toEqual(before);
  });

  it("is no activity, or an invoke that nobody knows: and is told so without a word of what went wrong", async () => {
    const odd = { serviceUrl: at.teams.serviceUrl(at.tenant.id), conversation: {}, channelId: "msteams" };
    expect(await at.teams.deliveries.deliver(odd)).toEqual({ state: "answered", status: 400, body: "" });
    const strange = changed({ type: "invoke", name: "handoff/action", id: "strange" });
    expect(await at.teams.deliveries.deliver(strange)).toEqual({ state: "answered", status: 501, body: "" });
  });

  it("may say nothing in so many words: what is null counts as left out", async () => {
    const nothing = { locale: null, localTimezone: null, replyToId: null, timestamp: null, name: null };
    const reception = await at.teams.deliveries.deliver(changed({ id: "with nulls", ...nothing }));
    expect(reception).toMatchObject({ status: 200 });
    expect((await stored()).filter((event) => event.endsWith("with nulls"))).toHaveLength(1);
  });

  it("is a press each time, where Teams gives presses no ids", async () => {
    const action = { data: { lotse: { kind: "action", action: "privacy.show", value: "" } } };
    const press = { type: "invoke", name: "adaptiveCard/action", text: undefined, value: { action } };
    const before = (await stored()).length;
    for (const _ of [1, 2])
      expect(await at.teams.deliveries.deliver(changed({ ...press, id: undefined }))).toMatchObject({
        status: 200,
      });
    expect(await stored()).toHaveLength(before + 2);
  });

  it("is repeated by Teams until it can be stored (F5)", async () => {
    failing = true;
    const said = ana.says("Wie hoch ist das Lernbudget?");
    await expect.poll(() => statuses().includes(503)).toBe(true);
    failing = false;
    expect((await said).reception).toMatchObject({ status: 200 });
    await at.quiet();
    expect(fromLotse(ana).filter(({ words }) => words.includes("1.200 Euro"))).toHaveLength(1);
  });

  it("changes nothing when it is edited or deleted, before or after (F12)", async () => {
    const { id } = await ana.says("Wie hoch ist das Lernbudget?");
    await at.quiet();
    const before = await stored();
    await ana.edits(id, "Und wie lange dauert Mentoring?");
    await ana.reacts("like", fromLotse(ana).at(-1)?.id ?? "");
    await ana.deletes(id);
    expect(await stored()).toEqual(before);
  });

  const statuses = () =>
    at.teams.deliveries.tries.map(({ reception }) => (reception.state === "answered" ? reception.status : 0));

  function changed(about: Json): Json {
    const first = at.teams.deliveries.tries.find(({ activity }) => activity.type === "message");
    return { ...first?.activity, ...about };
  }
});
