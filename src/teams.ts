import { z } from "zod";
import type { TeamsAdapter } from "../adapters/teams/adapter.ts";
import type { Proof } from "../adapters/teams/app-tokens.ts";
import type { Cloud } from "../adapters/teams/cloud.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { ShortMemory } from "./replica/short-memory.ts";
import type { Store } from "./store/store.ts";
import type { Transcripts } from "./transcript/transcript.ts";

const ID = "such as 11111111-2222-3333-4444-555555555555";
const MOST_DOMAINS = 10;

const isId = (text: unknown): boolean => z.guid().safeParse(text).success;

const isHost = (text: string): boolean => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text);

const listed = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

export const teamsSettings = {
  TEAMS_APP_ID: z.guid(`expected the id of the app, ${ID}`).optional(),
  TEAMS_TENANT_ID: z.guid(`expected the id of the tenant, ${ID}`).optional(),
  TEAMS_APP_SECRET: z
    .string()
    .refine((secret) => !isId(secret), "expected the value of a secret, not its id")
    .optional(),
  TEAMS_MANAGED_IDENTITY: z.literal("yes", "expected yes, or nothing").optional(),
  /** What Azure hands to a process with a managed identity. */
  IDENTITY_ENDPOINT: z.url("expected the address that Azure sets").optional(),
  IDENTITY_HEADER: z.string().optional(),
  /** `no` is the same as nothing. */
  TEAMS_GRAPH: z.enum(["yes", "no"], "expected yes, or nothing").optional(),
  TEAMS_UNITS: listed
    .transform((pairs) => pairs.map((pair) => pair.split("=").map((part) => part.trim())))
    .refine(
      (pairs) =>
        pairs.every(([group, unit = "", ...more]) => isId(group) && unit !== "" && more.length === 0),
      `expected groups and their units, ${ID}=sales`,
    )
    .transform((pairs) => new Map(pairs.map(([group = "", unit = ""]) => [group.toLowerCase(), unit])))
    .optional(),
  TEAMS_LINK_DOMAINS: listed
    .transform((domains) => domains.map((domain) => domain.toLowerCase()))
    .refine((domains) => domains.every(isHost), "expected domains, such as learn.example.com")
    .refine((domains) => domains.length <= MOST_DOMAINS, "expected ten domains at most")
    .optional(),
  TEAMS_SERVICE_HOSTS: listed
    .refine(
      (hosts) => hosts.every(isHost),
      "expected names of hosts, such as smba.infra.gcc.teams.microsoft.com",
    )
    .optional(),
};
const Settings = z.object(teamsSettings);
type Settings = z.infer<typeof Settings>;

export type TeamsConfig = {
  /** The app, which is the bot, too; its tokens for pages are for this as well. */
  app: string;
  /** Where it is registered. */
  tenant: string;
  /** Who issues tokens. */
  authority: URL;
  proof: Proof;
  /** Hosts of the Bot Connector beside that of the cloud. */
  hosts: readonly string[];
  /** Whose links are previewed. */
  links: readonly string[];
  /** Whether the directory is asked, and which group of it stands for which unit; null: it is not. */
  graph: { groups: ReadonlyMap<string, string> } | null;
};

/** Null: no Teams. */
export function teamsConfig(settings: Settings, authority: URL): TeamsConfig | null {
  const { TEAMS_APP_ID: app, TEAMS_TENANT_ID: tenant, TEAMS_SERVICE_HOSTS: hosts = [] } = settings;
  const proof = proofIn(settings);
  if (app === undefined || tenant === undefined || proof === null) return null;
  const { TEAMS_LINK_DOMAINS: links = [], TEAMS_UNITS: groups = new Map<string, string>() } = settings;
  const graph = settings.TEAMS_GRAPH === "yes" ? { groups } : null;
  return { app, tenant: tenant.toLowerCase(), authority, proof, hosts, links, graph };
}

function proofIn(settings: Settings): Proof | null {
  const { TEAMS_APP_SECRET: secret, TEAMS_MANAGED_IDENTITY: identity } = settings;
  if (secret !== undefined) return { kind: "secret", secret };
  if (identity === undefined) return null;
  const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = settings;
  if (endpoint === undefined || header === undefined) return { kind: "identity", endpoint: null };
  return { kind: "identity", endpoint: { url: new URL(endpoint), header } };
}

type Given = Record<string, string | undefined>;
const OURS = ["TEAMS_APP_ID", "TEAMS_TENANT_ID", "TEAMS_APP_SECRET", "TEAMS_MANAGED_IDENTITY"];

/** What is missing, where something of Teams is set: with less, Lotse would believe whatever anybody brings. */
export function teamsProblem(given: Given): string | null {
  if (given.TEAMS_UNITS !== undefined && given.TEAMS_GRAPH !== "yes")
    return "TEAMS_UNITS: needs TEAMS_GRAPH=yes: only the directory says who is in which group.";
  if (!OURS.some((name) => given[name] !== undefined)) return null;
  const { TEAMS_APP_SECRET: secret, TEAMS_MANAGED_IDENTITY: identity } = given;
  if (given.TEAMS_APP_ID === undefined)
    return "TEAMS_APP_ID: needed for Teams, the Application (client) ID of the app registration.";
  if (given.TEAMS_TENANT_ID === undefined)
    return "TEAMS_TENANT_ID: needed with TEAMS_APP_ID, the Directory (tenant) ID of the app registration.";
  if (secret === undefined && identity === undefined)
    return "TEAMS_APP_SECRET: needed with TEAMS_APP_ID, the value of a secret of the app registration. Or, on Azure with a managed identity: TEAMS_MANAGED_IDENTITY=yes.";
  if (secret !== undefined && identity !== undefined)
    return "TEAMS_APP_SECRET: expected either TEAMS_APP_SECRET or TEAMS_MANAGED_IDENTITY=yes, not both.";
  return null;
}

type Parts = {
  store: Store;
  transcripts: Transcripts;
  memory: ShortMemory;
  clock: Clock;
  stamp(): number;
  log: Log;
};

/** Teams as the settings say. Loaded when it is wanted: the demo starts without it. */
export async function teamsChannel(config: TeamsConfig, parts: Parts): Promise<TeamsAdapter> {
  const { teamsAdapter } = await import("../adapters/teams/adapter.ts");
  const { appTokens } = await import("../adapters/teams/app-tokens.ts");
  const { cloudOf } = await import("../adapters/teams/cloud.ts");
  const { listedHosts } = await import("../adapters/teams/hosts.ts");
  const { connector } = await import("../adapters/teams/sdk.ts");
  const { inboundTokens } = await import("../adapters/teams/token.ts");
  const { app, tenant, authority, hosts, links } = config;
  const now = () => parts.clock.now();
  const cloud = cloudOf(authority);
  return teamsAdapter({
    ...parts,
    app,
    tenant,
    service: cloud.service,
    isSigned: inboundTokens({ app, cloud, now }),
    isListed: listedHosts(hosts, authority),
    call: connector({ app, cloud, token: appTokens(config, cloud.audience, now) }),
    links,
    ...(await inDirectory(config, cloud, parts)),
  });
}

/** What needs Microsoft Graph, and is asked of it with a token of its own. */
async function inDirectory({ graph: wanted, ...config }: TeamsConfig, cloud: Cloud, parts: Parts) {
  if (!wanted) return { directory: null, install: null };
  const { appTokens } = await import("../adapters/teams/app-tokens.ts");
  const { directory } = await import("../adapters/teams/directory.ts");
  const { graphAt } = await import("../adapters/teams/graph.ts");
  const { installing } = await import("../adapters/teams/installs.ts");
  const { app, tenant: own } = config;
  const { readOf } = parts.store;
  const now = () => parts.clock.now();
  const { graphApi: api } = cloud;
  const graph = graphAt({ api, token: appTokens(config, cloud.graph, now), now });
  return {
    directory: directory({ ...parts, ...wanted, graph, own, readOf, now }),
    install: installing({ graph, api, app, own, log: parts.log }),
  };
}
