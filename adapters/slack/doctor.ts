import { type Finding, note, right, wrong } from "../../src/channel/finding.ts";
import { addressFindings } from "./doctor-address.ts";
import { ask, type Slack } from "./doctor-ask.ts";
import { scopeFindings } from "./doctor-scopes.ts";
import { SOCKET_SCOPE } from "./scopes.ts";

/** Beyond 300 s nothing that Slack signs is taken; a clock that is off by this much is not looked after. */
const MOST_SECONDS_APART = 30;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

type Settings = Record<string, string | undefined>;

/** Whether Lotse can work in Slack with these settings, asked of Slack itself. Nothing is changed by it. */
export async function examineSlack(environment: Settings, now: () => number): Promise<Finding[]> {
  const settings = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const api = apiAddress(settings.SLACK_API_URL);
  if (api === null) {
    return [wrong("SLACK_API_URL is for tests on this computer only. Take it out: tokens would go there.")];
  }
  const slack: Slack = { api, now };
  return [
    ...(await installFindings(slack, settings)),
    ...(settings.SLACK_APP_TOKEN === undefined ? [] : await socketFindings(slack, settings.SLACK_APP_TOKEN)),
    ...(await wayInFindings(settings, now)),
  ];
}

function apiAddress(given: string | undefined): string | null {
  if (given === undefined) return "https://slack.com/api/";
  return LOOPBACK.includes(URL.parse(given)?.hostname ?? "") ? given : null;
}

/** One workspace by its token, or several by OAuth. */
async function installFindings(slack: Slack, settings: Settings): Promise<Finding[]> {
  const { SLACK_BOT_TOKEN: token, SLACK_CLIENT_ID: id, SLACK_CLIENT_SECRET: secret } = settings;
  if (token !== undefined && (id !== undefined || secret !== undefined)) {
    return [
      wrong(
        "Set either SLACK_BOT_TOKEN (one workspace), or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (several), not both.",
      ),
    ];
  }
  if (token !== undefined) return tokenFindings(slack, token, settings.SLACK_LINK_DOMAINS !== undefined);
  if (id !== undefined && secret !== undefined) return clientFindings(slack, id, secret, settings.PUBLIC_URL);
  return [
    wrong(
      "SLACK_BOT_TOKEN is not set. Copy it from “OAuth & Permissions” (Bot User OAuth Token) once the app is installed. Where several workspaces install the app: SLACK_CLIENT_ID and SLACK_CLIENT_SECRET from “Basic Information”.",
    ),
  ];
}

async function tokenFindings(slack: Slack, token: string, withLinks: boolean): Promise<Finding[]> {
  if (!token.startsWith("xoxb-")) {
    return [
      wrong(
        `SLACK_BOT_TOKEN is ${kindOf(token)}. Copy the Bot User OAuth Token, which begins with xoxb-, from “OAuth & Permissions”.`,
      ),
    ];
  }
  const answer = await ask(slack, "auth.test", token);
  if (answer.state === "unreachable") return [wrong(answer.sentence)];
  if (answer.state === "no") return [wrong(tokenSentence(answer.error))];
  const { team, team_id, is_enterprise_install } = answer.data;
  const whose = is_enterprise_install === true ? "a whole Grid organisation" : `${team} (${team_id})`;
  return [
    right(`SLACK_BOT_TOKEN is taken by Slack: it belongs to ${whose}.`),
    ...clockFindings(answer.secondsApart),
    ...scopeFindings(answer.scopes, withLinks),
  ];
}

function kindOf(token: string): string {
  if (token.startsWith("xapp-")) return "an app-level token";
  if (token.startsWith("xoxp-")) return "a user token";
  return token.startsWith("xoxe") ? "a token that expires" : "no bot token";
}

function tokenSentence(error: string): string {
  switch (error) {
    case "invalid_auth":
    case "not_authed":
      return "SLACK_BOT_TOKEN is not known to Slack. Copy it again from “OAuth & Permissions”.";
    case "token_revoked":
    case "account_inactive":
      return `SLACK_BOT_TOKEN is no longer valid (${error}): the app was taken out of the workspace. Install it again and copy the new token.`;
    case "token_expired":
      return "SLACK_BOT_TOKEN has expired: token rotation is on, and cannot be switched off again. Make a new app from the manifest without --oauth, or run Lotse with SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.";
    default:
      return `Slack does not take SLACK_BOT_TOKEN: ${error}.`;
  }
}

function clockFindings(secondsApart: number): Finding[] {
  if (Math.abs(secondsApart) <= MOST_SECONDS_APART) return [right("The clock agrees with Slack's.")];
  const off = `${Math.abs(secondsApart)} s ${secondsApart > 0 ? "ahead of" : "behind"} Slack's`;
  return [
    wrong(
      `The clock of this computer is ${off}; beyond 300 s Lotse refuses what Slack sends. Have it set over the network (NTP).`,
    ),
  ];
}

/** A code that never was: Slack says so only to an app whose secret is right. */
async function clientFindings(
  slack: Slack,
  id: string,
  secret: string,
  publicUrl: string | undefined,
): Promise<Finding[]> {
  const answer = await ask(slack, "oauth.v2.access", null, {
    client_id: id,
    client_secret: secret,
    code: "none",
  });
  if (answer.state === "unreachable") return [wrong(answer.sentence)];
  const error = answer.state === "no" ? answer.error : "";
  const findings =
    error === "invalid_code"
      ? [
          right("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are taken by Slack."),
          note(
            "Which workspaces are in, and what each allows, stands in the store: npm run lotse -- connection list",
          ),
        ]
      : [
          wrong(
            `Slack does not take SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (${error}). Copy both again from “Basic Information”, App Credentials.`,
          ),
        ];
  const back =
    publicUrl === undefined
      ? [wrong("PUBLIC_URL is not set: Slack leads admins back there after they have agreed.")]
      : [];
  return [...findings, ...clockFindings(answer.secondsApart), ...back];
}

async function socketFindings(slack: Slack, token: string): Promise<Finding[]> {
  if (!token.startsWith("xapp-")) {
    return [
      wrong(
        `SLACK_APP_TOKEN is not an app-level token, which begins with xapp-. Make one under “Basic Information”, App-Level Tokens, with the scope ${SOCKET_SCOPE}.`,
      ),
    ];
  }
  const answer = await ask(slack, "apps.connections.open", token);
  if (answer.state === "unreachable") return [wrong(answer.sentence)];
  if (answer.state === "ok") return [right("SLACK_APP_TOKEN opens a connection (Socket Mode).")];
  if (answer.error === "missing_scope") {
    return [wrong(`SLACK_APP_TOKEN lacks the scope ${SOCKET_SCOPE}. Make a new app-level token with it.`)];
  }
  return [
    wrong(
      `Slack opens no connection with SLACK_APP_TOKEN (${answer.error}). Switch Socket Mode on in the settings of the app, and make a new app-level token with the scope ${SOCKET_SCOPE}.`,
    ),
  ];
}

/** How things come in: over Socket Mode, or to our address, signed. */
async function wayInFindings(settings: Settings, now: () => number): Promise<Finding[]> {
  const { SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: app, PUBLIC_URL: address } = settings;
  if (secret === undefined && app !== undefined) return [];
  if (secret === undefined) {
    return [
      wrong(
        "SLACK_SIGNING_SECRET is not set. Copy it from “Basic Information”, App Credentials. Or, where Slack cannot reach Lotse, set SLACK_APP_TOKEN (Socket Mode).",
      ),
    ];
  }
  if (!/^[0-9a-f]{32}$/.test(secret)) {
    return [
      wrong(
        "SLACK_SIGNING_SECRET is not one: expected 32 hexadecimal digits. Copy “Signing Secret”, not “Client Secret”, from “Basic Information”.",
      ),
    ];
  }
  if (app !== undefined) return [right("SLACK_SIGNING_SECRET has the right form.")];
  if (address === undefined || URL.parse(address) === null) {
    return [wrong("PUBLIC_URL is not set: without it nobody can say whether Slack reaches Lotse.")];
  }
  return addressFindings(new URL(address), secret, now);
}
