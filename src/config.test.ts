import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { Failure } from "./errors.ts";

const KEY = "0123456789abcdef".repeat(4);

/** The message of the refusal, or null when it was accepted. */
function refusal(environment: Record<string, string>): string | null {
  try {
    readConfig(environment);
    return null;
  } catch (error) {
    if (error instanceof Failure && error.kind === "misconfigured") return error.message;
    throw error;
  }
}

describe("without any variable", () => {
  it("it is the demo, on port 4780, with its data in the folder data", () => {
    expect(readConfig({})).toEqual({
      mode: "demo",
      port: 4780,
      dataDir: "data",
      databaseUrl: null,
      redisUrl: null,
      logLevel: "warn",
      masterKey: null,
      smallestGroup: 5,
    });
  });

  it("and with variables that are there but empty, it is the same", () => {
    const empty = {
      LOTSE_MODE: "",
      PORT: "",
      DATA_DIR: "",
      DATABASE_URL: "",
      LOG_LEVEL: "",
      LOTSE_MASTER_KEY: "",
    };
    expect(readConfig(empty)).toEqual(readConfig({}));
    expect(readConfig({ PORT: undefined })).toEqual(readConfig({}));
  });

  it("and with variables of other programs, it is the same", () => {
    expect(readConfig({ PATH: "/bin", HOME: "/root", port: "1" })).toEqual(readConfig({}));
  });
});

describe("a good value is taken", () => {
  it.each([
    [{ LOTSE_MODE: "demo" }, { mode: "demo" }],
    [
      { LOTSE_MODE: "production", LOTSE_MASTER_KEY: KEY },
      { mode: "production", logLevel: "info" },
    ],
    [{ PORT: "0" }, { port: 0 }],
    [{ PORT: "65535" }, { port: 65_535 }],
    [{ DATA_DIR: "/var/lib/lotse" }, { dataDir: "/var/lib/lotse" }],
    [{ DATABASE_URL: "postgres://l:p@db/lotse" }, { databaseUrl: "postgres://l:p@db/lotse" }],
    [{ REDIS_URL: "redis://cache" }, { redisUrl: "redis://cache" }],
    [{ DATABASE_URL: "postgresql:///lotse" }, { databaseUrl: "postgresql:///lotse" }],
    [{ LOG_LEVEL: "debug" }, { logLevel: "debug" }],
    [{ LOG_LEVEL: "silent" }, { logLevel: "silent" }],
    [{ SMALLEST_GROUP: "12" }, { smallestGroup: 12 }],
    [{ LOTSE_MASTER_KEY: KEY }, { masterKey: Buffer.from(KEY, "hex") }],
    [{ LOTSE_MASTER_KEY: KEY.toUpperCase() }, { masterKey: Buffer.from(KEY, "hex") }],
  ])("%j", (environment, expected) => {
    expect(readConfig(environment)).toMatchObject(expected);
  });

  it("and the level of the log goes before the one that belongs to the mode", () => {
    const production = { LOTSE_MODE: "production", LOTSE_MASTER_KEY: KEY, LOG_LEVEL: "error" };
    expect(readConfig(production).logLevel).toBe("error");
  });
});

describe("a bad value is refused: the message names the variable and what is expected, and does not repeat the value", () => {
  it.each([
    ["LOTSE_MODE", "prod-x7", "demo or production"],
    ["LOTSE_MODE", "Demo", "demo or production"],
    ["PORT", "70000", "a number from 0 to 65535"],
    ["PORT", "-4781", "a number from 0 to 65535"],
    ["PORT", "47.5", "a number from 0 to 65535"],
    ["PORT", "http-x7", "a number from 0 to 65535"],
    ["PORT", " 4781", "a number from 0 to 65535"],
    ["DATABASE_URL", "mysql://lotse:s3cret-x7@db/lotse", "postgres://USER:PASSWORD@HOST:PORT/DATABASE"],
    ["DATABASE_URL", "s3cret-x7@db/lotse", "postgres://USER:PASSWORD@HOST:PORT/DATABASE"],
    ["LOG_LEVEL", "verbose-x7", "debug, info, warn, error or silent"],
    ["LOTSE_MASTER_KEY", "s3cret-x7", "64 hexadecimal digits"],
    ["LOTSE_MASTER_KEY", KEY.slice(1), "64 hexadecimal digits"],
    ["LOTSE_MASTER_KEY", `${KEY}\n`, "64 hexadecimal digits"],
    ["LOTSE_MASTER_KEY", `g${KEY.slice(1)}`, "64 hexadecimal digits"],
  ])("%s=%j", (variable, value, expected) => {
    const message = refusal({ [variable]: value });
    expect(message).toContain(`${variable}: expected ${expected}`);
    expect(message).not.toContain(value.trim());
  });

  it("all of them at once, a line each", () => {
    const message = refusal({ PORT: "x", LOG_LEVEL: "y", LOTSE_MASTER_KEY: "z" });
    expect(message?.split("\n").map((line) => line.split(":")[0])).toEqual([
      "PORT",
      "LOG_LEVEL",
      "LOTSE_MASTER_KEY",
    ]);
  });
});

describe("in production", () => {
  it.each([{}, { LOTSE_MASTER_KEY: "" }])(
    "a start without a key is refused, and it is said how to make one: %j",
    (key) => {
      const message = refusal({ LOTSE_MODE: "production", ...key });
      expect(message).toContain("LOTSE_MASTER_KEY: needed");
      expect(message).toContain("openssl rand -hex 32");
    },
  );
});

describe("the smallest group of an aggregate", () => {
  it.each(["4", "0", "-5", "five", "5.5", "1000"])("cannot be configured to be %s (P5)", (people) => {
    expect(refusal({ SMALLEST_GROUP: people })).toContain("never speaks of fewer than five people");
  });
});
