import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { texts } from "../../src/i18n/texts.ts";
import { temporaryFolder } from "../house.ts";
import type { Json } from "../loopback/teams/world.ts";
import { fromLotse, type Hands, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const ELSEWHERE = "99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const STRANGERS: [string, Json][] = [
  ["a guest", { userRole: "guest" }],
  ["somebody of another company", { tenantId: ELSEWHERE }],
  ["somebody without a name in a meeting", { aadObjectId: undefined }],
  ["somebody whom the meeting calls anonymous", { userRole: "anonymous" }],
];

describe("who is not of the company", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: TeamsHouse;
  beforeAll(async () => {
    folder = temporaryFolder();
    at = await teamsHouse({ folder: folder.path });
  });
  afterAll(async () => {
    await at.close();
    folder.remove();
  });

  const words = texts.de.teams.notForGuests;
  const newcomer = () => at.teams.person(at.tenant, "Eve", { locale: "de-DE" });

  /** What they have just sent, as if it came from such a stranger. */
  const asStranger = (who: Hands, stranger: Json, about: Json): Json => {
    const sent = at.teams.deliveries.tries.findLast(
      ({ activity }) => (activity.from as Json | undefined)?.id === who.id,
    )?.activity;
    return { ...sent, ...about, from: { ...(sent?.from as Json), ...stranger } };
  };
  const stored = async () => {
    const { read } = at.home.store;
    const [inbox, learners] = await Promise.all([
      read.selectFrom("inbox").select("event").execute(),
      read.selectFrom("learner").select("learner").execute(),
    ]);
    return inbox.length + learners.length;
  };

  it.each(STRANGERS)("is told so, once, and nothing is kept: %s (S4)", async (_who, stranger) => {
    const eve = newcomer();
    // Something that changes nothing: it shows what comes from her.
    await eve.searches("Pivot");
    const before = await stored();
    const message = {
      type: "message",
      name: undefined,
      value: undefined,
      text: "Wie hoch ist das Lernbudget?",
    };
    const conversation = { id: eve.chat(), conversationType: "personal", tenantId: at.tenant.id };
    for (const id of ["1", "2"]) {
      const said = asStranger(eve, stranger, { ...message, conversation, id: `${eve.id} ${id}` });
      expect(await at.teams.deliveries.deliver(said)).toMatchObject({ status: 200 });
    }
    await at.quiet();
    expect(fromLotse(eve).map((one) => one.words)).toEqual([words]);
    expect(await stored()).toBe(before);
  });

  it("is whoever another tenant brings into a chat of this one (S4)", async () => {
    const eve = newcomer();
    await eve.searches("Pivot");
    const before = await stored();
    const channelData = { tenant: { id: "99999999-9999-4999-8999-999999999999" } };
    const conversation = { id: eve.chat(), conversationType: "personal", tenantId: at.tenant.id };
    const text = "Wie hoch ist das Lernbudget?";
    const about = { type: "message", name: undefined, value: undefined, text, conversation, channelData };
    expect(
      await at.teams.deliveries.deliver(asStranger(eve, {}, { ...about, id: `${eve.id} x` })),
    ).toMatchObject({
      status: 200,
    });
    await at.quiet();
    expect(fromLotse(eve).map((one) => one.words)).toEqual([words]);
    expect(await stored()).toBe(before);
  });

  it("is told so among others, where nobody else sees it, and only when they speak to Lotse", async () => {
    const [eve, ana] = [newcomer(), at.teams.person(at.tenant, "Ana")];
    const group = at.teams.groupChat(at.tenant, [eve, ana]);
    const { id } = await eve.mentions("Hallo", { in: group });
    await at.quiet();
    const before = fromLotse(eve, group).length;
    const guest = { userRole: "guest" };
    const toLotse = asStranger(eve, guest, { id: `${id} to Lotse` });
    const toOthers = asStranger(eve, guest, { id: `${id} to others`, text: "Mittagessen?", entities: [] });
    await at.teams.deliveries.deliver(toOthers);
    expect(fromLotse(eve, group)).toHaveLength(before);
    at.teams.passes(5000);
    await at.teams.deliveries.deliver(toLotse);
    expect(fromLotse(eve, group).slice(before)).toMatchObject([{ words, onlyForMe: true }]);
    expect(fromLotse(ana, group)).toEqual([]);
  });

  it.each<[string, Json]>([
    ["a search", { name: "composeExtension/query" }],
    ["a preview", { name: "composeExtension/queryLink", value: { url: "https://learn.example.com/1" } }],
    ["a command", { name: "composeExtension/fetchTask" }],
    ["a button", { name: "adaptiveCard/action" }],
    ["a form", { name: "task/submit" }],
    ["a thumb", { name: "message/fetchTask" }],
  ])("is told so instead of what they asked for: %s", async (_what, about) => {
    const eve = newcomer();
    await eve.searches("Pivot");
    const before = await stored();
    const asked = asStranger(eve, { userRole: "guest" }, { ...about, id: `guest ${about.name}` });
    const answer = await at.teams.deliveries.deliver(asked);
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining(words) });
    expect(await stored()).toBe(before);
  });

  it("and another app is not answered at all", async () => {
    const eve = newcomer();
    await eve.searches("Pivot");
    const conversation = { id: eve.chat(), conversationType: "personal", tenantId: at.tenant.id };
    const message = { type: "message", name: undefined, value: undefined, text: "Hallo", conversation };
    const app = asStranger(eve, { role: "bot" }, { ...message, id: "by an app" });
    expect(await at.teams.deliveries.deliver(app)).toMatchObject({ status: 200, body: "" });
    await at.quiet();
    expect(fromLotse(eve)).toEqual([]);
  });
});
