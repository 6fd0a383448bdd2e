import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { openDatabase } from "../adapters/sqlite/database.ts";
import { type Measured, startServer } from "./child.ts";

/**
 * Accept and full turn at 50 connections, beside a bare node:http server, in one run: `npm run bench:turns`.
 * A full turn is measured from sending the event to the delivered answer on the page's event stream. The load comes from this
 * process, the server has one of its own.
 */
const CONNECTIONS = 50;
const SECONDS = 10;
const STEADY_PER_SECOND = 150;
const WARM_UP_TURNS = 1000;
const QUESTIONS = [
  "Wie hoch ist mein Lernbudget?",
  "Wie beantrage ich Bildungsurlaub?",
  "How do I find a mentor?",
  "Wer bezahlt meine Prüfung?",
  "How much learning time do I have?",
  "Wer wurde 1990 Fußballweltmeister?",
];

type Row = { what: string; perSecond: number; p50: number; p99: number; cpuMicros: number; memory: number };

async function accept(mode: "bare" | "accept"): Promise<Row> {
  const server = await startServer(mode, CONNECTIONS);
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

/** One person with an open page: sends, and waits for the answer on the stream. */
function person(server: Measured, name: string, agent: Agent) {
  let answered = () => {};
  let opened = () => {};
  const ready = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const stream = get(
    { port: server.port, path: `/api/stream?as=${name}`, agent: new Agent() },
    (response) => {
      let buffer = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        buffer += chunk;
        for (;;) {
          const end = buffer.indexOf("\n\n");
          if (end === -1) return;
          const event = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          if (event.startsWith("event: snapshot")) opened();
          if (
            event.startsWith("event: message") &&
            event.includes('"author":"lotse","at"') &&
            event.includes('"state":"done"')
          ) {
            answered();
          }
        }
      });
    },
  );
  let count = 0;
  return {
    ready,
    close: () => stream.destroy(),
    /** Milliseconds from sending to the delivered answer. */
    turn(): Promise<number> {
      const text = QUESTIONS[count++ % QUESTIONS.length];
      const body = JSON.stringify({
        id: `${name}-${crypto.randomUUID()}`,
        kind: "message",
        text,
        attachments: [],
      });
      const began = performance.now();
      return new Promise((resolve, reject) => {
        answered = () => resolve(performance.now() - began);
        const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
        request(
          { port: server.port, path: `/api/events?as=${name}`, method: "POST", agent, headers },
          (response) => {
            response.resume();
            if (response.statusCode !== 202) reject(new Error(`refused: ${response.statusCode}`));
          },
        )
          .on("error", reject)
          .end(body);
      });
    },
  };
}

async function turns(kind: "saturated" | "steady"): Promise<Row> {
  const people = kind === "saturated" ? CONNECTIONS : 4 * CONNECTIONS;
  const server = await startServer("product", people);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const everyone = Array.from({ length: people }, (_, at) => person(server, `p${at}`, agent));
  await Promise.all(everyone.map(({ ready }) => ready));
  // Not counted: the first turn of each person, which also introduces Lotse, and what a process needs to warm up.
  await Promise.all(
    everyone.map(async (each) => {
      for (let turn = 0; turn < WARM_UP_TURNS / people; turn++) await each.turn();
    }),
  );
  await pause(500);

  const times: number[] = [];
  const before = await server.cpuSeconds();
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
  const cpu = (await server.cpuSeconds()) - before;
  times.sort((a, b) => a - b);
  const row = {
    what: kind === "saturated" ? "full turn, saturated" : `full turn, steady ${STEADY_PER_SECOND}/s`,
    perSecond: times.length / seconds,
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
    cpuMicros: (cpu / times.length) * 1e6,
    memory: await server.memory(),
  };
  for (const each of everyone) each.close();
  agent.destroy();
  await server.end();
  return row;
}

/** One durable commit of a small row after another: what the disk gives, and takes. A full turn makes about seven. */
function commits(): Row {
  const folder = mkdtempSync(join(tmpdir(), "lotse-bench-"));
  const database = openDatabase(join(folder, "commits.sqlite"), "write");
  database.exec("create table row (id integer primary key, text text) strict");
  const insert = database.prepare("insert into row (text) values (?)");
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const end = performance.now() + (SECONDS * 1000) / 2; performance.now() < end; ) {
    const began = performance.now();
    insert.run("x".repeat(500));
    times.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  database.close();
  rmSync(folder, { recursive: true, force: true });
  const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000;
  times.sort((a, b) => a - b);
  return {
    what: "bare SQLite: one durable commit after another",
    perSecond: times.length / seconds,
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
    cpuMicros: (user + system) / times.length,
    memory: process.memoryUsage().rss,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const rows = [
  commits(),
  await accept("bare"),
  await accept("accept"),
  await turns("saturated"),
  await turns("steady"),
];
console.log(`${CONNECTIONS} connections, ${SECONDS} s each, Node ${process.version}\n`);
console.log("| | per second | p50 ms | p99 ms | server CPU µs each | memory MB |");
console.log("|---|---|---|---|---|---|");
for (const { what, perSecond, p50, p99, cpuMicros, memory } of rows) {
  const numbers = [
    perSecond.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    cpuMicros.toFixed(0),
    (memory / 1e6).toFixed(0),
  ];
  console.log(`| ${[what, ...numbers].join(" | ")} |`);
}
