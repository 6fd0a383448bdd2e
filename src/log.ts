import { writeSync } from "node:fs";
import { pino } from "pino";
import { Failure } from "./errors.ts";

const IDS = [
  "org",
  "channel",
  "connection",
  "conversation",
  "event",
  "delivery",
  "dialog",
  "source",
  "reason",
] as const;
const COUNTS = ["count", "attempts", "ms"] as const;

/** What a log line may carry besides its fixed words: ids and counts. There is no field for content, so none can slip in. */
export type LogFields = Partial<Record<(typeof IDS)[number], string>> &
  Partial<Record<(typeof COUNTS)[number], number>>;

export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields, error?: unknown): void;
  error(message: string, fields?: LogFields, error?: unknown): void;
};

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** JSON lines on standard error. `write` is for tests that read what was logged. */
export function pinoLog(level: LogLevel, write?: (line: string) => void): Log {
  const logger = pino(
    { level, base: null, formatters: { level: (label) => ({ level: label }) } },
    { write: write ?? writeToStandardError },
  );
  return {
    debug: (message, fields) => logger.debug(allowed(fields), message),
    info: (message, fields) => logger.info(allowed(fields), message),
    warn: (message, fields, error) => logger.warn({ ...allowed(fields), ...trace(error) }, message),
    error: (message, fields, error) => logger.error({ ...allowed(fields), ...trace(error) }, message),
  };
}

/** A line that cannot be written, because its disk is full, is lost: no reason to stop working. */
function writeToStandardError(line: string): void {
  try {
    writeSync(2, line);
  } catch {}
}

/** Types do not stop an object that has more in it, such as a whole event, from being passed as fields: this does. */
function allowed(fields: LogFields = {}): LogFields {
  return Object.fromEntries([
    ...IDS.filter((name) => typeof fields[name] === "string").map((name) => [name, fields[name]]),
    ...COUNTS.filter((name) => typeof fields[name] === "number").map((name) => [name, fields[name]]),
  ]);
}

/** Where an error came from. Only our own messages are logged: a foreign one may quote what a person wrote. */
function trace(error: unknown): Record<string, string> {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const message = error instanceof Failure ? { why: error.message } : {};
  return { error: error.name, ...code, ...message, stack: framesOf(error).slice(0, 8).join("\n") };
}

/** The stack begins with the message, and a line of that may look like a frame: only what stands behind it counts. */
function framesOf({ message, stack = "" }: Error): string[] {
  const at = stack.indexOf(message);
  if (at === -1) return [];
  return stack
    .slice(at + message.length)
    .split("\n")
    .filter((line) => line.startsWith("    at "));
}
