import { describe, expect, it } from "vitest";
import type { Door, Route } from "../../src/channel/adapter.ts";
import { Failure } from "../../src/errors.ts";
import { pinoLog } from "../../src/log.ts";
import { httpHandler } from "./server.ts";

const open: Door = (route) => async (request, by, parameters) =>
  route.access === "everyone" ? route.handle(request, by, parameters) : new Response("shut", { status: 403 });
const because = "there is nothing behind it";
const ROUTES: Route[] = [
  {
    method: "GET",
    path: "/from",
    access: "everyone",
    because,
    handle: async (_request, { from }) => new Response(from),
  },
  {
    method: "GET",
    path: "/away",
    access: "everyone",
    because,
    handle: async () => {
      throw new Failure("unavailable", "The store is away.");
    },
  },
  { method: "GET", path: "/inside", access: "signed-in", handle: async () => new Response("inside") },
];
const handle = httpHandler({ routes: ROUTES, door: open, log: pinoLog("silent"), https: false });

describe("the HTTP server", () => {
  it.each([
    ["203.0.113.7", null, "203.0.113.7"],
    ["::ffff:203.0.113.7", null, "203.0.113.7"],
    // Whoever comes from afar may say anything.
    ["203.0.113.7", "198.51.100.1", "203.0.113.7"],
    ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["10.2.3.4", "6.6.6.6, 198.51.100.1", "198.51.100.1"],
    ["fd00::1", "2001:db8::7", "2001:db8::7"],
    ["192.168.1.9", null, "192.168.1.9"],
  ])("tells who comes from %s, forwarded for %s: %s", async (remoteAddress, forwarded, from) => {
    const headers: Record<string, string> = forwarded === null ? {} : { "x-forwarded-for": forwarded };
    const request = new Request("http://lotse.test/from", { headers });
    const response = await handle(request, { incoming: { socket: { remoteAddress } } });
    expect(await response.text()).toBe(from);
  });

  it("asks the door before every route (S3)", async () => {
    const response = await handle(new Request("http://lotse.test/inside"));
    expect([response.status, await response.text()]).toEqual([403, "shut"]);
  });

  it("answers 503 while something it needs is away, so that whoever asks comes again (F5)", async () => {
    expect((await handle(new Request("http://lotse.test/away"))).status).toBe(503);
  });
});
