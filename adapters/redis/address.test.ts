import { describe, expect, it } from "vitest";
import { Failure } from "../../src/errors.ts";
import { readRedisUrl } from "./address.ts";

const plain = { tls: false, username: null, password: null };

describe("REDIS_URL", () => {
  it.each([
    ["redis://cache", { ...plain, kind: "server", hosts: [{ host: "cache", port: 6379 }], database: 0 }],
    [
      "redis://cache:7000/3",
      { ...plain, kind: "server", hosts: [{ host: "cache", port: 7000 }], database: 3 },
    ],
    ["redis://[::1]:7000", { ...plain, kind: "server", hosts: [{ host: "::1", port: 7000 }], database: 0 }],
    [
      "rediss://lotse:p%40ss%3Aword@cache",
      {
        kind: "server",
        tls: true,
        username: "lotse",
        password: "p@ss:word",
        hosts: [{ host: "cache", port: 6379 }],
      },
    ],
    ["redis://:secret@cache", { username: null, password: "secret" }],
    [
      "redis+sentinel://:secret@one,two:26380/mymaster",
      {
        ...plain,
        kind: "sentinel",
        password: "secret",
        hosts: [
          { host: "one", port: 26_379 },
          { host: "two", port: 26_380 },
        ],
        master: "mymaster",
      },
    ],
    [
      "rediss+cluster://one:7001,two:7002",
      {
        ...plain,
        tls: true,
        kind: "cluster",
        hosts: [
          { host: "one", port: 7001 },
          { host: "two", port: 7002 },
        ],
      },
    ],
  ])("reads %s", (url, address) => {
    expect(readRedisUrl(url)).toMatchObject(address);
  });

  it.each([
    "cache:6379",
    "http://cache",
    "redis://",
    "redis://one,two",
    "redis://cache/three",
    "redis://cache:99999",
    "redis://cache:0",
    "redis://cache:port",
    "redis+sentinel://one,two",
    "redis+sentinel://one,,two/mymaster",
    "redis+cluster://one/3",
    "redis+other://one",
    "redis://%ZZ:hush@cache",
  ])("refuses %s, saying what is expected", (url) => {
    const refused = (): Failure => {
      try {
        readRedisUrl(url);
      } catch (error) {
        if (error instanceof Failure) return error;
      }
      throw new Error("not refused");
    };
    expect(refused()).toMatchObject({ kind: "misconfigured" });
    expect(refused().message).toMatch(/^REDIS_URL: expected one of redis:\/\/USER:PASSWORD@HOST/);
    expect(refused().message).not.toContain("hush");
  });
});
