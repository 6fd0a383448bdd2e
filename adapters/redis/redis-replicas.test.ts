import { once } from "node:events";
import { createServer } from "node:net";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Notice } from "../../src/replica/notices.ts";
import type { Replicas } from "../../src/replicas.ts";
import { cuttable } from "../../tests/cuttable.ts";
import { canStartRedis, ownRedis } from "../../tests/redis.ts";
import { overRedis } from "../../tests/replicas.ts";

const LIMIT = { name: "three", most: 3, seconds: 60 };

describe.skipIf(!canStartRedis)("what replicas share over Redis", () => {
  const clean: (() => Promise<unknown>)[] = [];
  let server: Awaited<ReturnType<typeof ownRedis>>;

  beforeEach(async () => {
    server = await ownRedis();
    clean.push(() => server.remove());
  });
  afterEach(async () => {
    for (const step of clean.splice(0).reverse()) await step();
  });

  function two(url = server.url): { here: Replicas; there: Replicas; heard: Notice[] } {
    const installation = overRedis(url);
    const [here, there] = [installation.join(), installation.join()];
    clean.push(here.close, there.close);
    const heard: Notice[] = [];
    there.notices.hear((notice) => heard.push(notice));
    return { here, there, heard };
  }
  const up = async (...replicas: Replicas[]) => {
    for (const { notices } of replicas)
      await expect.poll(() => notices.isUp(), { timeout: 10_000 }).toBe(true);
  };
  const down = async ({ notices }: Replicas) => expect.poll(() => notices.isUp()).toBe(false);

  async function expectHeard({ here, there, heard }: ReturnType<typeof two>): Promise<void> {
    await up(here, there);
    here.notices.tell({ notice: "knowledge", org: "werft" });
    await expect.poll(() => heard).toContainEqual({ notice: "knowledge", org: "werft" });
  }

  it("shows Redis no word and no name (P3, P12)", async () => {
    await server.start();
    const { here, there } = two();
    await up(here, there);
    const spy = new Redis(server.url);
    clean.push(async () => spy.disconnect());
    const seen: string[] = [];
    const watching = await spy.monitor();
    clean.push(async () => watching.disconnect());
    watching.on("monitor", (_time: string, words: string[]) => seen.push(words.join(" ")));
    const page = { notice: "page", org: "werft", conversation: "web:ida", name: "append" } as const;
    here.notices.tell({ ...page, data: { id: "d1", text: "Kanarienvogel" } });
    await here.limits.take(LIMIT, "werft ida");
    await here.memory.put("sign-in ida", { state: "Kanarienvogel" }, 60_000);
    await here.memory.once("nonce of ida", 60_000);
    expect(await there.memory.get("sign-in ida")).toEqual({ state: "Kanarienvogel" });
    await expect.poll(() => seen.join("\n")).toMatch(/publish lotse:/i);
    await expect
      .poll(() => seen.filter((line) => /^(get|set|publish)/i.test(line)).length)
      .toBeGreaterThan(3);
    expect(seen.join("\n")).not.toMatch(/Kanarienvogel|ida|werft/);
    // And nothing stays for good.
    for (const key of await spy.keys("*")) expect(await spy.pttl(key), key).toBeGreaterThan(0);
  });

  it("counts for all replicas together (S14)", async () => {
    await server.start();
    const { here, there } = two();
    await up(here, there);
    for (const replica of [here, there, here])
      expect((await replica.limits.take(LIMIT, "ida")).state).toBe("free");
    expect((await there.limits.take(LIMIT, "ida")).state).toBe("limited");
    expect(await here.memory.once("nonce", 60_000)).toBe(true);
    expect(await there.memory.once("nonce", 60_000)).toBe(false);
  });

  it("goes on by itself where there is no Redis, and shares as soon as there is (F4)", async () => {
    const both = two();
    const { here, there } = both;
    expect(here.notices.isUp()).toBe(false);
    here.notices.tell({ notice: "knowledge", org: "lost" });
    for (let n = 0; n < 3; n++) expect((await here.limits.take(LIMIT, "ida")).state).toBe("free");
    expect((await here.limits.take(LIMIT, "ida")).state).toBe("limited");
    await here.memory.put("state", 1, 60_000);
    expect(await here.memory.get("state")).toBe(1);
    expect(await here.memory.once("nonce", 60_000)).toBe(true);
    expect(await here.memory.once("nonce", 60_000)).toBe(false);
    await server.start();
    await expectHeard(both);
    // What was seen while Redis was away is not new now.
    expect(await here.memory.once("nonce", 60_000)).toBe(false);
    expect(await there.memory.get("state")).toBeNull();
  });

  it("tells everybody of a gap when Redis was away in the middle (F4)", async () => {
    await server.start();
    const both = two();
    const { here, there, heard } = both;
    await up(here, there);
    await server.stop();
    await down(here);
    await down(there);
    expect((await here.limits.take(LIMIT, "ida")).state).toBe("free");
    heard.splice(0);
    await server.start();
    await expectHeard(both);
    expect(heard).toContainEqual({ notice: "gap" });
  });

  it("tells the others of a gap when one alone was cut off: what it told meanwhile is lost to them (F4)", async () => {
    await server.start();
    const way = await cuttable(server.url);
    clean.push(() => way.close());
    const installation = overRedis(server.url);
    const [cutOff, there] = [installation.join(way.url), installation.join()];
    clean.push(cutOff.close, there.close);
    const heard: Notice[] = [];
    there.notices.hear((notice) => heard.push(notice));
    await up(cutOff, there);
    way.cut();
    await down(cutOff);
    heard.splice(0);
    cutOff.notices.tell({ notice: "knowledge", org: "werft" });
    way.mend();
    await up(cutOff);
    await expect.poll(() => heard).toContainEqual({ notice: "gap" });
    expect(heard).not.toContainEqual({ notice: "knowledge", org: "werft" });
  });

  it("finds the master by its sentinels", async () => {
    await server.start();
    const sentinel = await ownRedis([`sentinel monitor mymaster 127.0.0.1 ${server.port} 1`], ["--sentinel"]);
    clean.push(() => sentinel.remove());
    await sentinel.start();
    await expectHeard(two(`redis+sentinel://127.0.0.1:${sentinel.port}/mymaster`));
  });

  it("speaks with a cluster", async () => {
    const node = await ownRedis(["cluster-enabled yes", "cluster-announce-ip 127.0.0.1"]);
    clean.push(() => node.remove());
    await node.start();
    const admin = new Redis(node.url);
    clean.push(async () => admin.disconnect());
    await admin.cluster("ADDSLOTSRANGE", 0, 16_383);
    await expect.poll(() => admin.cluster("INFO"), { timeout: 10_000 }).toContain("cluster_state:ok");
    const both = two(`redis+cluster://127.0.0.1:${node.port}`);
    await expectHeard(both);
    const { here, there } = both;
    expect((await here.limits.take({ ...LIMIT, most: 1 }, "ida")).state).toBe("free");
    expect((await there.limits.take({ ...LIMIT, most: 1 }, "ida")).state).toBe("limited");
    await here.memory.put("state", 1, 60_000);
    expect(await there.memory.get("state")).toBe(1);
  });

  it.each(["rediss", "rediss+cluster", "rediss+sentinel"])(
    "speaks TLS, and only TLS, to %s",
    async (scheme) => {
      const HANDSHAKE = 0x16;
      const first: number[] = [];
      const listening = createServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", (data: Buffer) => {
          first.push(data[0] ?? 0);
          socket.destroy();
        });
      }).listen(0, "127.0.0.1");
      await once(listening, "listening");
      clean.push(async () => listening.close());
      const address = listening.address();
      const port = typeof address === "object" && address ? address.port : 0;
      two(`${scheme}://127.0.0.1:${port}${scheme.endsWith("sentinel") ? "/mymaster" : ""}`);
      await expect.poll(() => first.length, { timeout: 5000 }).toBeGreaterThan(1);
      expect(new Set(first)).toEqual(new Set([HANDSHAKE]));
    },
  );
});
