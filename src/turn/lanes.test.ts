import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { pinoLog } from "../log.ts";
import { type Lane, type LookAgain, lanes } from "./lanes.ts";

const lane = (conversation: string, org = "werft"): Lane => ({ org, conversation });

/** Lanes whose runs wait until the test lets them go on. */
function bench(limit = 10) {
  const begun: string[] = [];
  const open = new Map<string, (result: LookAgain | Error) => void>();
  const log: string[] = [];
  const running = lanes({
    limit,
    log: pinoLog("debug", (line) => log.push(line)),
    run({ org, conversation }) {
      const name = `${org}/${conversation}`;
      if (open.has(name)) throw new Error(`${name} runs twice at once.`);
      begun.push(name);
      return new Promise<LookAgain>((resolve, reject) => {
        open.set(name, (result) => {
          open.delete(name);
          if (result instanceof Error) reject(result);
          else resolve(result);
        });
      });
    },
  });
  return {
    ...running,
    begun,
    log,
    busy: () => open.size,
    /** Ends the run of a lane and waits until the next ones have begun. */
    async end(name: string, result: LookAgain | Error = null) {
      const go = open.get(`werft/${name}`);
      if (!go) throw new Error(`${name} does not run.`);
      go(result);
      await sleep(0);
    },
  };
}

describe("a lane that is woken", () => {
  it("is run at once", () => {
    const { wake, begun } = bench();
    wake(lane("a"));
    expect(begun).toEqual(["werft/a"]);
  });

  it("is not run again by itself when there is nothing more to do", async () => {
    const { wake, begun, end } = bench();
    wake(lane("a"));
    await end("a");
    await sleep(30);
    expect(begun).toEqual(["werft/a"]);
  });

  it("in the middle of its run is run once more afterwards, however often that was", async () => {
    const { wake, begun, end, busy } = bench();
    wake(lane("a"));
    for (let times = 0; times < 5; times++) wake(lane("a"));
    expect(busy()).toBe(1);
    await end("a");
    expect(begun).toEqual(["werft/a", "werft/a"]);
    await end("a");
    expect(busy()).toBe(0);
  });

  it("does not wait for other lanes", () => {
    const { wake, busy } = bench();
    wake(lane("a"));
    wake(lane("b"));
    expect(busy()).toBe(2);
  });

  it("is not taken for the same conversation of another org, whatever the names are", () => {
    const { wake, begun } = bench();
    wake(lane("x", "a"));
    wake(lane("x", "b"));
    wake(lane('x","y', "a"));
    wake(lane("y", 'a","x'));
    expect(begun).toHaveLength(4);
  });
});

describe("when there are more lanes than may run at once", () => {
  it("the longest waiting go first", async () => {
    const { wake, begun, end, busy } = bench(2);
    for (const name of ["a", "b", "c", "d", "c"]) wake(lane(name));
    expect(busy()).toBe(2);
    await end("b");
    await end("a");
    expect(begun).toEqual(["werft/a", "werft/b", "werft/c", "werft/d"]);
  });

  it("a busy one does not push in before those that wait (F20)", async () => {
    const { wake, begun, end } = bench(1);
    wake(lane("hot"));
    wake(lane("quiet"));
    wake(lane("hot"));
    await end("hot");
    expect(begun).toEqual(["werft/hot", "werft/quiet"]);
  });

  it("all of a thousand are run, never more than the limit at once", async () => {
    let now = 0;
    let most = 0;
    let runs = 0;
    const running = lanes({
      limit: 7,
      log: pinoLog("silent"),
      async run() {
        most = Math.max(most, ++now);
        await sleep(0);
        now--;
        runs++;
        return null;
      },
    });
    for (let n = 0; n < 1000; n++) running.wake(lane(`${n}`));
    await vi.waitFor(() => expect(runs).toBe(1000), { timeout: 20_000 });
    expect(most).toBe(7);
  });
});

describe("another look", () => {
  it("follows after the time that was asked for", async () => {
    const { wake, begun, end } = bench();
    wake(lane("a"));
    await end("a", { inMs: 40 });
    expect(begun).toHaveLength(1);
    await vi.waitFor(() => expect(begun).toHaveLength(2));
  });

  it("is not needed any more when the lane was woken before", async () => {
    const { wake, begun, end, busy } = bench();
    wake(lane("a"));
    await end("a", { inMs: 30 });
    wake(lane("a"));
    await end("a");
    await sleep(60);
    expect(begun).toHaveLength(2);
    expect(busy()).toBe(0);
  });

  it("follows an error, which is logged with the lane and without its message", async () => {
    const { wake, begun, end, log } = bench();
    wake(lane("a"));
    await end("a", new Error("Ich schaffe das nicht"));
    await vi.waitFor(() => expect(begun).toHaveLength(2), { timeout: 5000 });
    expect(log.join("")).toContain('"conversation":"a"');
    expect(log.join("")).not.toContain("schaffe");
  });

  it("follows an error that was thrown before anything was awaited", async () => {
    let runs = 0;
    const running = lanes({
      limit: 1,
      log: pinoLog("silent"),
      run() {
        if (++runs === 1) throw new Error("at once");
        return Promise.resolve(null);
      },
    });
    running.wake(lane("a"));
    await vi.waitFor(() => expect(runs).toBe(2), { timeout: 5000 });
  });

  it("in a month does not become one at once, over and over again", async () => {
    const { wake, begun, end, close } = bench();
    wake(lane("a"));
    await end("a", { inMs: 31 * 24 * 60 * 60 * 1000 });
    await sleep(40);
    expect(begun).toHaveLength(1);
    await close();
  });

  it("of a failing lane does not hold up the others", async () => {
    const { wake, begun, end } = bench(1);
    wake(lane("a"));
    wake(lane("b"));
    await end("a", new Error("x"));
    expect(begun).toEqual(["werft/a", "werft/b"]);
  });
});

describe("closing", () => {
  it("waits for what runs", async () => {
    const { wake, end, close } = bench();
    wake(lane("a"));
    wake(lane("b"));
    let closed = false;
    const closing = close().then(() => {
      closed = true;
    });
    await end("a");
    expect(closed).toBe(false);
    await end("b");
    await closing;
    expect(closed).toBe(true);
  });

  it("resolves at once when nothing runs, and a second time too", async () => {
    const { close } = bench();
    await close();
    await close();
  });

  it("starts nothing more: not what waits, not what was woken meanwhile, not what was to be looked at again", async () => {
    const { wake, begun, end, close } = bench(2);
    wake(lane("later"));
    await end("later", { inMs: 20 });
    for (const name of ["a", "b", "waiting"]) wake(lane(name));
    wake(lane("a"));
    const closing = close();
    wake(lane("new"));
    await end("a", { inMs: 1 });
    await end("b");
    await closing;
    await sleep(60);
    expect(begun).toEqual(["werft/later", "werft/a", "werft/b"]);
  });
});
