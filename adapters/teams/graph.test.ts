import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cloudOf } from "./cloud.ts";
import { graphAt } from "./graph.ts";

describe("Microsoft Graph is asked", () => {
  let server: Server;
  let elsewhere: Server;
  let reached: string[] = [];
  let answer: (response: ServerResponse) => void;
  let now = 0;

  const listening = (one: Server) =>
    new Promise<string>((resolve) =>
      one.listen(0, "127.0.0.1", () =>
        resolve(`http://127.0.0.1:${(one.address() as AddressInfo).port}/v1.0/`),
      ),
    );
  let api: URL;
  let other: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      reached.push(`${request.url} ${request.headers.authorization}`);
      answer(response);
    });
    elsewhere = createServer((request, response) => {
      reached.push(`elsewhere ${request.headers.authorization}`);
      response.end("{}");
    });
    api = new URL(await listening(server));
    other = await listening(elsewhere);
  });
  afterAll(() => {
    server.close();
    elsewhere.close();
  });
  beforeEach(() => {
    reached = [];
  });

  const ask = () => graphAt({ api, token: async () => "t", now: () => now });

  it("with a token, and says what it says", async () => {
    answer = (response) => response.end('{"value":[1]}');
    expect(await ask()("GET", "users/a")).toEqual({ state: "ok", data: { value: [1] } });
    expect(reached).toEqual(["/v1.0/users/a Bearer t"]);
  });

  it("with its own words for a no", async () => {
    answer = (response) => response.writeHead(403).end('{"error":{"code":"Authorization_RequestDenied"}}');
    const no = { state: "no", status: 403, code: "Authorization_RequestDenied" };
    expect(await ask()("GET", "users/a")).toEqual(no);
    answer = (response) => response.writeHead(400).end("<html>");
    expect(await ask()("GET", "users/a")).toEqual({ state: "no", status: 400, code: "" });
  });

  it("for nothing while it wants a rest, and again after that", async () => {
    const graph = ask();
    for (const [status, header] of [
      [429, { "retry-after": "30" }],
      [503, { "retry-after": "30" }],
    ] as const) {
      answer = (response) => response.writeHead(status, header).end();
      expect(await graph("GET", "users/a")).toEqual({ state: "later" });
      const before = reached.length;
      now += 29_000;
      expect(await graph("GET", "users/b")).toEqual({ state: "later" });
      expect(reached).toHaveLength(before);
      now += 2000;
    }
    answer = (response) => response.end("{}");
    expect(await graph("GET", "users/b")).toEqual({ state: "ok", data: {} });
  });

  it("and never followed elsewhere with the token (S2)", async () => {
    answer = (response) => response.writeHead(307, { location: other }).end();
    expect(await ask()("GET", "users/a")).toEqual({ state: "later" });
    expect(reached).toEqual(["/v1.0/users/a Bearer t"]);
  });

  it("for nothing without a token, or while it is not there", async () => {
    expect(await graphAt({ api, token: async () => null, now: () => now })("GET", "users/a")).toEqual({
      state: "later",
    });
    expect(reached).toEqual([]);
    answer = (response) => response.destroy();
    expect(await ask()("GET", "users/a")).toEqual({ state: "later" });
  });

  it.each([
    ["https://login.microsoftonline.com", "https://graph.microsoft.com/v1.0/"],
    ["https://login.microsoftonline.us", "https://graph.microsoft.us/v1.0/"],
  ])("where the cloud of %s has it (S2)", (authority, address) => {
    expect(cloudOf(new URL(authority)).graphApi.href).toBe(address);
  });
});
