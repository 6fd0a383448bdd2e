import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askForToken } from "../../../adapters/teams/app-tokens.ts";
import { GRAPH_PERMISSIONS } from "../../../adapters/teams/permissions.ts";
import { listener } from "../slack/listener.ts";
import { company } from "./company.ts";
import type { Json } from "./world.ts";

const [SALES, NORTH] = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"];
let at: Awaited<ReturnType<typeof company>>;
let app: Awaited<ReturnType<typeof listener>>;
beforeAll(async () => {
  [at, app] = await Promise.all([company(), listener((response) => response.end())]);
  at.teams.sendsTo(app.url);
  Object.assign(at.ana.profile, { unit: "Sales", title: "Consultant", groups: [SALES, NORTH] });
});
beforeEach(() => {
  at.teams.app.graph = Object.keys(GRAPH_PERMISSIONS);
});
afterAll(() => Promise.all([app.close(), at.teams.close()]));

async function ask(method: string, path: string, body?: Json, audience = "https://graph.microsoft.com") {
  const { app: me, home, authority, clock, graphUrl } = at.teams;
  const proof = { kind: "secret", secret: me.secret } as const;
  const registration = { app: me.id, tenant: home.id, authority: new URL(authority), proof };
  const given = await askForToken(registration, audience, clock.now);
  const response = await fetch(`${graphUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${given.state === "given" ? given.token : ""}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}
const code = async (answer: ReturnType<typeof ask>) => {
  const { status, body } = await answer;
  return [status, (body.error as Json | undefined)?.code];
};

describe("Microsoft Graph on loopback", () => {
  it("says who somebody is in their company, and in which groups", async () => {
    const person = `/users/${at.ana.directory}`;
    const select = await ask("GET", `${person}?$select=department,jobTitle,officeLocation,preferredLanguage`);
    expect(select).toEqual({
      status: 200,
      body: { department: "Sales", jobTitle: "Consultant", officeLocation: null, preferredLanguage: "de-DE" },
    });
    const all = await ask("POST", `${person}/getMemberGroups`, { securityEnabledOnly: false });
    expect(all.body).toEqual({ value: [SALES, NORTH] });
    const some = await ask("POST", `${person}/checkMemberGroups`, { groupIds: [NORTH, "another"] });
    expect(some.body).toEqual({ value: [NORTH] });
    const many = { groupIds: Array.from({ length: 21 }, String) };
    expect(await code(ask("POST", `${person}/checkMemberGroups`, many))).toEqual([400, "Request_BadRequest"]);
  });

  it("installs the app for somebody who never opened it, and the bot hears of it", async () => {
    const cleo = at.teams.person(at.tenant, "Cleo", { withApp: false });
    const filter = encodeURIComponent(`externalId eq '${at.teams.app.id}'`);
    const { body } = await ask("GET", `/appCatalogs/teamsApps?$filter=${filter}`);
    const [found] = body.value as { id: string }[];
    const apps = `/users/${cleo.directory}/teamwork/installedApps`;
    expect((await ask("GET", apps)).body).toEqual({ value: [] });
    const bind = { "teamsApp@odata.bind": `${at.teams.graphUrl}/appCatalogs/teamsApps/${found?.id}` };
    expect((await ask("POST", apps, bind)).status).toBe(201);
    expect(app.heard.map(({ body: heard }) => JSON.parse(heard).type)).toEqual([
      "installationUpdate",
      "conversationUpdate",
    ]);
    const [installed] = (await ask("GET", apps)).body.value as { id: string }[];
    const chat = await ask("GET", `${apps}/${encodeURIComponent(installed?.id ?? "")}/chat`);
    expect(chat.body).toMatchObject({ id: cleo.chat() });
    expect(await code(ask("POST", apps, bind))).toEqual([409, "Conflict"]);
    expect(await code(ask("GET", `${apps}/another/chat`))).toEqual([404, "NotFound"]);
    const other = { "teamsApp@odata.bind": "https://graph.example/appCatalogs/teamsApps/another" };
    expect(await code(ask("POST", apps, other))).toEqual([404, "NotFound"]);
  });

  it("says no without a token for it, without permission, and about others", async () => {
    const path = `/users/${at.ana.directory}`;
    const wrong = ask("GET", path, undefined, "https://api.botframework.com");
    expect(await code(wrong)).toEqual([401, "InvalidAuthenticationToken"]);
    const zoe = at.teams.person(at.teams.tenant("Other"), "Zoe");
    expect(await code(ask("GET", `/users/${zoe.directory}`))).toEqual([404, "Request_ResourceNotFound"]);
    expect(await code(ask("GET", "/groups"))).toEqual([400, "BadRequest"]);
    expect(await code(ask("POST", `${path}/sendMail`, {}))).toEqual([400, "BadRequest"]);
    expect(await code(ask("DELETE", `${path}/teamwork/installedApps/1`))).toEqual([400, "BadRequest"]);
    at.teams.app.graph = [];
    for (const [method, denied] of [
      ["GET", path],
      ["POST", `${path}/getMemberGroups`],
      ["GET", `${path}/teamwork/installedApps`],
      ["GET", "/appCatalogs/teamsApps"],
    ] as const) {
      expect(await code(ask(method, denied))).toEqual([403, "Authorization_RequestDenied"]);
    }
  });
});
