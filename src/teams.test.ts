import { describe, expect, it } from "vitest";
import { listedHosts } from "../adapters/teams/hosts.ts";
import { teamsProblem } from "./teams.ts";

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
