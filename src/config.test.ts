import { describe, expect, it } from "vitest";
import { readConfig, readServerConfig } from "./config.ts";
import { Failure } from "./errors.ts";

const KEY = "0123456789abcdef".repeat(4);
const APP = "11111111-2222-3333-4444-555555555555";

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
      keysUrl: null,
      redisUrl: null,
      logLevel: "warn",
      masterKey: null,
      otherMasterKey: null,
      smallestGroup: 5,
      publicUrl: null,
      signIn: null,
      teams: null,
      embeddings: null,
      model: null,
      slack: null,
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
    [{ PUBLIC_URL: "https://lotse.example/" }, { publicUrl: new URL("https://lotse.example") }],
    [{ PUBLIC_URL: "http://localhost:4780" }, { publicUrl: new URL("http://localhost:4780") }],
    [
      { OIDC_ISSUER: "https://login.example/tenant/v2.0", OIDC_CLIENT_ID: "lotse" },
      {
        signIn: {
          issuer: new URL("https://login.example/tenant/v2.0"),
          clientId: "lotse",
          clientSecret: null,
        },
      },
    ],
    [
      { TEAMS_APP_ID: APP, TEAMS_TENANT_ID: APP, TEAMS_APP_SECRET: "s" },
      {
        teams: {
          app: APP,
          tenant: APP,
          authority: new URL("https://login.microsoftonline.com"),
          proof: { kind: "secret", secret: "s" },
          hosts: [],
        },
      },
    ],
    [
      {
        TEAMS_APP_ID: APP,
        TEAMS_TENANT_ID: APP,
        TEAMS_MANAGED_IDENTITY: "yes",
        TEAMS_AUTHORITY: "https://login.microsoftonline.us",
        TEAMS_SERVICE_HOSTS: "smba.infra.gcc.teams.microsoft.com",
      },
      {
        teams: {
          app: APP,
          tenant: APP,
          authority: new URL("https://login.microsoftonline.us"),
          proof: { kind: "identity", endpoint: null },
          hosts: ["smba.infra.gcc.teams.microsoft.com"],
        },
      },
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
    [{ KEYS_URL: "postgres://l:p@db/keys" }, { keysUrl: "postgres://l:p@db/keys" }],
    [{ LOTSE_MASTER_KEY: KEY }, { masterKey: { setting: "LOTSE_MASTER_KEY", kind: "value", digits: KEY } }],
    [{ LOTSE_MASTER_KEY: KEY.toUpperCase() }, { masterKey: { kind: "value", digits: KEY.toUpperCase() } }],
    [
      { LOTSE_MASTER_KEY_FILE: "/run/key" },
      { masterKey: { setting: "LOTSE_MASTER_KEY_FILE", kind: "file", path: "/run/key" } },
    ],
    [
      { LOTSE_OTHER_MASTER_KEY_COMMAND: " kms  decrypt --key=7 " },
      {
        masterKey: null,
        otherMasterKey: {
          setting: "LOTSE_OTHER_MASTER_KEY_COMMAND",
          kind: "command",
          words: ["kms", "decrypt", "--key=7"],
        },
      },
    ],
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
    ["PUBLIC_URL", "http://x7.example", "https://HOST (http only on this computer: localhost or 127.0.0.1)"],
    ["PUBLIC_URL", "https://x7:s3cret@lotse.example", "https://HOST"],
    ["PUBLIC_URL", "https://lotse.example/x7", "https://HOST"],
    ["OIDC_ISSUER", "login-x7.example", "the address of your provider, https://HOST"],
    ["TEAMS_APP_ID", "lotse-x7", "the id of the app"],
    ["TEAMS_AUTHORITY", "http://login-x7.example", "https://HOST"],
    ["LOG_LEVEL", "verbose-x7", "debug, info, warn, error or silent"],
    ["KEYS_URL", "s3cret-x7@db/keys", "postgres://USER:PASSWORD@HOST:PORT/DATABASE"],
    ["LOTSE_MASTER_KEY", "s3cret-x7", "64 hexadecimal digits"],
    ["LOTSE_OTHER_MASTER_KEY", "s3cret-x7", "64 hexadecimal digits"],
    ["LOTSE_MASTER_KEY_COMMAND", "kms decrypt | base64 -d", "a program and its arguments"],
    ["LOTSE_MASTER_KEY_COMMAND", "cat $HOME/key", "a program and its arguments"],
    ["LOTSE_MASTER_KEY_COMMAND", "sh -c 'cat key'", "a program and its arguments"],
    ["LOTSE_OTHER_MASTER_KEY_COMMAND", "cat `key`", "a program and its arguments"],
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

describe("where a master key comes from", () => {
  it.each(["LOTSE_MASTER_KEY", "LOTSE_OTHER_MASTER_KEY"])("is one place only: %s (F23)", (setting) => {
    const message = refusal({ [setting]: KEY, [`${setting}_FILE`]: "/run/key-x7" });
    expect(message).toBe(
      `${setting}: expected one of ${setting}, ${setting}_FILE and ${setting}_COMMAND, not several.`,
    );
  });
});

describe("the database of the keys", () => {
  const both = (keys: string) => ({ DATABASE_URL: "postgres://l:p@db/lotse", KEYS_URL: keys });

  it.each(["postgres://l:p@db/lotse", "postgresql://keys:other@db:5432/lotse?sslmode=require"])(
    "is refused when it is the store's: %s",
    (keys) => {
      expect(refusal(both(keys))).toContain("KEYS_URL: expected another database than DATABASE_URL");
    },
  );

  it.each(["postgres://l:p@db/keys", "postgres://l:p@vault/lotse", "postgres://l:p@db:5433/lotse"])(
    "is taken when it is another one: %s",
    (keys) => {
      expect(refusal(both(keys))).toBeNull();
    },
  );

  it("may be missing in the demo, and not in production, where replicas share it", () => {
    const store = { DATABASE_URL: "postgres://l:p@db/lotse" };
    expect(refusal(store)).toBeNull();
    const message = refusal({ ...store, LOTSE_MODE: "production", LOTSE_MASTER_KEY: KEY });
    expect(message).toContain("KEYS_URL: needed with DATABASE_URL");
    expect(refusal({ LOTSE_MODE: "production", LOTSE_MASTER_KEY: KEY })).toBeNull();
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

describe("a server in production", () => {
  const complete = {
    LOTSE_MODE: "production",
    LOTSE_MASTER_KEY: KEY,
    PUBLIC_URL: "https://lotse.example",
    OIDC_ISSUER: "https://login.example",
    OIDC_CLIENT_ID: "lotse",
  };

  it("needs an address and a sign-in; the command line does not", () => {
    expect(readServerConfig(complete)).toMatchObject({ mode: "production", signIn: { clientId: "lotse" } });
    const { LOTSE_MODE, LOTSE_MASTER_KEY } = complete;
    expect(readConfig({ LOTSE_MODE, LOTSE_MASTER_KEY })).toMatchObject({ publicUrl: null, signIn: null });
    expect(() => readServerConfig({ LOTSE_MODE, LOTSE_MASTER_KEY })).toThrow("PUBLIC_URL: needed");
  });

  it("hears at once of all that is missing and all that cannot be used", () => {
    const broken = { LOTSE_MODE: "production", PORT: "x", PUBLIC_URL: "http://lotse.example" };
    expect(() => readServerConfig(broken)).toThrow(
      /^PORT: .*\nPUBLIC_URL: expected .*\nLOTSE_MASTER_KEY: needed .*\nOIDC_ISSUER, OIDC_CLIENT_ID: needed .*$/,
    );
  });

  it("and the demo needs neither", () => {
    expect(readServerConfig({})).toEqual(readConfig({}));
  });
});

describe("an endpoint for embeddings", () => {
  const endpoint = {
    EMBEDDINGS_URL: "https://models.example/v1",
    EMBEDDINGS_KEY: "sk-x7",
    EMBEDDINGS_MODEL: "small",
  };

  it("is named by all three settings, for the demo", () => {
    expect(readServerConfig(endpoint).embeddings).toEqual({
      url: new URL("https://models.example/v1"),
      key: "sk-x7",
      model: "small",
    });
  });

  it.each(Object.keys(endpoint))("is refused without %s, and its key is not repeated", (missing) => {
    const message = refusal({ ...endpoint, [missing]: "" });
    expect(message).toContain("expected all of them or none");
    expect(message).not.toContain("sk-x7");
  });

  it.each([
    ["EMBEDDINGS_URL", "http://models.example/v1", "https://HOST"],
    ["EMBEDDINGS_URL", "https://user:sk-x8@models.example/v1", "https://HOST"],
    ["EMBEDDINGS_URL", "models", "https://HOST"],
    ["EMBEDDINGS_KEY", "sk x8", "in one word"],
  ])("is refused with %s=%s, which is not repeated", (setting, value, expected) => {
    const message = refusal({ ...endpoint, [setting]: value });
    expect(message).toContain(`${setting}: expected`);
    expect(message).toContain(expected);
    expect(message).not.toContain("x8");
  });

  it("is allowed in production, where it is off unless it is set (P15)", () => {
    const production = {
      LOTSE_MODE: "production",
      LOTSE_MASTER_KEY: KEY,
      PUBLIC_URL: "https://lotse.example",
      OIDC_ISSUER: "https://login.example",
      OIDC_CLIENT_ID: "lotse",
    };
    expect(readServerConfig({ ...production, ...endpoint }).embeddings?.model).toBe("small");
    expect(readServerConfig(production).embeddings).toBeNull();
  });
});

describe("a language model", () => {
  const endpoint = { MODEL_URL: "https://models.example/v1", MODEL_NAME: "small", MODEL_KEY: "sk-x7" };

  it("is named by its address and name, with a key or without", () => {
    const model = { url: new URL("https://models.example/v1"), model: "small", azureVersion: null };
    expect(readConfig(endpoint).model).toEqual({ ...model, key: "sk-x7", tokensADay: 2_000_000 });
    expect(readConfig({ ...endpoint, MODEL_KEY: "", MODEL_TOKENS_A_DAY: "50000" }).model).toEqual({
      ...{ ...model, key: null },
      tokensADay: 50_000,
    });
  });

  it("is a deployment of Azure where a version is named", () => {
    expect(readConfig({ ...endpoint, MODEL_API_VERSION: "2024-10-21" }).model).toMatchObject({
      azureVersion: "2024-10-21",
    });
  });

  it.each([
    [{ MODEL_URL: "" }, "expected both of them"],
    [{ MODEL_NAME: "" }, "expected both of them"],
    [{ MODEL_URL: "", MODEL_NAME: "", MODEL_TOKENS_A_DAY: "5000" }, "expected both of them"],
    [{ MODEL_KEY: "", MODEL_API_VERSION: "2024-10-21" }, "MODEL_API_VERSION: expected with MODEL_KEY"],
    [{ MODEL_URL: "http://models.example/v1" }, "MODEL_URL: expected the address"],
    [{ MODEL_URL: "https://user:sk-x7@models.example/v1" }, "MODEL_URL: expected the address"],
    [{ MODEL_URL: "https://models.example/v1?key=sk-x7" }, "MODEL_URL: expected the address"],
    [{ MODEL_URL: "models" }, "MODEL_URL: expected the address"],
    [{ MODEL_KEY: "sk x7" }, "in one word"],
    [{ MODEL_API_VERSION: "?sk-x7" }, "MODEL_API_VERSION: expected a version"],
    [{ MODEL_TOKENS_A_DAY: "999" }, "MODEL_TOKENS_A_DAY: expected a number"],
    [{ MODEL_TOKENS_A_DAY: "lots" }, "MODEL_TOKENS_A_DAY: expected a number"],
  ])("is refused with %j, and no key is repeated", (change, expected) => {
    const message = refusal({ ...endpoint, ...change });
    expect(message).toContain(expected);
    expect(message).not.toContain("x7");
  });
});

describe("the smallest group of an aggregate", () => {
  it.each(["4", "0", "-5", "five", "5.5", "1000"])("cannot be configured to be %s (P5)", (people) => {
    expect(refusal({ SMALLEST_GROUP: people })).toContain("never speaks of fewer than five people");
  });
});
