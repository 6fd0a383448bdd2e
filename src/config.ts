import { z } from "zod";
import { Failure } from "./errors.ts";

/** The floor of every aggregate: no configuration goes below it. */
const SMALLEST_ALLOWED = 5;
const GROUP_RULE = "expected a number from 5 to 999: an aggregate never speaks of fewer than five people";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const HTTPS = "https://HOST (http only on this computer: localhost or 127.0.0.1)";

const Settings = z.object({
  LOTSE_MODE: z.enum(["demo", "production"], "expected demo or production").default("demo"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "expected a number from 0 to 65535 (0 picks a free one)")
    .transform(Number)
    .refine((port) => port <= 65_535, "expected a number from 0 to 65535 (0 picks a free one)")
    .default(4780),
  DATA_DIR: z.string().min(1, "expected a folder").default("data"),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, "expected postgres://USER:PASSWORD@HOST:PORT/DATABASE")
    .optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "expected debug, info, warn, error or silent")
    .optional(),
  LOTSE_MASTER_KEY: z
    .string()
    .regex(
      /^[0-9a-f]{64}$/i,
      "expected 64 hexadecimal digits (32 bytes), for example from: openssl rand -hex 32",
    )
    .optional(),
  SMALLEST_GROUP: z
    .string()
    .regex(/^\d{1,3}$/, GROUP_RULE)
    .transform(Number)
    .refine((people) => people >= SMALLEST_ALLOWED, GROUP_RULE)
    .default(SMALLEST_ALLOWED),
  PUBLIC_URL: address(`expected ${HTTPS} without a path`).optional(),
  OIDC_ISSUER: z
    .string()
    .refine(isSafe, `expected the address of your provider, ${HTTPS}`)
    .transform((text) => new URL(text))
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  TEAMS_APP_ID: z.guid("expected the id of the app, such as 11111111-2222-3333-4444-555555555555").optional(),
  TEAMS_AUTHORITY: address(
    `expected ${HTTPS} without a path, such as https://login.microsoftonline.us`,
  ).default(new URL("https://login.microsoftonline.com")),
});

export type Config = {
  mode: "demo" | "production";
  port: number;
  dataDir: string;
  /** A PostgreSQL database; null: the embedded store in `dataDir`. */
  databaseUrl: string | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** 32 bytes; null: the demo makes one of its own. */
  masterKey: Buffer | null;
  /** The fewest people an aggregate may speak of. */
  smallestGroup: number;
  /** Where browsers reach Lotse. */
  publicUrl: URL | null;
  /** The OpenID Connect provider people sign in with; a public client has no secret. */
  signIn: { issuer: URL; clientId: string; clientSecret: string | null } | null;
  /** The app whose tokens pages inside Teams bring, and who issues them. */
  teams: { app: string; authority: URL } | null;
};

/** The settings of a process that people come to. */
export type ServerConfig = Config &
  ({ mode: "demo" } | { mode: "production"; publicUrl: URL; signIn: NonNullable<Config["signIn"]> });

/**
 * The settings from the environment. An empty variable counts as not set. Throws Failure `misconfigured`, naming each variable that
 * cannot be used and what is expected; the values themselves are not repeated, one may be a secret.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  return read(environment, [keyProblem]);
}

/** The same for the server, which in production does not open without a sign-in. */
export function readServerConfig(environment: Record<string, string | undefined>): ServerConfig {
  const config = read(environment, [keyProblem, addressProblem, signInProblem]);
  const { mode, publicUrl, signIn } = config;
  if (mode === "demo") return { ...config, mode };
  if (!publicUrl || !signIn) throw new Error("what was asked for above is not there");
  return { ...config, mode, publicUrl, signIn };
}

type Given = Record<string, string | undefined>;
type Check = (given: Given) => string | null;

/** What production needs is asked for together with what cannot be used, so that one look mends it all. */
function read(environment: Given, production: readonly Check[]): Config {
  const given: Given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const settings = Settings.safeParse(given);
  const wrong = settings.error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}.`) ?? [];
  const missing =
    given.LOTSE_MODE === "production" ? production.flatMap((problem) => problem(given) ?? []) : [];
  if (!settings.success || missing.length > 0) {
    throw new Failure("misconfigured", [...wrong, ...missing].join("\n"));
  }
  const { LOTSE_MODE: mode, LOG_LEVEL, LOTSE_MASTER_KEY: key } = settings.data;
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET,
    TEAMS_APP_ID: app,
  } = settings.data;
  return {
    mode,
    port: settings.data.PORT,
    dataDir: settings.data.DATA_DIR,
    databaseUrl: settings.data.DATABASE_URL ?? null,
    logLevel: LOG_LEVEL ?? (mode === "demo" ? "warn" : "info"),
    masterKey: key === undefined ? null : Buffer.from(key, "hex"),
    smallestGroup: settings.data.SMALLEST_GROUP,
    publicUrl: settings.data.PUBLIC_URL ?? null,
    signIn: issuer && clientId ? { issuer, clientId, clientSecret: OIDC_CLIENT_SECRET ?? null } : null,
    teams: app === undefined ? null : { app, authority: settings.data.TEAMS_AUTHORITY },
  };
}

function keyProblem(given: Given): string | null {
  if (given.LOTSE_MASTER_KEY !== undefined) return null;
  return "LOTSE_MASTER_KEY: needed outside the demo, 64 hexadecimal digits. Make one with: openssl rand -hex 32 (and keep it safe: what people wrote cannot be read without it).";
}

function addressProblem(given: Given): string | null {
  if (given.PUBLIC_URL !== undefined) return null;
  return "PUBLIC_URL: needed outside the demo, the address people open Lotse at, such as https://lotse.example.com.";
}

function signInProblem(given: Given): string | null {
  if (given.OIDC_ISSUER !== undefined && given.OIDC_CLIENT_ID !== undefined) return null;
  return "OIDC_ISSUER, OIDC_CLIENT_ID: needed outside the demo, where people sign in. Register Lotse with your OpenID Connect provider, with the redirect address PUBLIC_URL/sign-in/back, and set both (and OIDC_CLIENT_SECRET, if it gives you one).";
}

/** Who listens in on the way could be anybody: only what stays on this computer may go in clear. */
function isSafe(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.includes(url.hostname));
}

function address(rule: string) {
  return z
    .string()
    .refine((text) => isSafe(text) && /^[^/]+:\/\/[^/?#@]+\/?$/.test(text), rule)
    .transform((text) => new URL(text));
}

function isPostgresUrl(text: string): boolean {
  return ["postgres:", "postgresql:"].includes(URL.parse(text)?.protocol ?? "");
}
