import { z } from "zod";
import { type KeySource, MASTER_KEY } from "../adapters/secrets/master-key.ts";
import { Failure } from "./errors.ts";
import { type ModelConfig, modelConfig, modelProblem, modelSettings } from "./model.ts";
import { type SlackConfig, slackConfig, slackProblem, slackSettings } from "./slack.ts";
import { type TeamsConfig, teamsConfig, teamsProblem, teamsSettings } from "./teams.ts";

/** The floor of every aggregate: no configuration goes below it. */
const SMALLEST_ALLOWED = 5;
const POSTGRES_RULE = "expected postgres://USER:PASSWORD@HOST:PORT/DATABASE";
const COMMAND_RULE =
  "expected a program and its arguments with spaces between; quotes, variables and pipes belong in a script";
const GROUP_RULE = "expected a number from 5 to 999: an aggregate never speaks of fewer than five people";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const HTTPS = "https://HOST (http only on this computer: localhost or 127.0.0.1)";

const MasterKey = z
  .string()
  .regex(MASTER_KEY, "expected 64 hexadecimal digits (32 bytes), for example from: openssl rand -hex 32");
/** No shell reads it. Whoever writes as if one did would be surprised. */
const Command = z
  .string()
  .regex(/^[^'"`$|&;<>*?\\\n]+$/, COMMAND_RULE)
  .regex(/\S/, COMMAND_RULE)
  .transform((line): [string, ...string[]] => {
    const [program = "", ...args] = line.trim().split(/\s+/);
    return [program, ...args];
  });

const Settings = z.object({
  LOTSE_MODE: z.enum(["demo", "production"], "expected demo or production").default("demo"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "expected a number from 0 to 65535 (0 picks a free one)")
    .transform(Number)
    .refine((port) => port <= 65_535, "expected a number from 0 to 65535 (0 picks a free one)")
    .default(4780),
  DATA_DIR: z.string().min(1, "expected a folder").default("data"),
  DATABASE_URL: z.string().refine(isPostgresUrl, POSTGRES_RULE).optional(),
  KEYS_URL: z.string().refine(isPostgresUrl, POSTGRES_RULE).optional(),
  REDIS_URL: z.string().optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "expected debug, info, warn, error or silent")
    .optional(),
  LOTSE_MASTER_KEY: MasterKey.optional(),
  LOTSE_MASTER_KEY_FILE: z.string().optional(),
  LOTSE_MASTER_KEY_COMMAND: Command.optional(),
  LOTSE_OTHER_MASTER_KEY: MasterKey.optional(),
  LOTSE_OTHER_MASTER_KEY_FILE: z.string().optional(),
  LOTSE_OTHER_MASTER_KEY_COMMAND: Command.optional(),
  SMALLEST_GROUP: z
    .string()
    .regex(/^\d{1,3}$/, GROUP_RULE)
    .transform(Number)
    .refine((people) => people >= SMALLEST_ALLOWED, GROUP_RULE)
    .default(SMALLEST_ALLOWED),
  EMBEDDINGS_URL: z
    .string()
    .refine(
      (text) => isSafe(text) && URL.parse(text)?.username === "",
      `expected the address of the endpoint, ${HTTPS}, such as https://HOST/v1`,
    )
    .transform((text) => new URL(text))
    .optional(),
  EMBEDDINGS_KEY: z
    .string()
    .regex(/^[!-~]+$/, "expected the key as its provider shows it, in one word")
    .optional(),
  EMBEDDINGS_MODEL: z.string().optional(),
  ...modelSettings,
  PUBLIC_URL: address(`expected ${HTTPS} without a path`).optional(),
  OIDC_ISSUER: z
    .string()
    .refine(isSafe, `expected the address of your provider, ${HTTPS}`)
    .transform((text) => new URL(text))
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  ...teamsSettings,
  TEAMS_AUTHORITY: address(
    `expected ${HTTPS} without a path, such as https://login.microsoftonline.us`,
  ).default(new URL("https://login.microsoftonline.com")),
  ...slackSettings,
});

export type Config = {
  mode: "demo" | "production";
  port: number;
  dataDir: string;
  /** A PostgreSQL database; null: the embedded store in `dataDir`. */
  databaseUrl: string | null;
  /** A PostgreSQL database for the key vault; null: the file in `dataDir`. */
  keysUrl: string | null;
  /** A Redis server, sentinels or a cluster (adapters/redis/address.ts); null: this process is the only one. */
  redisUrl: string | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** Null: the demo makes one of its own. */
  masterKey: KeySource | null;
  /** Opens what another master key wrapped, while one takes the place of the other. */
  otherMasterKey: KeySource | null;
  /** The fewest people an aggregate may speak of. */
  smallestGroup: number;
  /** Where browsers reach Lotse. */
  publicUrl: URL | null;
  /** The OpenID Connect provider people sign in with; a public client has no secret. */
  signIn: { issuer: URL; clientId: string; clientSecret: string | null } | null;
  teams: TeamsConfig | null;
  /** Where texts go to have said what they mean; null: nowhere. */
  embeddings: { url: URL; key: string; model: string } | null;
  /** What helps with answers; null: nothing does. */
  model: ModelConfig | null;
  slack: SlackConfig | null;
};

/** The settings of a process that people come to. */
export type ServerConfig = Config &
  ({ mode: "demo" } | { mode: "production"; publicUrl: URL; signIn: NonNullable<Config["signIn"]> });

/**
 * The settings from the environment. An empty variable counts as not set. Throws Failure `misconfigured`, naming each variable that
 * cannot be used and what is expected; the values themselves are not repeated, one may be a secret.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  return read(environment, [keyProblem, vaultProblem]);
}

/** The same for the server, which in production does not open without a sign-in. */
export function readServerConfig(environment: Record<string, string | undefined>): ServerConfig {
  const config = read(environment, [...[keyProblem, vaultProblem, addressProblem, signInProblem]]);
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
  const anywhere = [vaultsProblem, embeddingsProblem, modelProblem, slackProblem, teamsProblem].flatMap(
    (problem) => problem(given) ?? [],
  );
  if (!settings.success || missing.length > 0 || anywhere.length > 0) {
    throw new Failure("misconfigured", [...wrong, ...missing, ...anywhere].join("\n"));
  }
  const { LOTSE_MODE: mode, LOG_LEVEL } = settings.data;
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET } = settings.data;
  const { EMBEDDINGS_URL: url, EMBEDDINGS_KEY: key, EMBEDDINGS_MODEL: model } = settings.data;
  return {
    mode,
    port: settings.data.PORT,
    dataDir: settings.data.DATA_DIR,
    databaseUrl: settings.data.DATABASE_URL ?? null,
    keysUrl: settings.data.KEYS_URL ?? null,
    redisUrl: settings.data.REDIS_URL ?? null,
    logLevel: LOG_LEVEL ?? (mode === "demo" ? "warn" : "info"),
    masterKey: keySource("LOTSE_MASTER_KEY", settings.data),
    otherMasterKey: keySource("LOTSE_OTHER_MASTER_KEY", settings.data),
    smallestGroup: settings.data.SMALLEST_GROUP,
    publicUrl: settings.data.PUBLIC_URL ?? null,
    signIn: issuer && clientId ? { issuer, clientId, clientSecret: OIDC_CLIENT_SECRET ?? null } : null,
    teams: teamsConfig(settings.data, settings.data.TEAMS_AUTHORITY),
    embeddings: url && key && model ? { url, key, model } : null,
    model: modelConfig(settings.data),
    slack: slackConfig(settings.data),
  };
}

function keyProblem(given: Given): string | null {
  if (given.LOTSE_MASTER_KEY ?? given.LOTSE_MASTER_KEY_FILE ?? given.LOTSE_MASTER_KEY_COMMAND) return null;
  return "LOTSE_MASTER_KEY: needed outside the demo, 64 hexadecimal digits. Make one with: openssl rand -hex 32 (and keep it safe: what people wrote cannot be read without it). Or name a file or a command that gives it: LOTSE_MASTER_KEY_FILE, LOTSE_MASTER_KEY_COMMAND.";
}

function vaultProblem(given: Given): string | null {
  if (given.DATABASE_URL === undefined || given.KEYS_URL !== undefined) return null;
  return "KEYS_URL: needed with DATABASE_URL outside the demo, so that replicas share the keys. Name a PostgreSQL database of its own, backed up apart from the store.";
}

/** In the demo, too. */
function vaultsProblem({ DATABASE_URL, KEYS_URL }: Given): string | null {
  if (DATABASE_URL === undefined || KEYS_URL === undefined || !isSameDatabase(DATABASE_URL, KEYS_URL))
    return null;
  return "KEYS_URL: expected another database than DATABASE_URL. Whoever gets a copy of one must not get the other with it.";
}

/** In the demo, too. */
function embeddingsProblem({ EMBEDDINGS_URL, EMBEDDINGS_KEY, EMBEDDINGS_MODEL }: Given): string | null {
  const given = [EMBEDDINGS_URL, EMBEDDINGS_KEY, EMBEDDINGS_MODEL].filter((value) => value !== undefined);
  if (given.length === 0 || given.length === 3) return null;
  return "EMBEDDINGS_URL, EMBEDDINGS_KEY, EMBEDDINGS_MODEL: expected all of them or none. For an endpoint that wants no key, any word will do.";
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

/** Null: none is named. */
function keySource(
  setting: "LOTSE_MASTER_KEY" | "LOTSE_OTHER_MASTER_KEY",
  settings: z.infer<typeof Settings>,
): KeySource | null {
  const [fileSetting, commandSetting] = [`${setting}_FILE`, `${setting}_COMMAND`] as const;
  const { [setting]: digits, [fileSetting]: path, [commandSetting]: words } = settings;
  const [source, ...more] = [
    ...(digits === undefined ? [] : [{ setting, kind: "value", digits } as const]),
    ...(path === undefined ? [] : [{ setting: fileSetting, kind: "file", path } as const]),
    ...(words === undefined ? [] : [{ setting: commandSetting, kind: "command", words } as const]),
  ];
  if (more.length > 0)
    throw new Failure(
      "misconfigured",
      `${setting}: expected one of ${setting}, ${fileSetting} and ${commandSetting}, not several.`,
    );
  return source ?? null;
}

function isSameDatabase(one: string, other: string): boolean {
  const [a, b] = [one, other].map((url) => {
    // One that is none is refused for that.
    const { hostname, port, pathname } = URL.parse(url) ?? { hostname: url, port: "", pathname: "" };
    return [hostname, port || "5432", pathname].join();
  });
  return a === b;
}
