import { describe, expect, it } from "vitest";
import { z } from "zod";
import { listedHosts } from "../adapters/teams/hosts.ts";
import { teamsConfig, teamsProblem, teamsSettings } from "./teams.ts";

const ID = "11111111-2222-3333-4444-555555555555";

describe("the settings for Teams", () => {
  it.each([
    [{ TEAMS_TENANT_ID: ID }, "TEAMS_APP_ID: needed"],
    [{ TEAMS_APP_ID: ID, TEAMS_APP_SECRET: "s" }, "TEAMS_TENANT_ID: needed"],
    [{ TEAMS_APP_ID: ID, TEAMS_TENANT_ID: ID }, "TEAMS_APP_SECRET: needed"],
    [
      { TEAMS_APP_ID: ID, TEAMS_TENANT_ID: ID, TEAMS_APP_SECRET: "s", TEAMS_MANAGED_IDENTITY: "yes" },
      "TEAMS_APP_SECRET: expected either",
    ],
  ])("are refused when they would let anybody in, or nobody: %j (S2)", (given, problem) => {
    expect(teamsProblem(given)).toContain(problem);
  });

  it.each([{}, { TEAMS_APP_ID: ID, TEAMS_TENANT_ID: ID, TEAMS_MANAGED_IDENTITY: "yes" }])(
    "are fine as %j",
    (given) => {
      expect(teamsProblem(given)).toBeNull();
    },
  );
});

describe("the settings for the directory and for previews", () => {
  const app = { TEAMS_APP_ID: ID, TEAMS_TENANT_ID: ID, TEAMS_APP_SECRET: "s" };
  const read = (more: Record<string, string>) =>
    teamsConfig(z.object(teamsSettings).parse({ ...app, ...more }), new URL("https://login.example.com"));

  it("leave both off when they are not there", () => {
    expect(read({})).toMatchObject({ graph: null, links: [] });
    expect(read({ TEAMS_GRAPH: "no" })).toMatchObject({ graph: null });
  });

  it("say whether the directory is asked, and which group stands for which unit", () => {
    const group = "AAAAAAAA-0000-4000-8000-000000000001";
    const found = read({ TEAMS_GRAPH: "yes", TEAMS_UNITS: `${group}=sales, ${ID} = hall-2` });
    const groups = new Map([
      [group.toLowerCase(), "sales"],
      [ID, "hall-2"],
    ]);
    expect(found).toMatchObject({ graph: { groups } });
    expect(read({ TEAMS_LINK_DOMAINS: "A.example, b.example" })).toMatchObject({
      links: ["a.example", "b.example"],
    });
  });

  it.each([
    { TEAMS_GRAPH: "on" },
    { TEAMS_UNITS: "sales" },
    { TEAMS_UNITS: `Vertrieb=sales` },
    { TEAMS_UNITS: `${ID}=` },
    { TEAMS_UNITS: `${ID}=a=b` },
    { TEAMS_LINK_DOMAINS: "https://learn.example.com/" },
    { TEAMS_LINK_DOMAINS: Array.from({ length: 11 }, (_, at) => `d${at}.example`).join() },
  ])("are refused as %j", (more) => {
    expect(() => read(more)).toThrow("expected");
  });

  it("need the directory for groups", () => {
    expect(teamsProblem({ ...app, TEAMS_UNITS: `${ID}=sales` })).toContain(
      "TEAMS_UNITS: needs TEAMS_GRAPH=yes",
    );
    expect(teamsProblem({ ...app, TEAMS_GRAPH: "yes", TEAMS_UNITS: `${ID}=sales` })).toBeNull();
  });
});

describe("who gets tokens", () => {
  const isListed = listedHosts(
    ["smba.infra.gcc.teams.microsoft.com"],
    new URL("https://login.microsoftonline.com"),
  );

  it.each(["https://smba.trafficmanager.net/emea/x/", "https://smba.infra.gcc.teams.microsoft.com/gcc/"])(
    "is %s",
    (service) => {
      expect(isListed(service)).toBe(true);
    },
  );

  it.each([
    "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://smba.trafficmanager.net:8443/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://a:b@smba.trafficmanager.net/",
    "https://login.microsoftonline.com/",
    "http://127.0.0.1:1/",
    "no address",
  ])("is never %s (S2)", (service) => {
    expect(isListed(service)).toBe(false);
  });
});

describe("in the cloud of the US government", () => {
  const isListed = listedHosts([], new URL("https://login.microsoftonline.us"));

  it("tokens go to its connector, and not to that of the public cloud (S2)", () => {
    expect(isListed("https://smba.infra.gov.teams.microsoft.us/teams/")).toBe(true);
    expect(isListed("https://smba.trafficmanager.net/teams/")).toBe(false);
  });
});
