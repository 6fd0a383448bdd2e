import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { COMMANDS } from "../../adapters/teams/manifest.ts";
import { GRAPH_PERMISSIONS } from "../../adapters/teams/permissions.ts";
import { bindWorkspace } from "../../src/entrance/workspace.ts";
import { ORG, temporaryFolder } from "../house.ts";
import { loopbackTeams } from "../loopback/teams/teams.ts";
import { fromLotse, type Hands, PATIENCE, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";

describe("somebody in Teams who has never opened Lotse", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: TeamsHouse;
  let ana: Hands;
  let ben: Hands;
  let lines: string[] = [];

  async function begin(graph?: { groups: ReadonlyMap<string, string> }): Promise<void> {
    const teams = await loopbackTeams({ patience: PATIENCE });
    teams.app.graph = Object.keys(GRAPH_PERMISSIONS);
    const log = (line: string) => lines.push(line);
    at = await teamsHouse({ folder: folder.path, teams, log, ...(graph && { graph }) });
    ana = teams.person(at.tenant, "Ana Arndt", { locale: "de-DE", withApp: false });
    ben = teams.person(at.tenant, "Ben Roth", { locale: "de-DE", withApp: false });
  }
  beforeEach(() => {
    folder = temporaryFolder();
    lines = [];
  });
  afterEach(async () => {
    at.teams.faults.mend();
    await Promise.all([at.close(), at.teams.close()]);
    folder.remove();
  });

  /** Who got the app from Lotse. */
  const installs = () =>
    at.teams
      .graphAsked()
      .filter(({ method, path }) => method === "POST" && path.endsWith("/installedApps"))
      .map(({ path }) => path.split("/")[4]);

  async function requests(who: Hands) {
    await who.startsCommand(COMMANDS.request);
    const [change = "", obstacle = ""] = Object.keys(who.seesDialog()?.fields ?? {});
    return who.submits({ [change]: "Kräne sicher bedienen", [obstacle]: "Kein Kurs in der Nähe" });
  }

  it("gets the app with their first request, which goes on in their own chat; nobody else does (P1)", async () => {
    await begin({ groups: new Map() });
    await at.quiet();
    expect(installs()).toEqual([]);
    expect(await requests(ana)).toEqual({ state: "closed" });
    await at.quiet();
    expect(installs()).toEqual([ana.directory]);
    expect(JSON.stringify(fromLotse(ana))).toContain("Kräne sicher bedienen");
    expect(fromLotse(ben)).toEqual([]);
    await requests(ana);
    await at.quiet();
    expect(installs()).toEqual([ana.directory]);
  });

  it("is answered in a chat of their own where Teams shows them nothing among others", async () => {
    await begin({ groups: new Map() });
    const group = at.teams.groupChat(at.tenant, [ana, ben]);
    const nothing = { kind: "refused", status: 400, code: "BadArgument" } as const;
    at.teams.faults.next("send", nothing, { conversation: group, times: 9 });
    await ana.mentions(BUDGET, { in: group });
    await at.quiet();
    expect(installs()).toEqual([ana.directory]);
    expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
  });

  it("does not get it in another tenant than that of the app (S4)", async () => {
    await begin({ groups: new Map() });
    const other = at.teams.tenant("Werft Nord");
    await at.home.store.write((writer) => bindWorkspace(writer, ORG, "teams", other.id));
    await requests(at.teams.person(other, "Cem", { locale: "de-DE", withApp: false }));
    await at.quiet();
    expect(at.teams.graphAsked()).toEqual([]);
  });

  it("does not get it where TEAMS_GRAPH is off, and is told that there is nothing for them here", async () => {
    await begin();
    expect(await requests(ana)).toMatchObject({ state: "opened" });
    await at.quiet();
    expect(at.teams.graphAsked()).toEqual([]);
    expect(fromLotse(ana)).toEqual([]);
  });

  it.each([
    ["to install it", "AppCatalog.Read.All"],
    ["to find it among the apps of the company", "TeamsAppInstallation.ReadWriteSelfForUser.All"],
  ])("does not get it where the admin has not allowed Lotse %s", async (_what, allowed) => {
    await begin({ groups: new Map() });
    at.teams.app.graph = [allowed, "User.Read.All"];
    expect(await requests(ana)).toMatchObject({ state: "opened" });
    await at.quiet();
    expect(fromLotse(ana)).toEqual([]);
    expect(lines.join()).toContain("the app could not be given to somebody");
    expect(lines.join()).toContain("Authorization_RequestDenied");
  });

  it("and who has had it, and took it out, does not get it again (F10)", async () => {
    await begin({ groups: new Map() });
    await ana.installs();
    await ana.says("Hallo");
    await at.quiet();
    await ana.uninstalls();
    const group = at.teams.groupChat(at.tenant, [ana, ben]);
    const nothing = { kind: "refused", status: 400, code: "BadArgument" } as const;
    at.teams.faults.next("send", nothing, { conversation: group, times: 9 });
    await ana.mentions(BUDGET, { in: group });
    await requests(ana);
    await at.quiet();
    expect(installs()).toEqual([]);
  });
});
