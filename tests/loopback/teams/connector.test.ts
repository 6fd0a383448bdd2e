import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { company } from "./company.ts";

let at: Awaited<ReturnType<typeof company>>;
beforeAll(async () => {
  at = await company();
});
afterAll(() => at.teams.close());
const activity = (conversation: string, id: string) =>
  `/${encodeURIComponent(conversation)}/activities/${id}`;
const reason = ({ status, body }: Awaited<ReturnType<typeof at.call>>) => [status, body.error?.code];

describe("the connector of the loopback Teams", () => {
  it("takes messages and replies, edits and deletions, and people see them", async () => {
    const { status, body } = await at.say(at.ana.chat(), { text: "Good morning." });
    expect(status).toBe(201);
    const reply = { type: "message", text: "And?" };
    const replied = await at.call("POST", activity(at.ana.chat(), body.id ?? ""), reply);
    expect(at.ana.reads()).toEqual(["Good morning.", "And?"]);
    expect(at.ben.reads()).toEqual([]);
    await at.call("PUT", activity(at.ana.chat(), body.id ?? ""), { type: "message", text: "Good evening." });
    await at.call("DELETE", activity(at.ana.chat(), replied.body.id ?? ""));
    expect(at.ana.sees()).toMatchObject([{ words: "Good evening.", edited: true, from: "Lotse" }]);
  });

  it("shows that something is being written until there is a message", async () => {
    expect((await at.say(at.general, { type: "typing" })).status).toBe(201);
    expect(at.ana.seesTyping(at.general)).toBe(true);
    await at.say(at.general, { text: "Here." });
    expect(at.ana.seesTyping(at.general)).toBe(false);
  });

  it("begins posts in channels and goes on in their threads", async () => {
    const parameters = {
      isGroup: true,
      channelData: { channel: { id: at.general } },
      activity: { type: "message", text: "New this week" },
    };
    const { status, body } = await at.call("POST", "", parameters);
    expect(status).toBe(201);
    const [, root = ""] = body.id?.split(";messageid=") ?? [];
    await at.say(body.id ?? "", { text: "More below" });
    expect(at.ben.sees(at.general).slice(-2)).toMatchObject([
      { words: "New this week", thread: root },
      { words: "More below", thread: root },
    ]);
    expect(reason(await at.say(`${at.general};messageid=1`, { text: "x" }))).toEqual([
      404,
      "ConversationNotFound",
    ]);
  });

  it("tells who is there, one, all, or by the page", async () => {
    const path = `/${encodeURIComponent(at.general)}`;
    const { body: one } = await at.call("GET", `${path}/members/${at.ana.directory}`);
    expect(one).toMatchObject({
      id: at.ana.id,
      aadObjectId: at.ana.directory,
      givenName: "Ana",
      surname: "Berger",
      email: "ana.berger@example.com",
      tenantId: at.tenant.id,
      userRole: "user",
    });
    expect((await at.call("GET", `${path}/members`)).body).toHaveLength(2);
    const first = await at.call("GET", `${path}/pagedmembers?pageSize=1`);
    expect(first.body).toMatchObject({ members: [{ name: "Ana Berger" }], continuationToken: "1" });
    const second = await at.call("GET", `${path}/pagedmembers?pageSize=1&continuationToken=1`);
    expect(second.body).toEqual({ members: [expect.objectContaining({ name: "Ben Roth" })] });
    const nobody = await at.call("GET", `${path}/members/29:nobody`);
    expect(reason(nobody)).toEqual([404, "MemberNotFoundInConversation"]);
  });

  it("opens the chat with somebody who has the app, by either id, and with nobody else", async () => {
    const open = (id: string, more: object = { tenantId: at.tenant.id }) =>
      at.call("POST", "", { isGroup: false, members: [{ id }], ...more });
    expect((await open(at.ben.id)).body).toMatchObject({ id: at.ben.chat() });
    expect((await open(at.ben.directory)).body).toMatchObject({ id: at.ben.chat() });
    const cleo = at.teams.person(at.tenant, "Cleo", { withApp: false });
    expect(reason(await open(cleo.id))).toEqual([403, "ForbiddenOperationException"]);
    expect(reason(await open("29:nobody"))).toEqual([400, "BadArgument"]);
    expect(reason(await open(at.ben.id, {}))).toEqual([400, "BadArgument"]);
    const both = { members: [{ id: at.ana.id }, { id: at.ben.id }] };
    expect(reason(await open(at.ana.id, both))).toEqual([400, "BadArgument"]);
  });

  it("takes only tokens of this app, for the connector, that have not run out (S2)", async () => {
    const say = (authorization: string) =>
      at.call("POST", `/${at.ana.chat()}/activities`, { type: "message", text: "x" }, { authorization });
    expect(reason(await say(""))).toEqual([401, "Unauthorized"]);
    expect(reason(await say("Bearer x.y.z"))).toEqual([401, "Unauthorized"]);
    expect(reason(await say(`Bearer ${await at.ana.pageToken()}`))).toEqual([401, "Unauthorized"]);
    const good = at.teams.calls("members").at(-1)?.authorization ?? "";
    expect((await say(good)).status).toBe(201);
    at.teams.passes(3_601_000);
    expect(reason(await say(good))).toEqual([401, "Unauthorized"]);
    expect((await at.say(at.ana.chat(), { text: "renewed" })).status).toBe(201);
  });

  it("lets a bot change its own messages only, while they are there", async () => {
    const { body } = await at.say(at.ana.chat(), { text: "x" });
    const text = { type: "message", text: "y" };
    expect(reason(await at.call("PUT", activity(at.ana.chat(), "1"), text))).toEqual([
      404,
      "ActivityNotFoundInConversation",
    ]);
    expect((await at.call("PUT", activity(at.ana.chat(), body.id ?? ""), { type: "typing" })).status).toBe(
      400,
    );
    const own = await company();
    own.teams.sendsTo(`${own.teams.authority}/nowhere`);
    const { id } = await own.ana.says("mine");
    const refused = await own.call("PUT", activity(own.ana.chat(), id), text);
    expect(reason(refused)).toEqual([403, "NotEnoughPermissions"]);
    await own.teams.close();
  });

  it("answers 404 elsewhere: to other tenants, other regions, and what is gone", async () => {
    const other = at.teams.tenant("Other");
    const zoe = at.teams.person(other, "Zoe");
    expect(reason(await at.say(zoe.chat(), { text: "x" }))).toEqual([404, "ConversationNotFound"]);
    expect(reason(await at.say("19:nowhere@thread.v2", { text: "x" }))).toEqual([
      404,
      "ConversationNotFound",
    ]);
    const group = at.teams.groupChat(at.tenant, [at.ana, at.ben]);
    expect((await at.say(group, { text: "x" })).status).toBe(201);
    at.teams.dissolves(group);
    expect(reason(await at.say(group, { text: "x" }))).toEqual([404, "ConversationNotFound"]);
    const old = at.teams.serviceUrl(at.tenant.id);
    at.teams.moves(at.tenant, "amer");
    const { authorization = "" } = at.teams.calls("send").at(-1) ?? {};
    const gone = await fetch(`${old}v3/conversations/${at.ana.chat()}/activities`, {
      method: "POST",
      headers: { authorization },
      body: JSON.stringify({ type: "message", text: "x" }),
    });
    expect(gone.status).toBe(404);
    expect((await at.say(at.ana.chat(), { text: "found" })).status).toBe(201);
    const unknown = await fetch(`${old}v3/somewhere`, { headers: { authorization } });
    expect(unknown.status).toBe(404);
  });
});
