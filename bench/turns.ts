import { Agent } from "node:http";
import autocannon from "autocannon";
import { temporaryDatabase } from "../tests/postgres.ts";
import { postgresCommits, sqliteCommits } from "./bare-commits.ts";
import { type Engine, type Measured, startServer } from "./child.ts";
import { person } from "./person.ts";
import { percentile, type Row, rowOf, table } from "./row.ts";

/**
 * Accept and full turn at 50 connections, beside a bare node:http server and bare commits, in one run: `npm run bench:turns`.
 * A full turn is measured from sending the event to the delivered answer on the page's event stream. The load comes from this
 * process, each server is one of its own. With LOTSE_TEST_POSTGRES and LOTSE_TEST_REDIS also on these, with one replica and with two:
 * then a page listens at one, and sends to both in turn.
 */
const CONNECTIONS = 50;
const SECONDS = 10;
const STEADY_PER_SECOND = 125;
const WARM_UP_TURNS = 1000;

async function accept(mode: "bare" | "accept", engine: Engine): Promise<Row> {
  const server = await startServer(mode, CONNECTIONS, engine);
  const run = (duration: number) =>
    autocannon({
      url: `http://127.0.0.1:${server.port}/api/events?as=p0`,
      connections: CONNECTIONS,
      duration,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"id":"bench-[<id>]","kind":"message","text":"Wie hoch ist mein Lernbudget?","attachments":[]}',
      idReplacement: true,
    });
  await run(2);
  const before = await server.cpuSeconds();
  const result = await run(SECONDS);
  const cpu = (await server.cpuSeconds()) - before;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  const row = {
    what: mode === "bare" ? "bare node:http, empty 200" : "accept: HTTP in, durable, 202 out",
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMicros: (cpu / result.requests.total) * 1e6,
    memory: await server.memory(),
  };
  await server.end();
  return row;
}

async function turns(kind: "saturated" | "steady", engine: Engine, replicas: number): Promise<Row> {
  const people = kind === "saturated" ? CONNECTIONS : 4 * CONNECTIONS;
  const servers: Measured[] = [];
  for (let at = 0; at < replicas; at++) servers.push(await startServer("product", people, engine));
  const sum = async (figure: (server: Measured) => Promise<number>) =>
    (await Promise.all(servers.map(figure))).reduce((all, one) => all + one, 0);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const everyone = Array.from({ length: people }, (_, at) => person(servers, at, agent));
  await Promise.all(everyone.map(({ ready }) => ready));
  // Not counted: the first turn of each person, which also introduces Lotse, and what a process needs to warm up.
  await Promise.all(
    everyone.map(async (each) => {
      for (let turn = 0; turn < WARM_UP_TURNS / people; turn++) await each.turn();
    }),
  );
  await pause(500);

  const times: number[] = [];
  const before = await sum((server) => server.cpuSeconds());
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  if (kind === "saturated") {
    await Promise.all(
      everyone.map(async (each) => {
        while (elapsed() < SECONDS * 1000) times.push(await each.turn());
      }),
    );
  } else {
    const under: Promise<void>[] = [];
    for (let sent = 0; sent < STEADY_PER_SECOND * SECONDS; sent++) {
      const due = (sent * 1000) / STEADY_PER_SECOND;
      if (due > elapsed()) await pause(due - elapsed());
      // Lateness of this very process counts into the time, as it would for a person.
      const late = elapsed() - due;
      const each = everyone[sent % people];
      if (each !== undefined) under.push(each.turn().then((ms) => void times.push(ms + late)));
    }
    await Promise.all(under);
  }
  const seconds = elapsed() / 1000;
  const cpu = (await sum((server) => server.cpuSeconds())) - before;
  const row = {
    what: kind === "saturated" ? "full turn, saturated" : `full turn, steady ${STEADY_PER_SECOND}/s`,
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpuMicros: (cpu / times.length) * 1e6,
    memory: await sum((server) => server.memory()),
  };
  for (const each of everyone) each.close();
  agent.destroy();
  for (const server of servers) await server.end();
  return row;
}

/** Measures on databases of its own, one for the store and one for the keys, and then removes them. */
async function on(redis: string, work: (engine: Engine) => Promise<Row>): Promise<Row> {
  const [database, keys] = [await temporaryDatabase(), await temporaryDatabase()];
  try {
    return await work({ database: database.url, keys: keys.url, redis });
  } finally {
    await Promise.all([database.remove(), keys.remove()]);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const rows = [
  await accept("bare", null),
  await sqliteCommits(SECONDS / 2),
  rowOf("SQLite", await accept("accept", null)),
  rowOf("SQLite", await turns("saturated", null, 1)),
  rowOf("SQLite", await turns("steady", null, 1)),
];
const { LOTSE_TEST_POSTGRES: database, LOTSE_TEST_REDIS: redis } = process.env;
if (database && redis) {
  rows.push(await postgresCommits(SECONDS / 2));
  rows.push(rowOf("PostgreSQL + Redis", await on(redis, (engine) => accept("accept", engine))));
  for (const replicas of [1, 2])
    for (const kind of ["saturated", "steady"] as const) {
      const where = `PostgreSQL + Redis, ${replicas === 1 ? "1 replica" : `${replicas} replicas`}`;
      rows.push(rowOf(where, await on(redis, (engine) => turns(kind, engine, replicas))));
    }
}
console.log(`${CONNECTIONS} connections, ${SECONDS} s each, Node ${process.version}\n`);
for (const line of table(rows)) console.log(line);
process.exit(0);
