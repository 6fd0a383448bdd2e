import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

const CHILD = new URL("./child.ts", import.meta.url).pathname;

export type Child = {
  process: ChildProcess;
  port: number;
  running(): boolean;
  /** With SIGKILL, if it is still there. */
  end(): Promise<void>;
};

/** `child.ts` as a process of its own, ready. */
export async function startChild(folder: string, step = "", mode = "", database = ""): Promise<Child> {
  const args = ["--disable-warning=ExperimentalWarning", CHILD, folder, step, mode, database];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const running = () => child.exitCode === null && child.signalCode === null;
  const ended = once(child, "exit").then(() =>
    Promise.reject(new Error("The child ended before it was ready.")),
  );
  const [line] = await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => {});
  return {
    process: child,
    port: Number.parseInt(String(line), 10),
    running,
    async end() {
      if (!running()) return;
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    },
  };
}
