import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { teamsManifest } from "../../../adapters/teams/manifest.ts";
import { systemClock } from "../../../src/clock.ts";
import { connector } from "./connector.ts";
import { deliveries, type Patience } from "./deliveries.ts";
import { type Operation, faults as plannedFaults } from "./faults.ts";
import { graph } from "./graph.ts";
import { hands } from "./hands.ts";
import { entra as entraId } from "./identity.ts";
import { inside } from "./inside.ts";
import { appOf } from "./manifest.ts";
import { rates as limits } from "./rates.ts";
import { botFramework } from "./tokens.ts";
import {
  type Conversation,
  emptyWorld,
  known,
  type Person,
  personalChat,
  type Team,
  type Tenant,
} from "./world.ts";

type Settings = { patience?: Patience; manifest?: unknown };
/** As long as Teams waits for an answer. How often it repeats what was not taken is not written anywhere. */
const PATIENCE: Patience = { answerWithin: 15_000, queryWithin: 5_000, repeatAfter: [10, 20] };
type Somebody = { id: string };
type About = Partial<Pick<Person, "mail" | "locale" | "zone" | "guest" | "unit" | "title" | "groups">> & {
  withApp?: boolean;
};

/** The manifest of Lotse itself, with previews for one domain. */
export function ours() {
  const url = new URL("https://lotse.example.com");
  return teamsManifest({ url, app: randomUUID(), version: "1.0.0", domains: ["learn.example.com"] });
}

/** A Teams of our own on loopback: as strict as the real one where that is documented, with people in it, and faults on demand. */
export async function loopbackTeams({ patience = PATIENCE, manifest = ours() }: Settings = {}) {
  let ahead = 0;
  const clock = { now: () => systemClock.now() + ahead };
  const world = emptyWorld(clock, appOf(manifest));
  const faults = plannedFaults();
  const rates = limits(clock);
  const origin = () => address;
  const serviceUrl = (tenant: string) => `${address}/${known(world.tenants, tenant).region}/${tenant}/`;
  const framework = await botFramework(world, origin);
  const entra = await entraId(world, origin);
  const api = connector({ world, entra, faults, rates, serviceUrl });
  const out = deliveries({
    authorization: framework.authorization,
    forged: framework.forged,
    patience,
  });
  const within = inside(world, out, serviceUrl);

  const directory = graph(world, entra, faults, (person) => hands(within, entra, person).installs());

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", address);
    const body = await readBody(request);
    const answer = await tokenAnswer(request, url, body);
    if (!answer) return api.handle(url, body, request, response);
    response.writeHead(answer.status, {
      "content-type": "application/json; charset=utf-8",
      date: new Date(clock.now()).toUTCString(),
    });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** What the token services say; null: it is for the connector. */
  async function tokenAnswer({ method, headers }: IncomingMessage, url: URL, body: string) {
    const { pathname, searchParams } = url;
    const [, first = "", second] = pathname.split("/");
    if (method === "POST" && second === "oauth2") {
      const fault = faults.take("token", "");
      if (fault)
        return { status: fault.kind === "status" ? fault.status : 500, body: { error: "server_error" } };
      return entra.token(first, body);
    }
    if (first === "graph") return directory.handle(method ?? "", url, body, headers.authorization);
    if (method !== "GET") return null;
    if (pathname === "/msi/token") return entra.managed("service", searchParams, headers);
    if (pathname === "/metadata/identity/oauth2/token")
      return entra.managed("machine", searchParams, headers);
    if (pathname === "/common/discovery/v2.0/keys") return { status: 200, body: entra.keys() };
    const published = framework.publishes(pathname);
    return published && { status: 200, body: published };
  }

  const home = tenant("Nordlicht", world.app.home);

  function tenant(name: string, id: string = randomUUID()): Tenant {
    const made: Tenant = { id, name, region: "emea", disabled: false };
    world.tenants.set(made.id, made);
    return made;
  }

  function conversation(
    about: Omit<Conversation, "members" | "readOnly">,
    members: readonly Somebody[],
  ): string {
    const ids = new Set(members.map(({ id }) => id));
    world.conversations.set(about.id, { ...about, members: ids, readOnly: false });
    return about.id;
  }

  return {
    /** For TEAMS_AUTHORITY: Entra ID, and the keys of the Bot Framework, are there. */
    authority: address,
    /** For IDENTITY_ENDPOINT, as on App Service. */
    identityEndpoint: `${address}/msi/token`,
    app: world.app,
    /** Microsoft Graph. */
    graphUrl: `${address}/graph/v1.0`,
    /** The tenant in which the app is registered, and whose people its tokens for Graph reach. */
    home,
    clock,
    faults,
    rates,
    deliveries: out,
    framework,
    entra,
    serviceUrl,
    /** Every call of the connector, refused ones too. */
    calls: (operation?: Operation) =>
      api.called.filter((call) => operation === undefined || call.operation === operation),
    /** Every request to Microsoft Graph, refused ones too. */
    graphAsked: () => [...directory.asked],
    /** The clock of Teams goes on by so many milliseconds, or back. */
    passes(milliseconds: number): void {
      ahead += milliseconds;
    },
    /** The messaging endpoint of the bot. */
    sendsTo: (url: string): void => out.sendsTo(url),
    /** Where a 403 says why. */
    givesReasons(where: "code" | "subCode" | "none"): void {
      world.reasons = where;
    },

    tenant: (name: string): Tenant => tenant(name),
    /** Somebody who has the app, because it was installed for everybody, or has not. */
    person(at: Tenant, name: string, { withApp = true, ...about }: About = {}) {
      const person: Person = {
        id: `29:${randomBytes(24).toString("base64url")}`,
        directory: randomUUID(),
        tenant: at.id,
        name,
        mail: `${name.toLowerCase().replace(/\W+/g, ".")}@example.com`,
        signIn: null,
        locale: "en-US",
        zone: "Europe/Berlin",
        guest: false,
        unit: null,
        title: null,
        groups: [],
        blocks: false,
        ...about,
      };
      world.people.set(person.id, person);
      personalChat(world, person).installed = withApp;
      return hands(within, entra, person);
    },
    groupChat(at: Tenant, members: readonly Somebody[], { withApp = true } = {}): string {
      const id = `19:${randomBytes(16).toString("hex")}@thread.v2`;
      const about = { id, tenant: at.id, kind: "groupChat", name: null, team: null } as const;
      return conversation({ ...about, installed: withApp }, members);
    },
    team(at: Tenant, name: string): Team {
      return {
        id: `19:${randomBytes(16).toString("hex")}@thread.tacv2`,
        group: randomUUID(),
        tenant: at.id,
        name,
      };
    },
    channel(team: Team, name: string, members: readonly Somebody[], { withApp = true } = {}): string {
      const id = `19:${randomBytes(16).toString("hex")}@thread.tacv2`;
      const about = { id, tenant: team.tenant, kind: "channel", name, team } as const;
      return conversation({ ...about, installed: withApp }, members);
    },
    /** An announcement channel: only its owners write there. */
    closes(id: string): void {
      known(world.conversations, id).readOnly = true;
    },
    /** A conversation is gone, with what was said there. */
    dissolves(id: string): void {
      world.conversations.delete(id);
    },
    /** The tenant is served from elsewhere: its old service address leads nowhere. */
    moves({ id }: Tenant, region: string): void {
      known(world.tenants, id).region = region;
    },
    /** The admin takes the app from everybody in a tenant, or gives it back. */
    disables({ id }: Tenant, isDisabled = true): void {
      known(world.tenants, id).disabled = isDisabled;
    },

    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type LoopbackTeams = Awaited<ReturnType<typeof loopbackTeams>>;

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
