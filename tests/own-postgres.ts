import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client } from "pg";

const INSTALLED = "/usr/lib/postgresql";

/** Where PostgreSQL's programs are; null, and one line that says so, means skip. With LOTSE_SUITES=all nothing may be skipped: then it throws. */
export function postgresPrograms(): string | null {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(a) - Number(b)) : [];
  const found = versions
    .map((version) => join(INSTALLED, version, "bin"))
    .findLast((folder) => existsSync(join(folder, "initdb")));
  if (found) return found;
  if (process.env.LOTSE_SUITES === "all")
    throw new Error(`LOTSE_SUITES=all, but there is no initdb below ${INSTALLED}.`);
  console.info(`skipped: a PostgreSQL server of its own, because there is no initdb below ${INSTALLED}`);
  return null;
}

/** A server of its own in an empty folder that others may pass, to be stopped, killed and filled up. */
export async function ownPostgres(
  programs: string,
  folder: string,
  settings: Record<string, string | number> = {},
) {
  const data = join(folder, "postgres");
  const port = await freePort();
  // The server refuses to run as root.
  const root = process.geteuid?.() === 0;
  const run = (program: string, ...words: string[]) => {
    const command = join(programs, program);
    const [file, args] = root ? ["runuser", ["-u", "postgres", "--", command, ...words]] : [command, words];
    execFileSync(file, args, { stdio: "ignore", cwd: "/" });
  };
  const own = (path: string) => {
    mkdirSync(path, { recursive: true });
    if (root) chownSync(path, idOf("-u"), idOf("-g"));
  };
  own(data);
  run("initdb", "-D", data, "-A", "trust", "-U", "lotse", "--no-sync", "--wal-segsize=1");
  const given = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const options = [`-p ${port}`, "-h 127.0.0.1", "-k ''", ...given].join(" ");
  const start = () => run("pg_ctl", "-D", data, "-w", "-l", join(data, "log"), "-o", options, "start");
  const stop = () => run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
  start();

  const server = `postgres://lotse@127.0.0.1:${port}/postgres`;
  return {
    /** As an installation has it: a user that owns its database and is no superuser. */
    url: `postgres://app@127.0.0.1:${port}/app`,
    /** Lets the owner `run` as superuser. */
    async run(...statements: string[]): Promise<Record<string, unknown>[]> {
      const client = new Client({ connectionString: server });
      await client.connect();
      try {
        let rows: Record<string, unknown>[] = [];
        for (const statement of statements) rows = (await client.query(statement)).rows;
        return rows;
      } finally {
        await client.end();
      }
    },
    start,
    /** As when the machine goes down: nothing is ended in order. */
    stop,
    /** Makes a folder the server may write. */
    own,
    isRunning(): boolean {
      try {
        run("pg_ctl", "-D", data, "status");
        return true;
      } catch {
        return false;
      }
    },
  };
}

export type OwnPostgres = Awaited<ReturnType<typeof ownPostgres>>;

function idOf(option: "-u" | "-g"): number {
  return Number(execFileSync("id", [option, "postgres"], { encoding: "utf8" }));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
