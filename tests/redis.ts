import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const isComplete = process.env.LOTSE_SUITES === "all";
const server = process.env.LOTSE_TEST_REDIS || null;
if (server === null) {
  if (isComplete)
    throw new Error("LOTSE_SUITES=all, but LOTSE_TEST_REDIS is missing. Set it to the URL of a server.");
  console.info("skipped: everything on Redis (LOTSE_TEST_REDIS names a server, as in redis://…)");
}

/** The Redis server of the tests, or null: what needs it is skipped. With LOTSE_SUITES=all nothing may be skipped. */
export const redisServer: string | null = server;

/** Whether a server of one's own can be started, to be stopped again. */
export const canStartRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!canStartRedis) {
  if (isComplete) throw new Error("LOTSE_SUITES=all, but there is no redis-server to start.");
  console.info("skipped: Redis that comes and goes (there is no redis-server to start)");
}

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const address = socket.address();
  socket.close();
  await once(socket, "close");
  return typeof address === "object" && address ? address.port : 0;
}

/** A Redis server of the test's own, which can be stopped and started again on its port. It is not running yet. */
export async function ownRedis(settings: string[] = [], flags: string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), "lotse-redis-"));
  const port = await freePort();
  let running: ReturnType<typeof spawn> | null = null;
  async function stop(): Promise<void> {
    const child = running;
    running = null;
    if (!child) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async start(): Promise<void> {
      // A sentinel keeps what it learns in its file.
      const file = join(folder, "redis.conf");
      writeFileSync(file, [`port ${port}`, "bind 127.0.0.1", `dir ${folder}`, ...settings].join("\n"));
      const child = spawn("redis-server", [file, ...flags], { stdio: "ignore" });
      running = child;
      while (!(await answers(port))) {
        if (child.exitCode !== null) throw new Error("redis-server ended at once");
        await pause(20);
      }
    },
    stop,
    async remove(): Promise<void> {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once("data", () => end(true));
    socket.once("error", () => end(false));
  });
}
