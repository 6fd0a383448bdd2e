import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listener } from "../../tests/loopback/slack/listener.ts";
import { company } from "../../tests/loopback/teams/company.ts";
import { examineTeams } from "./doctor.ts";
import { GRAPH_PERMISSIONS } from "./permissions.ts";

let at: Awaited<ReturnType<typeof company>>;
let lotse: Awaited<ReturnType<typeof listener>>;
let settings: Record<string, string>;
/** Stands where Lotse does: it refuses what nobody signed. */
let answer: Parameters<typeof listener>[0];
let address: string;

beforeAll(async () => {
  at = await company();
  lotse = await listener((response, heard) => answer(response, heard));
  address = new URL(lotse.url).origin;
});
afterAll(async () => {
  await lotse.close();
  await at.teams.close();
});
beforeEach(() => {
  answer = (response) => response.writeHead(401).end();
  settings = {
    TEAMS_APP_ID: at.teams.app.id,
    TEAMS_TENANT_ID: at.teams.home.id,
    TEAMS_APP_SECRET: at.teams.app.secret,
    TEAMS_AUTHORITY: at.teams.authority,
    PUBLIC_URL: address,
    TEAMS_LINK_DOMAINS: "learn.example.com",
  };
});
afterEach(() => {
  Object.assign(at.teams.app, { state: "registered", graph: [] });
  at.teams.faults.mend();
});

// Loopback has no certificate.
const NO_TLS = "PUBLIC_URL is not https: Teams does not call it.";

/** What was found, with what is wrong apart. A setting that is undefined is not set. */
async function examine(change: Record<string, string | undefined> = {}, now = Date.now) {
  const findings = await examineTeams({ ...settings, ...change }, now);
  const of = (state: string) => findings.filter((one) => one.state === state).map(({ sentence }) => sentence);
  return { right: of("right"), note: of("note"), wrong: of("wrong").filter((one) => one !== NO_TLS), of };
}

describe("a look at the settings for Teams", () => {
  it("finds what is all right", async () => {
    const { right, note, of } = await examine();
    expect(right).toEqual([
      `Entra ID gives the app ${at.teams.app.id} tokens for TEAMS_APP_SECRET.`,
      "The keys of the Bot Framework are there.",
      "The clock agrees with Microsoft's.",
      `${address}/teams/messages answers, and refuses what Teams did not sign.`,
    ]);
    expect(note).toEqual([]);
    expect(of("wrong")).toEqual([NO_TLS]);
  });

  it("is content with a managed identity in the place of a secret", async () => {
    const identity = {
      TEAMS_APP_SECRET: undefined,
      TEAMS_MANAGED_IDENTITY: "yes",
      IDENTITY_ENDPOINT: at.teams.identityEndpoint,
      IDENTITY_HEADER: at.teams.app.identityHeader,
    };
    const { right, wrong } = await examine(identity);
    expect(right[0]).toBe(`Entra ID gives the app ${at.teams.app.id} tokens for the managed identity.`);
    expect(wrong).toEqual([]);
    const other = await examine({ ...identity, IDENTITY_HEADER: "wrong" });
    expect(other.wrong).toEqual([expect.stringContaining("Add the user-assigned managed identity")]);
    const nowhere = await examine({ ...identity, IDENTITY_ENDPOINT: "http://127.0.0.1:1/msi/token" });
    expect(nowhere.wrong).toEqual([expect.stringContaining("No managed identity answers")]);
  });

  it("mentions link previews while there are none", async () => {
    const { note } = await examine({ TEAMS_LINK_DOMAINS: undefined });
    expect(note).toEqual([expect.stringContaining("TEAMS_LINK_DOMAINS")]);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ["no app", { TEAMS_APP_ID: undefined }, "TEAMS_APP_ID is not set. Copy “Application (client) ID”"],
    ["no tenant", { TEAMS_TENANT_ID: undefined }, "TEAMS_TENANT_ID is not set. Copy “Directory (tenant) ID”"],
    ["an app that is no id", { TEAMS_APP_ID: "Lotse" }, "TEAMS_APP_ID is not an id"],
    ["a tenant that is no id", { TEAMS_TENANT_ID: "acme.onmicrosoft.com" }, "TEAMS_TENANT_ID is not an id"],
    ["nothing to prove it by", { TEAMS_APP_SECRET: "" }, "TEAMS_APP_SECRET is not set"],
    ["two proofs", { TEAMS_MANAGED_IDENTITY: "yes" }, "not both"],
    ["half an identity", { TEAMS_MANAGED_IDENTITY: "no" }, "can only be yes"],
    [
      "the id of a secret",
      { TEAMS_APP_SECRET: "11111111-2222-3333-4444-555555555555" },
      "is the id of a secret",
    ],
    ["a secret of another app", { TEAMS_APP_SECRET: "another" }, "is not one of this app"],
    [
      "an app of another tenant",
      { TEAMS_TENANT_ID: "11111111-2222-4333-8444-555555555555" },
      "knows no tenant",
    ],
    ["an app that there is not", { TEAMS_APP_ID: "11111111-2222-4333-8444-555555555555" }, "knows no app"],
    [
      "an authority in clear",
      { TEAMS_AUTHORITY: "http://login.example.com" },
      "TEAMS_AUTHORITY has to be https",
    ],
    ["an authority that is none", { TEAMS_AUTHORITY: "login" }, "TEAMS_AUTHORITY has to be https"],
    ["no address", { PUBLIC_URL: undefined }, "PUBLIC_URL is not set"],
    [
      "an address where nobody is",
      { PUBLIC_URL: "http://127.0.0.1:1" },
      "does not answer from this computer",
    ],
  ])("says what to do about %s", async (_, change, sentence) => {
    const { wrong } = await examine(change);
    expect(wrong).toEqual([expect.stringContaining(sentence)]);
  });

  it("names everything that is missing at once", async () => {
    const findings = await examineTeams({}, Date.now);
    expect(findings.map(({ sentence }) => sentence.split(" ")[0])).toEqual([
      ...["TEAMS_APP_ID", "TEAMS_TENANT_ID", "TEAMS_APP_SECRET", "PUBLIC_URL"],
    ]);
  });

  it("says what else Entra ID has against the app, and that it is away", async () => {
    at.teams.app.state = "secret expired";
    expect((await examine()).wrong).toEqual([expect.stringContaining("has expired")]);
    at.teams.app.state = "registered";
    at.teams.faults.next("token", { kind: "status", status: 503, when: "before" });
    expect((await examine()).wrong).toEqual(["Entra ID gives the app no token: status 503."]);
    const away = await examine({ TEAMS_AUTHORITY: "http://127.0.0.1:1" });
    expect(away.wrong).toEqual([
      expect.stringContaining("http://127.0.0.1:1 cannot be reached"),
      expect.stringContaining("The keys of the Bot Framework"),
    ]);
  });

  it("is not led astray by a proxy that answers in the place of Entra ID", async () => {
    answer = (response, { headers }) =>
      response
        .writeHead(headers["content-type"] === "application/json" ? 401 : 502)
        .end("<h1>Bad gateway</h1>");
    const { wrong } = await examine({ TEAMS_AUTHORITY: address });
    expect(wrong).toEqual([
      "Entra ID gives the app no token: status 502.",
      expect.stringContaining("The keys of the Bot Framework"),
    ]);
  });

  it("compares the clocks", async () => {
    const ahead = await examine({}, () => Date.now() + 60_000);
    expect(ahead.wrong).toEqual([expect.stringMatching(/(59|60|61) s ahead of Microsoft's/)]);
    const behind = await examine({}, () => Date.now() - 60_000);
    expect(behind.wrong).toEqual([expect.stringMatching(/(59|60|61) s behind Microsoft's/)]);
  });

  it("asks for the permissions in the directory only where Lotse is to look there", async () => {
    const all = Object.keys(GRAPH_PERMISSIONS);
    const { wrong } = await examine({ TEAMS_GRAPH: "yes" });
    expect(wrong).toEqual(all.map((one) => expect.stringContaining(`does not allow ${one}`)));
    at.teams.app.graph = all;
    expect((await examine({ TEAMS_GRAPH: "yes" })).right).toContain(
      "The permissions for Microsoft Graph are granted.",
    );
    at.teams.app.state = "deleted";
    expect((await examine({ TEAMS_GRAPH: "yes" })).wrong).toContainEqual(
      expect.stringContaining("no token for Microsoft Graph"),
    );
  });

  it.each<[string, number, string]>([
    ["is not there", 404, "was started without the settings for Teams"],
    ["takes what nobody signed", 200, "answers what Teams did not sign"],
    ["answers as something else", 405, "answers with status 405, but not as Lotse would"],
  ])("says what to do about an address that %s", async (_, status, sentence) => {
    answer = (response) => response.writeHead(status).end();
    expect((await examine()).wrong).toEqual([expect.stringContaining(sentence)]);
  });

  it("notices one that takes any token", async () => {
    answer = (response, { headers }) => response.writeHead(headers.authorization ? 200 : 401).end();
    expect((await examine()).wrong).toEqual([expect.stringContaining("answers what Teams did not sign")]);
  });

  it("prints no secret", async () => {
    const findings = await examineTeams(
      { ...settings, TEAMS_TENANT_ID: at.teams.tenant("Other").id },
      Date.now,
    );
    expect(JSON.stringify(findings)).not.toContain(at.teams.app.secret);
  });
});
