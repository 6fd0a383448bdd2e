import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serve } from "../../adapters/http/server.ts";
import { slackAdapter } from "../../adapters/slack/adapter.ts";
import { slackCall } from "../../adapters/slack/client.ts";
import { installedTokens } from "../../adapters/slack/installed-tokens.ts";
import { slackManifest } from "../../adapters/slack/manifest.ts";
import { installRoutes } from "../../adapters/slack/oauth.ts";
import { beginSession } from "../../src/learner/session.ts";
import { locked, ORIGIN } from "../doors.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { type LoopbackSlack, loopbackSlack } from "../loopback/slack/slack.ts";
import { fromLotse, quietIn } from "../slack-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MANIFEST = slackManifest({
  url: new URL(ORIGIN),
  socket: false,
  oauth: true,
  domains: [],
  language: "de",
});

describe("workspaces that install the app", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let slack: LoopbackSlack;
  let home: House;
  let server: Awaited<ReturnType<typeof serve>>;
  let cookies: Record<"uma" | "ida", string>;

  beforeEach(async () => {
    folder = temporaryFolder();
    slack = await loopbackSlack({ manifest: MANIFEST });
    const { clock } = slack;
    home = await house({
      folder: folder.path,
      clock,
      doors: locked({ issuer: "http://127.0.0.1:9" }),
      also: ({ store, sealer, memory, log, ...parts }) => {
        const call = slackCall(slack.apiUrl);
        const now = () => clock.now();
        const { clientId: id, clientSecret: secret, signingSecret } = slack.app;
        const app = { id, secret };
        const common = { store, sealer, memory, log, call, now, app };
        return slackAdapter({
          ...parts,
          ...common,
          clock,
          signingSecret,
          appToken: null,
          url: slack.apiUrl,
          tokens: installedTokens(common),
          groups: new Map(),
          entrance: installRoutes({
            ...common,
            publicUrl: new URL(ORIGIN),
            withLinks: false,
            authorizeUrl: new URL("https://slack.com/oauth/v2/authorize"),
          }),
        });
      },
    });
    server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
    slack.sendsTo(`http://127.0.0.1:${server.port}/slack/events`);
    await home.store.write(async (writer) => {
      await writer.insertInto("role").values({ org: ORG, learner: "uma", role: "admin" }).execute();
    });
    const session = (native: string) =>
      beginSession(home.store, { org: ORG, learner: native, native }, clock.now());
    cookies = { uma: await session("uma"), ida: await session("ida") };
  });
  afterEach(async () => {
    await home.close();
    await server.close();
    await slack.close();
    folder.remove();
  });

  const get = (path: string, who: "uma" | "ida" | null) =>
    home.handle(
      new Request(
        `https://lotse.test${path}`,
        who ? { headers: { cookie: `__Host-lotse=${cookies[who]}` } } : {},
      ),
    );
  async function installs(team: ReturnType<LoopbackSlack["team"]>, organisation = false): Promise<Response> {
    const consent = (await get("/slack/install", "uma")).headers.get("location") ?? "";
    const back = new URL(slack.approves(consent, team, { organisation }));
    return get(`${back.pathname}${back.search}`, "uma");
  }
  const rows = () => home.store.read.selectFrom("slack_install").selectAll().execute();
  const leavers = async () => (await home.store.read.selectFrom("leaver").select("learner").execute()).length;

  it("belong to the company of the admin who installs it, and are answered from then on", async () => {
    const team = slack.team("Werft");
    const ana = slack.person(team, "Ana", { locale: "de-DE" });
    expect((await installs(team)).status).toBe(200);
    await ana.says(BUDGET);
    await quietIn(home);
    expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
    const [row] = await rows();
    expect(row).toMatchObject({ org: ORG, install: team.id, gone_at: null });
    expect(row?.sealed_tokens).not.toContain("xox");
  });

  it("are installed by admins only, and only by who went to Slack for it (S3)", async () => {
    const team = slack.team("Werft");
    expect((await get("/slack/install", null)).status).toBe(303);
    expect((await get("/slack/install", null)).headers.get("location")).toContain("/sign-in");
    expect((await get("/slack/install", "ida")).status).toBe(403);
    const consent = (await get("/slack/install", "uma")).headers.get("location") ?? "";
    const back = new URL(slack.approves(consent, team));
    expect((await get(`${back.pathname}${back.search}`, "ida")).status).toBe(403);
    const forged = new URLSearchParams(back.search);
    forged.set("state", "another");
    expect((await get(`${back.pathname}?${forged}`, "uma")).status).toBe(400);
    expect((await get(`${back.pathname}?state=${back.searchParams.get("state")}`, "uma")).status).toBe(400);
    expect(await rows()).toEqual([]);
    expect((await get(`${back.pathname}${back.search}`, "uma")).status).toBe(200);
    expect((await get(`${back.pathname}${back.search}`, "uma")).status).toBe(400);
  });

  it("are not taken from another company, and the admin is told so (S4)", async () => {
    const team = slack.team("Werft");
    await home.store.write(
      (writer) =>
        writer
          .insertInto("connection")
          .values({ org: "reederei", connection: `slack-${team.id}`, channel: "slack", native: team.id })
          .execute(),
      "reederei",
    );
    const response = await installs(team);
    expect(response.status).toBe(409);
    expect(await response.text()).toContain("gehört hier schon zu einer anderen Firma");
    expect(await rows()).toEqual([]);
  });

  it("say what to do when Slack does not take the code", async () => {
    slack.faults.next("oauth.v2.access", { kind: "error", error: "invalid_code" });
    const response = await installs(slack.team("Werft"));
    expect(response.status).toBe(502);
    expect(await response.text()).toContain("/slack/install");
  });

  it("have their tokens renewed before they end, once, however many need them", async () => {
    const team = slack.team("Werft");
    await installs(team);
    const people = Array.from({ length: 12 }, (_, at) => slack.person(team, `P${at}`, { locale: "de-DE" }));
    slack.passes(10.5 * HOUR);
    await Promise.all(people.map((one) => one.says(BUDGET)));
    await quietIn(home);
    for (const one of people) expect(fromLotse(one).at(-1)?.words).toContain("1.200 Euro");
    const renewals = slack
      .calls("oauth.v2.access")
      .filter(({ given }) => given.grant_type === "refresh_token");
    expect(renewals).toHaveLength(1);
    slack.passes(11 * HOUR);
    await people[0]?.says(BUDGET);
    await quietIn(home);
    expect(slack.calls().filter(({ method }) => method === "oauth.v2.access")).toHaveLength(3);
  }, 30_000);

  it("go on with the token that still counts when it cannot be renewed", async () => {
    const team = slack.team("Werft");
    const ana = slack.person(team, "Ana", { locale: "de-DE" });
    await installs(team);
    slack.passes(11 * HOUR);
    slack.faults.next("oauth.v2.access", { kind: "status", status: 503, when: "before" });
    await ana.says(BUDGET);
    await quietIn(home);
    expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
  });

  it("lose everything that must go when they take the app out; what comes late changes nothing (F12)", async () => {
    const team = slack.team("Werft");
    const [ana, bea] = [slack.person(team, "Ana"), slack.person(team, "Bea")];
    await installs(team);
    await ana.says("Hello");
    await quietIn(home);
    await slack.uninstalls(team);
    expect(await rows()).toMatchObject([{ sealed_tokens: null, gone_at: expect.any(Number) }]);
    expect(await leavers()).toBe(1);
    expect((await bea.says("Hello")).reception).toMatchObject({ status: 200 });
    await quietIn(home);
    const known = await home.store.read
      .selectFrom("identity")
      .select("native")
      .where("connection", "like", "slack:%")
      .execute();
    expect(known).toEqual([{ native: ana.id }]);
    slack.passes(31 * DAY);
    await home.app.tidy();
    expect(
      await home.store.read
        .selectFrom("identity")
        .select("native")
        .where("connection", "like", "slack:%")
        .execute(),
    ).toEqual([]);
  });

  it("have their people back when they install it again in time", async () => {
    const team = slack.team("Werft");
    const ana = slack.person(team, "Ana", { locale: "de-DE" });
    await installs(team);
    await ana.says("Hallo");
    await quietIn(home);
    await slack.uninstalls(team);
    expect(await leavers()).toBe(1);
    await installs(team);
    expect(await leavers()).toBe(0);
    slack.passes(HOUR);
    await ana.says(BUDGET);
    await quietIn(home);
    expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
  });

  it("stay when word that they took the app out comes late, after they have installed it again (F12)", async () => {
    const team = slack.team("Werft");
    const ana = slack.person(team, "Ana", { locale: "de-DE" });
    await installs(team);
    await ana.says("Hallo");
    await quietIn(home);
    await slack.uninstalls(team);
    await installs(team);
    await slack.saysUninstalled(team);
    expect(await rows()).toMatchObject([{ gone_at: null }]);
    expect(await leavers()).toBe(0);
    slack.passes(HOUR);
    await ana.says(BUDGET);
    await quietIn(home);
    expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
  });

  it("can be a whole Grid organisation, whose workspaces need no binding of their own", async () => {
    const [north, south] = ["Nord", "Süd"].map((name) => slack.team(name, { enterprise: "E0GRID" }));
    if (!north || !south) throw new Error("two workspaces were made");
    expect((await installs(north, true)).status).toBe(200);
    const people = [
      slack.person(north, "Ana", { locale: "de-DE" }),
      slack.person(south, "Bea", { locale: "de-DE" }),
    ];
    for (const one of people) {
      await one.says(BUDGET);
      await quietIn(home);
      expect(fromLotse(one).at(-1)?.words).toContain("1.200 Euro");
    }
    expect(await rows()).toMatchObject([{ install: "E0GRID" }]);
  });

  it("that are a whole Grid organisation know its people from those of other companies (S4)", async () => {
    const [north, south] = ["Nord", "Süd"].map((name) => slack.team(name, { enterprise: "E0GRID" }));
    if (!north || !south) throw new Error("two workspaces were made");
    await installs(north, true);
    const bea = slack.person(south, "Bea", { locale: "de-DE" });
    const guest = slack.person(slack.team("Partner"), "Gast", { stranger: true });
    const shared = slack.channel(north, "mit-partnern", [bea, guest], { external: true });
    await guest.mentions(BUDGET, { in: shared });
    slack.faults.next("users.info", { kind: "status", status: 503, when: "before" });
    // Bea is not known yet while Slack cannot say whose she is, so it sends her question again.
    await bea.mentions(BUDGET, { in: shared });
    await quietIn(home);
    expect(fromLotse(guest, shared)).toEqual([]);
    expect(fromLotse(guest)).toEqual([]);
    const people = await home.store.read.selectFrom("identity").select("native").execute();
    expect(people.map(({ native }) => native)).not.toContain(guest.id);
    slack.passes(61_000);
    await bea.mentions(BUDGET, { in: shared });
    await quietIn(home);
    expect(fromLotse(bea, shared).at(-1)?.words).toContain("1.200 Euro");
  });
});
