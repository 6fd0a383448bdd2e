import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entraTokens } from "../../../adapters/entra/tokens.ts";
import { appTokens, askForToken, type Given, type Proof } from "../../../adapters/teams/app-tokens.ts";
import { company } from "./company.ts";

const AUDIENCE = "https://api.botframework.com";
let at: Awaited<ReturnType<typeof company>>;
beforeAll(async () => {
  at = await company();
});
beforeEach(() => {
  at.teams.app.state = "registered";
});
afterAll(() => at.teams.close());

type Changed = { app?: string; tenant?: string; proof?: Proof; audience?: string };
function ask({ audience = AUDIENCE, ...changed }: Changed = {}): Promise<Given> {
  const { app, home, authority, clock } = at.teams;
  const registration = { app: app.id, tenant: home.id, authority: new URL(authority), proof: secret() };
  return askForToken({ ...registration, ...changed }, audience, clock.now);
}
const secret = (value = at.teams.app.secret): Proof => ({ kind: "secret", secret: value });
const identity = (header = at.teams.app.identityHeader): Proof => ({
  kind: "identity",
  endpoint: { url: new URL(at.teams.identityEndpoint), header },
});

describe("Entra ID on loopback", () => {
  it("gives the app a token for its secret", async () => {
    const given = await ask();
    expect(given).toMatchObject({ state: "given", lifeMs: 3_599_000 });
    const claims = decodeJwt(given.state === "given" ? given.token : "");
    expect(claims).toMatchObject({ aud: AUDIENCE, appid: at.teams.app.id, tid: at.teams.home.id });
  });

  it("gives the app a token as a managed identity, on App Service and on a virtual machine", async () => {
    expect(await ask({ proof: identity() })).toMatchObject({ state: "given" });
    const machine = new URL("/metadata/identity/oauth2/token", at.teams.authority);
    const query = { "api-version": "2018-02-01", resource: AUDIENCE, client_id: at.teams.app.id };
    machine.search = new URLSearchParams(query).toString();
    const there = await fetch(machine, { headers: { metadata: "true" } });
    expect(await there.json()).toMatchObject({ resource: AUDIENCE, token_type: "Bearer" });
    expect((await fetch(machine)).status).toBe(400);
  });

  it.each<[string, () => Changed, string]>([
    ["a wrong secret", () => ({ proof: secret("wrong") }), "AADSTS7000215"],
    ["another app", () => ({ app: "00000000-0000-4000-8000-000000000000" }), "AADSTS700016"],
    ["another tenant", () => ({ tenant: at.teams.tenant("Other").id }), "AADSTS700016"],
    ["a tenant that there is not", () => ({ tenant: "nowhere" }), "AADSTS90002"],
    ["a resource that there is not", () => ({ audience: "https://nowhere.example" }), "AADSTS500011"],
  ])("refuses %s", async (_, changed, code) => {
    expect(await ask(changed())).toMatchObject({ state: "refused", code });
  });

  it("refuses an expired secret, and an app that is gone", async () => {
    at.teams.app.state = "secret expired";
    expect(await ask()).toMatchObject({ state: "refused", code: "AADSTS7000222" });
    at.teams.app.state = "deleted";
    expect(await ask()).toMatchObject({ state: "refused", code: "AADSTS700016" });
    expect(await ask({ proof: identity() })).toMatchObject({ state: "refused", status: 400, code: null });
    expect(await ask({ proof: identity("somebody else's") })).toMatchObject({ state: "refused" });
  });

  it("gives pages in Teams tokens that Lotse takes", async () => {
    const { app, authority } = at.teams;
    const tokens = entraTokens({ app: app.id, authority: new URL(authority) });
    const seen = await tokens.verify(await at.ana.pageToken());
    expect(seen).toMatchObject({ tenant: at.tenant.id, person: at.ana.directory });
  });
});

describe("the token of the app", () => {
  const tokens = () => {
    const { app, home, authority, clock } = at.teams;
    const registration = { app: app.id, tenant: home.id, authority: new URL(authority), proof: secret() };
    return appTokens(registration, AUDIENCE, clock.now);
  };

  it("is asked for once, by however many at once, until shortly before its end", async () => {
    const token = tokens();
    const before = at.teams.entra.given();
    const [first, second] = await Promise.all([token(), token()]);
    expect([first, second, await token()]).toEqual([first, first, first]);
    expect(at.teams.entra.given()).toBe(before + 1);
    at.teams.passes(3_599_000 - 299_000);
    expect(await token()).not.toBe(first);
    expect(at.teams.entra.given()).toBe(before + 2);
  });

  it("is asked for anew after a refusal", async () => {
    const token = tokens();
    at.teams.app.state = "secret expired";
    expect(await token()).toBeNull();
    at.teams.app.state = "registered";
    at.teams.faults.next("token", { kind: "status", status: 503, when: "before" });
    expect(await token()).toBeNull();
    expect(await token()).toEqual(expect.any(String));
  });
});
