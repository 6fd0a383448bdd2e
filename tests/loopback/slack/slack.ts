import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { slackManifest } from "../../../adapters/slack/manifest.ts";
import { systemClock } from "../../../src/clock.ts";
import { webApi } from "./api.ts";
import { deliveries, httpCourier, type Patience, signature } from "./deliveries.ts";
import { userEvent } from "./events.ts";
import { faults as plannedFaults } from "./faults.ts";
import { hands } from "./hands.ts";
import { inside } from "./inside.ts";
import { type AppManifest, appOf } from "./manifest.ts";
import { install } from "./methods/auth.ts";
import { rates as limits } from "./rates.ts";
import { responses } from "./responses.ts";
import { socketMode } from "./socket-mode.ts";
import { type Channel, emptyWorld, known, type Person, type Team } from "./world.ts";

/** The manifest of Lotse itself, with previews for one domain. */
const OURS = slackManifest({
  url: new URL("https://lotse.example.com"),
  socket: false,
  oauth: false,
  domains: ["learn.example.com"],
  language: "en",
});
type Settings = { manifest?: AppManifest; patience?: Patience };
/** As long as Slack waits for an answer, but not as long between repetitions. */
const PATIENCE: Patience = { answerWithin: 3000, repeatAfter: [0, 20, 40] };

/** A Slack of our own on loopback: as strict as the real one where that is documented, with people in it, and faults on demand. */
export async function loopbackSlack({ manifest = OURS, patience = PATIENCE }: Settings = {}) {
  let ahead = 0;
  const clock = { now: () => systemClock.now() + ahead };
  const world = emptyWorld(clock, appOf(manifest));
  const faults = plannedFaults();
  const rates = limits(clock);
  let requestUrl: string | null = null;
  const socket = socketMode(() => address, patience);
  const out = deliveries(() => {
    if (socket.isConnected() || requestUrl === null) return socket.courier;
    return httpCourier(world, requestUrl, patience);
  }, patience);
  const answers = responses(world, () => address);
  const api = webApi({ world, faults, rates, openSocket: socket.openSocket });
  const within = inside(world, out, answers);

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://slack");
    const [, kind, name = ""] = pathname.split("/");
    const body = await readBody(request);
    if (kind === "api") return api.handle(name, body, request, response);
    if (kind !== "response") return void response.writeHead(404).end();
    const answer = answers.take(name, body);
    response.writeHead(answer.status, { "content-type": "text/plain" }).end(answer.body);
  });
  server.on("upgrade", (request, stream) => socket.upgrade(request, stream));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const appToken = `xapp-1-${world.app.id}-${randomBytes(8).toString("hex")}`;
  world.tokens.set(appToken, {
    value: appToken,
    kind: "app",
    teams: [],
    enterprise: null,
    scopes: ["connections:write"],
    state: "good",
    expiresAt: null,
  });

  async function saysUninstalled(team: Team): Promise<void> {
    const tokens = { oauth: [], bot: [team.bot.user] };
    await Promise.all([
      within.happens("tokens_revoked", team, { type: "tokens_revoked", tokens }),
      within.happens("app_uninstalled", team, { type: "app_uninstalled" }),
    ]);
  }

  return {
    /** For `slackApiUrl` and SLACK_API_URL. */
    apiUrl: `http://${address}/api/`,
    app: world.app,
    appToken,
    clock,
    faults,
    rates,
    deliveries: out,
    socket,
    /** Every call of the Web API, refused ones too. */
    calls: (method?: string) => api.called.filter((call) => method === undefined || call.method === method),
    /** Slack's clock goes on by so many milliseconds, or back. */
    passes(milliseconds: number): void {
      ahead += milliseconds;
    },
    /** Where events, interactions and commands go when no socket is open. */
    sendsTo(url: string): void {
      requestUrl = url;
    },
    /** What Slack does when the address is entered: it must give the challenge back. */
    async verifies(url: string): Promise<boolean> {
      const challenge = randomBytes(8).toString("hex");
      const body = { type: "url_verification", token: "verification-token", challenge };
      const reception = await httpCourier(world, url, patience).bring({ kind: "event", body }, 0, null);
      return reception.state === "answered" && reception.status === 200 && reception.body.includes(challenge);
    },
    signature: (body: string, seconds?: number) => signature(world, body, seconds),

    team(
      name: string,
      { enterprise = null, streams = true }: { enterprise?: string | null; streams?: boolean } = {},
    ) {
      const id = world.newId("T");
      const domain = name.toLowerCase().replace(/\W+/g, "-");
      const bot = { user: world.newId("U"), id: world.newId("B") };
      const team: Team = { id, name, domain, enterprise, bot, streams };
      world.teams.set(id, team);
      return team;
    },
    /** Puts the app into a workspace, by hand: its bot token. */
    installs: (...teams: Team[]): string => install(world, teams, null).value,
    /** Puts the app into a whole Grid organisation. */
    installsForOrganisation: (enterprise: string): string =>
      install(
        world,
        [...world.teams.values()].filter((team) => team.enterprise === enterprise),
        enterprise,
      ).value,
    /** An admin says yes on the consent page: where their browser goes next. */
    approves(consent: string, team: Team, { organisation = false } = {}): string {
      const { searchParams } = new URL(consent);
      const [redirect = "", scope = ""] = [
        searchParams.get("redirect_uri") ?? world.app.redirectUrls[0],
        searchParams.get("scope") ?? "",
      ];
      if (searchParams.get("client_id") !== world.app.clientId) throw new Error("invalid_client_id");
      if (!world.app.redirectUrls.includes(redirect)) throw new Error("bad_redirect_uri");
      if (!scope.split(",").every((one) => world.app.scopes.includes(one))) throw new Error("invalid_scope");
      const code = randomBytes(12).toString("hex");
      const teams = organisation
        ? [...world.teams.values()].filter((one) => one.enterprise === team.enterprise)
        : [team];
      world.codes.set(code, { teams, enterprise: organisation ? team.enterprise : null, redirect });
      const back = new URL(redirect);
      back.search = new URLSearchParams({ code, state: searchParams.get("state") ?? "" }).toString();
      return back.href;
    },
    /** Takes a token away. */
    revokes(token: string): void {
      known(world.tokens, token).state = "revoked";
    },
    /** Takes the app out of a workspace: its tokens die, and it is told. */
    async uninstalls(team: Team): Promise<void> {
      for (const token of world.tokens.values()) if (token.teams.includes(team.id)) token.state = "inactive";
      await saysUninstalled(team);
    },
    /** The word of it alone, which may come late. */
    saysUninstalled,

    person(team: Team, name: string, about: Partial<Omit<Person, "id" | "team" | "name">> = {}) {
      const person: Person = {
        id: world.newId("U"),
        team: team.id,
        name,
        mail: `${name.toLowerCase().replace(/\W+/g, ".")}@example.com`,
        locale: "en-US",
        zone: "Europe/Berlin",
        bot: false,
        stranger: false,
        left: false,
        ...about,
      };
      world.people.set(person.id, person);
      return hands(within, team, person);
    },
    /** Somebody's profile changes, and the app is told if it wants to know. */
    async changes({ id }: { id: string }, about: Partial<Omit<Person, "id" | "team">>): Promise<void> {
      const person = Object.assign(known(world.people, id), about);
      await within.happens(
        "user_change",
        known(world.teams, person.team),
        userEvent(world, person, world.stamp()),
      );
    },
    channel(
      team: Team,
      name: string,
      members: readonly { id: string }[],
      {
        kind = "public",
        external = false,
        withApp = true,
      }: { kind?: "public" | "private"; external?: boolean; withApp?: boolean } = {},
    ): string {
      const id = world.newId("C");
      const ids = [...members.map((one) => one.id), ...(withApp ? [team.bot.user] : [])];
      const channel: Channel = {
        id,
        team: team.id,
        kind,
        name,
        members: new Set(ids),
        archived: false,
        external,
      };
      world.channels.set(id, channel);
      return id;
    },
    /** Where two people talk with each other alone. */
    between(team: Team, one: { id: string }, other: { id: string }): string {
      const id = world.newId("D");
      const members = new Set([one.id, other.id]);
      const kind = { kind: "im", name: "directmessage", archived: false, external: false } as const;
      world.channels.set(id, { id, team: team.id, members, ...kind });
      return id;
    },
    archives(channel: string): void {
      known(world.channels, channel).archived = true;
    },
    group(team: Team, handle: string, people: readonly { id: string }[]): string {
      const id = world.newId("S");
      world.groups.set(id, { id, team: team.id, handle, name: handle, people: people.map((one) => one.id) });
      return id;
    },
    /** A user group is of these people from now on. */
    regroup(group: string, people: readonly { id: string }[]): void {
      known(world.groups, group).people = people.map((one) => one.id);
    },
    /** What the server does by itself after about five minutes: whatever is being written ends there. */
    endsStreams(): void {
      for (const { stream } of world.messages) if (stream?.state === "live") stream.state = "ended";
    },

    async close(): Promise<void> {
      socket.cut();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type LoopbackSlack = Awaited<ReturnType<typeof loopbackSlack>>;

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
