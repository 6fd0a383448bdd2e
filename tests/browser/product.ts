import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)/;

export type Product = {
  address: string;
  port: number;
  /** What it wrote on standard error: the demo logs warnings and errors there. */
  complaints(): string;
  /** SIGTERM, as Ctrl+C does. Resolves with the exit code. */
  end(): Promise<number | null>;
  /** SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>;
};

/** Lotse with its demo company, started as a user does: a process of its own, which says its address when it is ready. */
export async function startProduct({
  dataDir,
  port = 0,
}: {
  dataDir: string;
  port?: number;
}): Promise<Product> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN], {
    env: { PATH: process.env.PATH, PORT: `${port}`, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let complained = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = ADDRESS.exec(said);
      if (found) resolve(found[0]);
    });
    child.once("exit", () => reject(new Error(`Lotse did not start.\n${said}${complained}`)));
  });
  const exited = once(child, "exit");
  return {
    address,
    port: Number(new URL(address).port),
    complaints: () => complained,
    async end() {
      await signal(child, "SIGTERM", exited);
      return child.exitCode;
    },
    kill: () => signal(child, "SIGKILL", exited),
  };
}

async function signal(child: ChildProcess, name: NodeJS.Signals, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(name);
  await exited;
}
