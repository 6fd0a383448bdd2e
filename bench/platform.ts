import autocannon from "autocannon";
import type { BenchChannel } from "./channel.ts";
import { startServer } from "./child.ts";
import { percentile, type Row } from "./row.ts";

/** What a platform brings to a server. The load comes from this process, which is the platform, too. */
export const CONNECTIONS = 50;
export const SECONDS = 10;
const TURNS_EACH = 5;
const AT_ONCE = 10;

type Sent = { path: string; body: string; headers: Record<string, string> };

/** Events one after the other on each connection, until each is answered with 200. `event`: the so-many-th. */
export async function accept(
  what: string,
  mode: "bare" | "accept",
  channel: BenchChannel,
  event: (count: number) => Sent,
): Promise<Row> {
  const server = await startServer(mode, 0, null, channel);
  let count = 0;
  const run = (duration: number) =>
    autocannon({
      url: `http://127.0.0.1:${server.port}`,
      connections: CONNECTIONS,
      duration,
      requests: [
        {
          method: "POST",
          setupRequest: (request) => ({ ...request, ...event(++count) }),
        },
      ],
    });
  await run(2);
  const before = await server.cpuSeconds();
  const result = await run(SECONDS);
  const cpu = (await server.cpuSeconds()) - before;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  const row = {
    what,
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMicros: (cpu / result.requests.total) * 1e6,
    memory: await server.memory(),
  };
  await server.end();
  return row;
}

type Asking<Person> = {
  channel: BenchChannel;
  /** The platform brings its events to this port. */
  sendsTo(port: number): void;
  people: readonly Person[];
  /** Somebody asks; whether the answer stands there, from then on. */
  ask(person: Person): Promise<() => boolean>;
};

/** Questions of many people, some at a time. Not counted: the first of each, which also introduces Lotse. */
export async function turns<Person>(where: string, asking: Asking<Person>): Promise<Row> {
  const { channel, sendsTo, people, ask } = asking;
  const server = await startServer("product", 0, null, channel);
  sendsTo(server.port);

  async function turn(person: Person): Promise<number> {
    const began = performance.now();
    const isAnswered = await ask(person);
    while (!isAnswered()) await new Promise((resolve) => setTimeout(resolve, 2));
    return performance.now() - began;
  }

  await Promise.all(people.map(turn));
  const times: number[] = [];
  const left = Array.from({ length: TURNS_EACH }, () => people).flat();
  const before = await server.cpuSeconds();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let person = left.pop(); person; person = left.pop()) times.push(await turn(person));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const row = {
    what: `full turn, ${AT_ONCE} at once, until the answer stands in ${where}`,
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpuMicros: (((await server.cpuSeconds()) - before) / times.length) * 1e6,
    memory: await server.memory(),
  };
  await server.end();
  return row;
}
