import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Route, Visitor } from "../../src/channel/adapter.ts";
import type { Role } from "../../src/channel/role.ts";
import { isFailure } from "../../src/errors.ts";
import { inBoth } from "../../src/i18n/texts.ts";
import type { ShortMemory } from "../../src/replica/short-memory.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Store } from "../../src/store/store.ts";
import type { Call } from "./client.ts";
import type { SlackApp } from "./installed-tokens.ts";
import { putInstall } from "./installs.ts";
import { CONSENT_PATH } from "./manifest.ts";
import { LINK_SCOPES, SCOPES } from "./scopes.ts";

/** How long an admin may take on Slack's page. */
const STATE_MS = 10 * 60_000;
/** Who binds a workspace to the company. */
const BINDS: readonly Role[] = ["admin"];

const Installed = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
  team: z.object({ id: z.string() }).nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
  is_enterprise_install: z.boolean().default(false),
});

type Parts = {
  app: SlackApp;
  call: Call;
  store: Store;
  sealer: Sealer;
  memory: ShortMemory;
  now(): number;
  /** Where browsers reach Lotse. */
  publicUrl: URL;
  /** Whether links of the catalogue are shown with what they lead to. */
  withLinks: boolean;
  /** Slack's page for installing. */
  authorizeUrl: URL;
};

/** How an admin lets Lotse into a workspace: to Slack's page, and back with a code that becomes tokens. */
export function installRoutes(parts: Parts): Route[] {
  return [
    {
      method: "GET",
      path: "/slack/install",
      access: "roles",
      roles: BINDS,
      handle: (_request, by) => toSlack(parts, by),
    },
    {
      method: "GET",
      path: CONSENT_PATH,
      access: "roles",
      roles: BINDS,
      handle: (request, by) => back(parts, request, by),
    },
  ];
}

const backAddress = ({ publicUrl }: Parts) => new URL(CONSENT_PATH, publicUrl).href;
const stateKey = (state: string) => `slack install ${state}`;

async function toSlack(parts: Parts, by: Visitor): Promise<Response> {
  const state = randomBytes(24).toString("base64url");
  await parts.memory.put(stateKey(state), by, STATE_MS);
  const address = new URL(parts.authorizeUrl);
  address.search = new URLSearchParams({
    client_id: parts.app.id,
    scope: Object.keys(parts.withLinks ? { ...SCOPES, ...LINK_SCOPES } : SCOPES).join(","),
    redirect_uri: backAddress(parts),
    state,
  }).toString();
  return new Response(null, { status: 303, headers: { location: address.href } });
}

/** Only for whoever went to Slack: with the state of somebody else, an admin would bind a workspace that is none of theirs. */
async function back(parts: Parts, request: Request, by: Visitor): Promise<Response> {
  const { app, call, store, sealer, memory, now } = parts;
  const given = new URL(request.url).searchParams;
  const state = given.get("state") ?? "";
  const code = given.get("code");
  const isTheirs = JSON.stringify(await memory.get(stateKey(state))) === JSON.stringify(by);
  if (code === null || !isTheirs || !(await memory.once(stateKey(state), STATE_MS)))
    return said(400, "notInstalled");
  const asked = { client_id: app.id, client_secret: app.secret, code, redirect_uri: backAddress(parts) };
  const called = await call("", "oauth.v2.access", asked);
  const installed = called.state === "ok" ? Installed.safeParse(called.data).data : undefined;
  const install = installed?.is_enterprise_install ? installed.enterprise?.id : installed?.team?.id;
  if (!installed || !install) return said(502, "notInstalled");
  const { access_token: bot, refresh_token: refresh = null, expires_in } = installed;
  const endsAt = expires_in === undefined ? null : now() + expires_in * 1000;
  const tokens = { bot, refresh };
  try {
    await store.write(
      (writer) => putInstall(writer, sealer, { org: by.org, install }, tokens, endsAt),
      by.org,
    );
  } catch (error) {
    if (isFailure(error, "misconfigured")) return said(409, "ofAnother");
    throw error;
  }
  return said(200, "installed");
}

function said(status: number, sentence: "installed" | "notInstalled" | "ofAnother"): Response {
  const { de, en } = inBoth(({ slack }) => slack[sentence]);
  return new Response(`${de}\n\n${en}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
