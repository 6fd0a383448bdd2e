import { z } from "zod";
import { Failure } from "./errors.ts";

/** The floor of every aggregate: no configuration goes below it. */
const SMALLEST_ALLOWED = 5;
const GROUP_RULE = "expected a number from 5 to 999: an aggregate never speaks of fewer than five people";

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
  REDIS_URL: z.string().optional(),
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
});

export type Config = {
  mode: "demo" | "production";
  port: number;
  dataDir: string;
  /** A PostgreSQL database; null: the embedded store in `dataDir`. */
  databaseUrl: string | null;
  /** A Redis server, sentinels or a cluster (adapters/redis/address.ts); null: this process is the only one. */
  redisUrl: string | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** 32 bytes; null: the demo makes one of its own. */
  masterKey: Buffer | null;
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
  const { LOTSE_MODE: mode, PORT: port, DATA_DIR: dataDir, LOG_LEVEL, LOTSE_MASTER_KEY: key } = settings.data;
  if (mode === "production" && key === undefined) {
    throw new Failure(
      "misconfigured",
      "LOTSE_MASTER_KEY: needed outside the demo, 64 hexadecimal digits. Make one with: openssl rand -hex 32 (and keep it safe: what people wrote cannot be read without it).",
    );
  }
  return {
    mode,
    port,
    dataDir,
    databaseUrl: settings.data.DATABASE_URL ?? null,
    redisUrl: settings.data.REDIS_URL ?? null,
    logLevel: LOG_LEVEL ?? (mode === "demo" ? "warn" : "info"),
    masterKey: key === undefined ? null : Buffer.from(key, "hex"),
    smallestGroup: settings.data.SMALLEST_GROUP,
  };
}

function isPostgresUrl(text: string): boolean {
  return ["postgres:", "postgresql:"].includes(URL.parse(text)?.protocol ?? "");
}
