import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

const MAIN = new URL("../src/main.ts", import.meta.url).pathname;

/** `npm start` as a real process: its output, and how it ends. */
export function startProduct(environment: Record<string, string>, args: string[] = []) {
  const child: ChildProcess = spawn(
    process.execPath,
    ["--max-semi-space-size=2", "--disable-warning=ExperimentalWarning", MAIN, ...args],
    {
      env: { PATH: process.env.PATH ?? "", PORT: "0", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data) => {
      output += String(data);
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, "exit").then(([code, signal]) => ({ code, signal, output: () => output }));

  return {
    child,
    output: () => output,
    /** Resolves with the address when it is ready; fails with what it said when it ends before. */
    async ready(): Promise<string> {
      const said = new Promise<string>((resolve) => {
        const look = () => {
          const address = /(http:\/\/127\.0\.0\.1:\d+)|on port (\d+)/.exec(output);
          if (address) resolve(address[1] ?? `http://127.0.0.1:${address[2]}`);
        };
        listeners.add(look);
        look();
      });
      const over = ended.then(() => Promise.reject(new Error(`It did not start:\n${output}`)));
      return Promise.race([said, over]);
    },
    /** How it ended: exit code, and all it had said. */
    async end(signal?: NodeJS.Signals): Promise<{ code: number | null; output: string }> {
      if (signal) child.kill(signal);
      const { code } = await ended;
      return { code, output };
    },
  };
}
