import { z } from "zod";
import { type KeySource, MASTER_KEY } from "../adapters/secrets/master-key.ts";
import { Failure } from "./errors.ts";

/** The floor of every aggregate: no configuration goes below it. */
const SMALLEST_ALLOWED = 5;
const POSTGRES_RULE = "expected postgres://USER:PASSWORD@HOST:PORT/DATABASE";
const COMMAND_RULE =
  "expected a program and its arguments with spaces between; quotes, variables and pipes belong in a script";
const GROUP_RULE = "expected a number from 5 to 999: an aggregate never speaks of fewer than five people";

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
});

export type Config = {
  mode: "demo" | "production";
  port: number;
  dataDir: string;
  /** A PostgreSQL database; null: the embedded store in `dataDir`. */
  databaseUrl: string | null;
  /** A PostgreSQL database for the key vault; null: the file in `dataDir`. */
  keysUrl: string | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** Null: the demo makes one of its own. */
  masterKey: KeySource | null;
  /** Opens what another master key wrapped, while one takes the place of the other. */
  otherMasterKey: KeySource | null;
  /** The fewest people an aggregate may speak of. */
  smallestGroup: number;
};

/**
 * The settings from the environment. An empty variable counts as not set. Throws Failure `misconfigured`, naming each variable that
 * cannot be used and what is expected; the values themselves are not repeated, one may be a secret.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const settings = Settings.safeParse(given);
  if (!settings.success) {
    const lines = settings.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}.`);
    throw new Failure("misconfigured", lines.join("\n"));
  }
  const { LOTSE_MODE: mode, PORT: port, DATA_DIR: dataDir, LOG_LEVEL } = settings.data;
  const { DATABASE_URL: databaseUrl = null, KEYS_URL: keysUrl = null } = settings.data;
  const masterKey = keySource("LOTSE_MASTER_KEY", settings.data);
  if (mode === "production" && masterKey === null) {
    throw new Failure(
      "misconfigured",
      "LOTSE_MASTER_KEY: needed outside the demo, 64 hexadecimal digits. Make one with: openssl rand -hex 32 (and keep it safe: what people wrote cannot be read without it). Or name a file or a command that gives it: LOTSE_MASTER_KEY_FILE, LOTSE_MASTER_KEY_COMMAND.",
    );
  }
  if (mode === "production" && databaseUrl !== null && keysUrl === null) {
    throw new Failure(
      "misconfigured",
      "KEYS_URL: needed with DATABASE_URL outside the demo, so that replicas share the keys. Name a PostgreSQL database of its own, backed up apart from the store.",
    );
  }
  if (databaseUrl !== null && keysUrl !== null && isSameDatabase(databaseUrl, keysUrl)) {
    throw new Failure(
      "misconfigured",
      "KEYS_URL: expected another database than DATABASE_URL. Whoever gets a copy of one must not get the other with it.",
    );
  }
  return {
    mode,
    port,
    dataDir,
    databaseUrl,
    keysUrl,
    logLevel: LOG_LEVEL ?? (mode === "demo" ? "warn" : "info"),
    masterKey,
    otherMasterKey: keySource("LOTSE_OTHER_MASTER_KEY", settings.data),
    smallestGroup: settings.data.SMALLEST_GROUP,
  };
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
    const { hostname, port, pathname } = new URL(url);
    return [hostname, port || "5432", pathname].join();
  });
  return a === b;
}
