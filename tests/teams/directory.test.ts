import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { entraTokens } from "../../adapters/entra/tokens.ts";
import { GRAPH_PERMISSIONS } from "../../adapters/teams/permissions.ts";
import { signedInVisitors } from "../../adapters/web/signed-in.ts";
import { bindWorkspace } from "../../src/entrance/workspace.ts";
import { mailMark } from "../../src/learner/arrival.ts";
import { type HouseOptions, ORG, temporaryFolder } from "../house.ts";
import { loopbackTeams } from "../loopback/teams/teams.ts";
import { fromLotse, PATIENCE, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const VERTRIEB = "aaaaaaaa-0000-4000-8000-00000000000A";
const HALLE = "aaaaaaaa-0000-4000-8000-00000000000b";
const GROUPS = new Map([
  [VERTRIEB.toLowerCase(), "aussendienst"],
  [HALLE, "halle"],
]);
const RABATT = "Wie hoch ist der Kranichrabatt?";
const HOUR = 60 * 60_000;

type DoorMakings = Parameters<NonNullable<HouseOptions["doors"]>>[0];

describe("what the company's directory says of people in Teams", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let open: TeamsHouse[] = [];
  let lines: string[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
    lines = [];
  });
  afterEach(async () => {
    for (const at of open) await Promise.all([at.close(), at.teams.close()]);
    open = [];
    folder.remove();
  });

  async function house(graph?: { groups: ReadonlyMap<string, string> }): Promise<TeamsHouse> {
    const teams = await loopbackTeams({ patience: PATIENCE });
    teams.app.graph = Object.keys(GRAPH_PERMISSIONS);
    const tokens = entraTokens({ app: teams.app.id, authority: new URL(teams.authority) });
    const options = {
      folder: folder.path,
      teams,
      clock: teams.clock,
      log: (line: string) => lines.push(line),
      doors: (parts: DoorMakings) => ({
        visitors: signedInVisitors({ ...parts, tokens }),
        entrance: [],
        origin: null,
        hosts: ["127.0.0.1"],
      }),
    };
    const at = await teamsHouse({ ...options, ...(graph && { graph }) });
    open.push(at);
    return at;
  }
  const learner = ({ home }: TeamsHouse, name: string) =>
    home.store.read.selectFrom("learner").select("unit").where("name", "=", name).executeTakeFirst();

  it("is not asked for without TEAMS_GRAPH: not one request, not even for a token", async () => {
    const at = await house();
    const ana = at.teams.person(at.tenant, "Ana", { unit: "Außendienst", groups: [VERTRIEB] });
    await ana.says("Hallo");
    await ana.searches("Pivot");
    await at.quiet();
    expect(at.teams.graphAsked()).toEqual([]);
    expect(at.teams.entra.audiences()).not.toContain("https://graph.microsoft.com");
    expect(await learner(at, "Ana")).toEqual({ unit: null });
  });

  it("counts as the unit of somebody whose department goes by its name", async () => {
    const at = await house({ groups: new Map() });
    const ana = at.teams.person(at.tenant, "Ana", { locale: "de-DE", unit: "Außendienst" });
    await ana.says(RABATT);
    await at.quiet();
    expect(await learner(at, "Ana")).toEqual({ unit: "aussendienst" });
    // A document that only this division may read.
    expect(fromLotse(ana).at(-1)?.words).toContain("zwölf Prozent");
    expect(at.teams.graphAsked().map(({ method }) => method)).toEqual(["GET"]);
  });

  it("counts as the unit of a group, until they leave it: then its documents are no longer for them (S5)", async () => {
    const at = await house({ groups: GROUPS });
    const ana = at.teams.person(at.tenant, "Ana", {
      locale: "de-DE",
      unit: "Außendienst",
      groups: [VERTRIEB.toLowerCase()],
    });
    await ana.says(RABATT);
    await at.quiet();
    expect(await learner(at, "Ana")).toEqual({ unit: "aussendienst" });
    expect(fromLotse(ana).at(-1)?.words).toContain("zwölf Prozent");
    ana.profile.groups = [];
    at.teams.passes(HOUR + 1000);
    await ana.says(RABATT);
    await at.quiet();
    // Whose people a group holds, no department says.
    expect(await learner(at, "Ana")).toEqual({ unit: null });
    expect(fromLotse(ana).at(-1)?.words).not.toContain("zwölf Prozent");
  });

  it("is asked about those alone who do something that is stored, and about each once an hour", async () => {
    const at = await house({ groups: GROUPS });
    const ana = at.teams.person(at.tenant, "Ana");
    const ben = at.teams.person(at.tenant, "Ben");
    at.teams.groupChat(at.tenant, [ana, ben]);
    await ben.searches("Pivot");
    await ana.says("Hello");
    await ana.says("Help");
    await at.quiet();
    const about = new Set(at.teams.graphAsked().map(({ path }) => path.split("/")[4]));
    expect([...about]).toEqual([ana.directory]);
    expect(at.teams.graphAsked()).toHaveLength(2);
  });

  it("joins doors by an address at a domain of the company, and by no other", async () => {
    const at = await house({ groups: new Map() });
    const ana = at.teams.person(at.tenant, "Ana", { mail: "ana@werft.example" });
    const ben = at.teams.person(at.tenant, "Ben", { mail: "ben@gmail.example" });
    ben.profile.signIn = "ben@werft.example";
    await ana.says("Hello");
    await ben.says("Hello");
    await at.quiet();
    const marks = await at.home.store.read
      .selectFrom("identity")
      .select(["native", "mail_mark"])
      .where("native", "in", [ana.directory, ben.directory])
      .execute();
    const mark = (who: { directory: string }) =>
      marks.find(({ native }) => native === who.directory)?.mail_mark;
    expect(mark(ana)).toBe(mailMark(at.home.sealer, ORG, "ana@werft.example"));
    expect(mark(ben)).toBeNull();
  });

  it("tells that somebody is a guest: they are told that Lotse is not for them, and nothing is kept (S4)", async () => {
    const at = await house({ groups: new Map() });
    const eve = at.teams.person(at.tenant, "Eve", { guest: true, locale: "de-DE" });
    expect((await eve.says(RABATT)).reception).toMatchObject({ status: 200 });
    await at.quiet();
    expect(fromLotse(eve).map(({ words }) => words)).toEqual([
      expect.stringContaining("nur für die Leute dieser Firma"),
    ]);
    expect(await learner(at, "Eve")).toBeUndefined();
    expect(await at.home.store.read.selectFrom("inbox").select("event").execute()).toEqual([]);
  });

  it("tells so in the tab, too, which shows a guest nothing, and makes them known to nobody (S4)", async () => {
    const at = await house({ groups: new Map() });
    const comes = async (name: string, guest: boolean) => {
      const who = at.teams.person(at.tenant, name, { guest, locale: "de-DE" });
      // A tenant is bound by the first message to Lotse.
      if (!guest) await who.says("Hallo");
      const headers = { authorization: `Bearer ${await who.pageToken()}` };
      return fetch(`${at.origin}/api/me`, { headers });
    };
    expect((await comes("Ana", false)).status).toBe(200);
    const refused = await comes("Eve", true);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("nur für die Leute dieser Firma");
    expect(await learner(at, "Ana")).toBeDefined();
    expect(await learner(at, "Eve")).toBeUndefined();
  });

  it("is asked of the tenant alone in which the app is registered, not of another of the company (S4)", async () => {
    const at = await house({ groups: GROUPS });
    const other = at.teams.tenant("Werft Nord");
    await at.home.store.write((writer) => bindWorkspace(writer, ORG, "teams", other.id));
    const ana = at.teams.person(other, "Ana", { locale: "de-DE" });
    await ana.says("Hallo");
    await at.quiet();
    expect(fromLotse(ana)).not.toEqual([]);
    expect(at.teams.graphAsked()).toEqual([]);
  });

  it("is done without when it says no, or nothing: people are answered, and keep the unit they had", async () => {
    const at = await house({ groups: GROUPS });
    const ana = at.teams.person(at.tenant, "Ana", { locale: "de-DE", groups: [VERTRIEB.toLowerCase()] });
    await ana.says("Hallo");
    await at.quiet();
    at.teams.passes(HOUR + 1000);
    at.teams.app.graph = [];
    await ana.says(RABATT);
    await at.quiet();
    expect(fromLotse(ana).at(-1)?.words).toContain("zwölf Prozent");
    expect(lines.join()).toContain("npm run doctor -- teams looks at the permissions");
    at.teams.passes(HOUR + 1000);
    at.teams.faults.always("graph", { kind: "silence", when: "before" });
    const before = fromLotse(ana).length;
    await ana.says(RABATT);
    await at.quiet();
    expect(fromLotse(ana).length).toBeGreaterThan(before);
    expect(await learner(at, "Ana")).toEqual({ unit: "aussendienst" });
  });
});
