import { pino } from "pino";
import { Failure } from "./errors.ts";

/** What a log line may carry besides its fixed words: ids and counts. There is no field for content, so none can slip in. */
export type LogFields = Partial<
  Record<
    "org" | "channel" | "connection" | "conversation" | "event" | "delivery" | "dialog" | "source" | "reason",
    string
  >
> &
  Partial<Record<"count" | "attempts" | "ms", number>>;

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
    write ? { write } : pino.destination({ dest: 2, sync: true }),
  );
  return {
    debug: (message, fields) => logger.debug(fields, message),
    info: (message, fields) => logger.info(fields, message),
    warn: (message, fields, error) => logger.warn({ ...fields, ...trace(error) }, message),
    error: (message, fields, error) => logger.error({ ...fields, ...trace(error) }, message),
  };
}

/** Where an error came from. Only our own messages are logged: a foreign one may quote what a person wrote. */
function trace(error: unknown): Record<string, string> {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  const message = error instanceof Failure ? { why: error.message } : {};
  return { error: error.name, ...code, ...message, stack: frames.slice(0, 8).join("\n") };
}
