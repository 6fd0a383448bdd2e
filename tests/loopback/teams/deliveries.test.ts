import type { ServerResponse } from "node:http";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listener } from "../slack/listener.ts";
import { company } from "./company.ts";
import { ISSUER } from "./tokens.ts";

const PATIENCE = { answerWithin: 150, queryWithin: 80, repeatAfter: [0, 1] };
let at: Awaited<ReturnType<typeof company>>;
let app: Awaited<ReturnType<typeof listener>>;
let answer: (response: ServerResponse) => void;
beforeEach(async () => {
  answer = (response) => response.end("{}");
  at = await company({ patience: PATIENCE });
  app = await listener((response) => answer(response));
  at.teams.sendsTo(app.url);
});
afterEach(async () => {
  await app.close();
  await at.teams.close();
});
const bodies = () => app.heard.map(({ body }) => JSON.parse(body));
const names = () =>
  bodies().map(({ type, name, channelData, action }) => {
    return [type, name ?? action ?? channelData.eventType].filter(Boolean).join(" ");
  });

describe("what the loopback Teams delivers", () => {
  it("is signed by a key that it publishes, for this app and this address (S2)", async () => {
    await at.ana.says("Grüße <b> & 🧭");
    const { headers } = app.heard[0] ?? {};
    const token = headers?.authorization?.slice("Bearer ".length) ?? "";
    const metadata = await fetch(`${at.teams.authority}/v1/.well-known/openidconfiguration`);
    const { jwks_uri } = (await metadata.json()) as { jwks_uri: string };
    const checked = await jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), {
      algorithms: ["RS256"],
      audience: at.teams.app.id,
      issuer: ISSUER,
    });
    expect(checked.payload.serviceurl).toBe(bodies()[0].serviceUrl);
    const published = (await (await fetch(jwks_uri)).json()) as {
      keys: { kid: string; endorsements: string[] }[];
    };
    const ours = published.keys.find(({ kid }) => kid === decodeProtectedHeader(token).kid);
    expect(ours?.endorsements).toEqual(["msteams"]);
    await at.teams.framework.changesKeys();
    await at.ana.says("with a new key");
    const next = app.heard[1]?.headers.authorization?.slice("Bearer ".length) ?? "";
    expect(decodeProtectedHeader(next).kid).not.toBe(ours?.kid);
    expect(at.teams.framework.asked()).toBe(1);
  });

  it("is an activity with person, place, language and time zone", async () => {
    await at.ana.says("Wie gebe ich Feedback?");
    const tenant = at.tenant.id;
    expect(bodies()[0]).toMatchObject({
      type: "message",
      channelId: "msteams",
      serviceUrl: at.teams.serviceUrl(tenant),
      locale: "de-DE",
      localTimezone: "Europe/Berlin",
      from: { id: at.ana.id, name: "Ana Berger", aadObjectId: at.ana.directory },
      recipient: { id: `28:${at.teams.app.id}`, name: "Lotse" },
      conversation: { id: at.ana.chat(), conversationType: "personal", tenantId: tenant },
      channelData: { tenant: { id: tenant } },
      text: "Wie gebe ich Feedback?",
      textFormat: "plain",
      entities: [{ type: "clientInfo", locale: "de-DE", country: "DE", timezone: "Europe/Berlin" }],
    });
    expect(app.heard[0]?.headers).toMatchObject({
      "x-ms-tenant-id": tenant,
      "x-ms-conversation-id": at.ana.chat(),
    });
  });

  it("is, of channels and groups, only what mentions the app, with its thread", async () => {
    const { id, reception } = await at.ana.says("among people", { in: at.general });
    expect(reception).toBeNull();
    await at.ben.mentions("what about this?", { in: at.general, thread: id });
    expect(bodies()).toMatchObject([
      {
        text: "<at>Lotse</at> what about this?",
        conversation: { id: `${at.general};messageid=${id}`, conversationType: "channel", isGroup: true },
        channelData: { team: { id: at.sales.id, aadGroupId: at.sales.group }, channel: { id: at.general } },
        entities: [
          { type: "mention", text: "<at>Lotse</at>", mentioned: { id: `28:${at.teams.app.id}` } },
          {},
        ],
      },
    ]);
    const group = at.teams.groupChat(at.tenant, [at.ana, at.ben]);
    await at.ana.mentions("and here?", { in: group });
    expect(bodies()[1].conversation).toMatchObject({ id: group, conversationType: "groupChat" });
    await expect(at.teams.person(at.tenant, "Cleo").says("hello", { in: group })).rejects.toThrow(
      "is not in",
    );
  });

  it("says what people change, take back and think of what the app wrote", async () => {
    const { id } = await at.ana.says("helo");
    await at.ana.edits(id, "hello");
    await at.ana.deletes(id);
    await at.ana.pastesPicture();
    expect(bodies().at(-1)).toMatchObject({ text: "", attachments: [{ contentType: "image/*" }] });
    const { body } = await at.say(at.ana.chat(), { text: "Hello." });
    await at.ana.reacts("like", body.id ?? "");
    await at.ana.reacts("like", body.id ?? "", { takesBack: true });
    const other = await at.ben.says("done", { in: at.general });
    expect(await at.ana.reacts("heart", other.id)).toBeNull();
    expect(names()).toEqual([
      "message",
      "messageUpdate editMessage",
      "messageDelete softDeleteMessage",
      "message",
      "messageReaction",
      "messageReaction",
    ]);
    expect(bodies()[1]).toMatchObject({ id, text: "hello" });
    expect(bodies()[2]).toMatchObject({ id });
    expect(bodies()[4]).toMatchObject({ replyToId: body.id, reactionsAdded: [{ type: "like" }] });
    expect(bodies()[5]).toMatchObject({ reactionsRemoved: [{ type: "like" }] });
    await expect(at.ana.deletes(id)).rejects.toThrow("sees no message");
  });

  it("says who has installed the app, or taken it away again", async () => {
    const cleo = at.teams.person(at.tenant, "Cleo", { withApp: false });
    await expect(cleo.says("hello")).rejects.toThrow("has not installed the app");
    await cleo.installs();
    await cleo.says("hello");
    await cleo.uninstalls();
    const bare = at.teams.channel(at.sales, "bare", [at.ana], { withApp: false });
    await at.ana.addsApp(bare);
    await cleo.joins(bare);
    await at.ana.removesApp(bare);
    const quiet = at.teams.groupChat(at.tenant, [at.ana], { withApp: false });
    expect(await cleo.joins(quiet)).toBeNull();
    expect(names()).toEqual([
      "installationUpdate add",
      "conversationUpdate teamMemberAdded",
      "message",
      "installationUpdate remove",
      "installationUpdate add",
      "conversationUpdate teamMemberAdded",
      "conversationUpdate teamMemberAdded",
      "installationUpdate remove",
    ]);
    const bot = { id: `28:${at.teams.app.id}` };
    expect(bodies()[1].membersAdded).toEqual([bot, { id: cleo.id, aadObjectId: cleo.directory }]);
    expect(bodies()[6].membersAdded).toEqual([{ id: cleo.id, aadObjectId: cleo.directory }]);
    // A team has the app in all of its channels.
    expect(await at.say(at.general, { text: "x" })).toMatchObject({ status: 403 });
  });

  it("comes again where it was not taken, the same activity (R2)", async () => {
    answer = (response) => response.writeHead(503).end();
    const { reception } = await at.ana.says("hello");
    expect(reception).toMatchObject({ state: "answered", status: 503 });
    expect(app.heard).toHaveLength(3);
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(1);
    answer = (response) => response.writeHead(400).end();
    await at.ana.says("refused for good");
    expect(app.heard).toHaveLength(4);
    answer = () => undefined;
    expect((await at.ana.says("anybody?")).reception).toEqual({ state: "failed", reason: "late" });
    await app.close();
    expect((await at.ana.says("anybody?")).reception).toEqual({ state: "failed", reason: "not reached" });
    expect(at.teams.deliveries.tries.at(-1)).toMatchObject({ attempt: 2 });
  });

  it("is not repeated where people wait for it", async () => {
    answer = (response) => response.writeHead(503).end();
    expect(await at.ana.searches("sql")).toMatchObject({ state: "trouble", reception: { status: 503 } });
    expect(app.heard).toHaveLength(1);
    answer = () => undefined;
    expect(await at.ana.searches("sql")).toMatchObject({ reception: { state: "failed", reason: "late" } });
  });

  it("comes several times on demand, at once or one by one (F11)", async () => {
    await expect(at.teams.deliveries.again()).rejects.toThrow("nothing has been delivered");
    await expect(at.teams.deliveries.forge("no token")).rejects.toThrow("nothing has been delivered");
    at.teams.deliveries.duplicate(10);
    await at.ana.says("hello");
    expect(app.heard).toHaveLength(10);
    at.teams.deliveries.duplicate(3, { oneByOne: true });
    await at.ana.says("again");
    expect(app.heard).toHaveLength(13);
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(2);
    at.teams.deliveries.duplicate(1);
    await at.teams.deliveries.again();
    expect(bodies().at(-1)).toEqual(bodies().at(-2));
  });

  it("comes from the service address of the day, or any other on demand", async () => {
    await at.ana.says("hello");
    at.teams.moves(at.tenant, "amer");
    await at.ana.says("hello from elsewhere");
    const [before, after] = bodies().map(({ serviceUrl }) => new URL(serviceUrl).pathname);
    expect([before, after]).toEqual([`/emea/${at.tenant.id}/`, `/amer/${at.tenant.id}/`]);
    const stolen = { ...bodies()[0], serviceUrl: "https://collector.example.net/" };
    await at.teams.deliveries.deliver(stolen);
    expect(bodies().at(-1).serviceUrl).toBe("https://collector.example.net/");
  });
});
