import { z } from "zod";
import type { Call } from "../adapters/slack/client.ts";
import type { ChannelAdapter, Route } from "./channel/adapter.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { ShortMemory } from "./replica/short-memory.ts";
import type { Sealer } from "./store/sealing.ts";
import type { Store } from "./store/store.ts";
import type { Transcripts } from "./transcript/transcript.ts";

const GROUPS_RULE = "expected user groups and their units, such as S0123ABC=sales,S0456DEF=hall-2";
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const CONSENT = new URL("https://slack.com/oauth/v2/authorize");

export const slackSettings = {
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith("xoxb-", "expected the bot token of the app, which begins with xoxb-")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith("xapp-", "expected an app-level token, which begins with xapp-")
    .optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  /** For a Slack of one's own, in tests: the tokens go there. */
  SLACK_API_URL: z
    .string()
    .refine(
      (url) => LOOPBACK.includes(URL.parse(url)?.hostname ?? ""),
      "expected an address on this computer",
    )
    .optional(),
  SLACK_LINK_DOMAINS: z.string().transform(listed).optional(),
  SLACK_UNITS: z
    .string()
    .transform((pairs) => listed(pairs).map((pair) => pair.split("=").map((part) => part.trim())))
    .refine((pairs) => pairs.every((pair) => pair.length === 2 && !pair.includes("")), GROUPS_RULE)
    .transform((pairs) => new Map(pairs.map(([group = "", unit = ""]) => [group, unit])))
    .optional(),
};
const Settings = z.object(slackSettings);
type Settings = z.infer<typeof Settings>;

export type SlackConfig = {
  /** Null: Slack has no way to bring anything here. */
  signingSecret: string | null;
  /** Lotse connects to Slack, by Socket Mode; null: it does not. */
  appToken: string | null;
  tokens: { from: "settings"; token: string } | { from: "installations"; id: string; secret: string };
  /** Whose links are shown with what they lead to. */
  linkDomains: readonly string[];
  /** User group -> unit. */
  groups: ReadonlyMap<string, string>;
  apiUrl: string | null;
};

/** Null: no Slack. */
export function slackConfig(settings: Settings): SlackConfig | null {
  const { SLACK_BOT_TOKEN: token, SLACK_CLIENT_ID: id, SLACK_CLIENT_SECRET: secret } = settings;
  const tokens =
    token !== undefined
      ? ({ from: "settings", token } as const)
      : id !== undefined && secret !== undefined
        ? ({ from: "installations", id, secret } as const)
        : null;
  if (!tokens) return null;
  return {
    signingSecret: settings.SLACK_SIGNING_SECRET ?? null,
    appToken: settings.SLACK_APP_TOKEN ?? null,
    tokens,
    linkDomains: settings.SLACK_LINK_DOMAINS ?? [],
    groups: settings.SLACK_UNITS ?? new Map(),
    apiUrl: settings.SLACK_API_URL ?? null,
  };
}

type Given = Record<string, string | undefined>;

/** What is missing, where something of Slack is set. */
export function slackProblem(given: Given): string | null {
  if (!Object.keys(slackSettings).some((name) => given[name] !== undefined)) return null;
  const { SLACK_BOT_TOKEN: token, SLACK_CLIENT_ID: id, SLACK_CLIENT_SECRET: secret } = given;
  if (token === undefined && (id === undefined || secret === undefined))
    return "SLACK_BOT_TOKEN: needed for Slack, the bot token of the app in your workspace. Or, where several workspaces install the app: SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.";
  if (token !== undefined && (id !== undefined || secret !== undefined))
    return "SLACK_BOT_TOKEN: expected either SLACK_BOT_TOKEN, for one workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, for several.";
  if (id !== undefined && given.PUBLIC_URL === undefined)
    return "PUBLIC_URL: needed with SLACK_CLIENT_ID, the address at which Slack leads people back to Lotse.";
  if (given.SLACK_SIGNING_SECRET === undefined && given.SLACK_APP_TOKEN === undefined)
    return "SLACK_SIGNING_SECRET: needed for Slack, so that Lotse knows that it is Slack that calls. Or, where Slack cannot reach Lotse: SLACK_APP_TOKEN, for Socket Mode.";
  return null;
}

type Parts = {
  store: Store;
  sealer: Sealer;
  transcripts: Transcripts;
  memory: ShortMemory;
  clock: Clock;
  stamp: () => number;
  log: Log;
};

/** Slack as the settings say. Loaded when it is wanted: the demo starts without it. */
export async function slackChannel(
  config: SlackConfig,
  publicUrl: URL | null,
  parts: Parts,
): Promise<ChannelAdapter> {
  const { slackAdapter } = await import("../adapters/slack/adapter.ts");
  const { slackCall } = await import("../adapters/slack/client.ts");
  const { signingSecret, appToken, groups, apiUrl: url } = config;
  const now = () => parts.clock.now();
  const call = slackCall(url);
  const { tokens, entrance } = await tokensOf(config, publicUrl, { ...parts, call, now });
  return slackAdapter({ ...parts, signingSecret, appToken, groups, url, call, tokens, entrance });
}

async function tokensOf(
  { tokens, linkDomains }: SlackConfig,
  publicUrl: URL | null,
  parts: Parts & { call: Call; now(): number },
) {
  if (tokens.from === "settings") {
    const { singleToken } = await import("../adapters/slack/tokens.ts");
    return { tokens: singleToken(tokens.token, parts), entrance: [] };
  }
  const { installedTokens } = await import("../adapters/slack/installed-tokens.ts");
  const { installRoutes } = await import("../adapters/slack/oauth.ts");
  const app = { id: tokens.id, secret: tokens.secret };
  const withLinks = linkDomains.length > 0;
  const entrance: Route[] =
    publicUrl === null ? [] : installRoutes({ ...parts, app, publicUrl, withLinks, authorizeUrl: CONSENT });
  return { tokens: installedTokens({ ...parts, app }), entrance };
}

function listed(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
