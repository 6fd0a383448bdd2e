import autocannon from "autocannon";
import { type LoopbackSlack, loopbackSlack } from "../tests/loopback/slack/slack.ts";
import { type Measured, startScript } from "./child.ts";
import { percentile, type Row, table } from "./row.ts";

/**
 * Signed message events of Slack at 50 connections, beside a bare Bolt app that acknowledges and does nothing, in one run; and full turns,
 * from the event to the finished answer in the loopback Slack: `npm run bench:slack`. The load comes from this process, which is Slack
 * too; each server is one of its own.
 */
const CONNECTIONS = 50;
const SECONDS = 10;
const PEOPLE = 40;
const TURNS_EACH = 5;
const AT_ONCE = 10;
const QUESTION = "Wie hoch ist mein Lernbudget?";

type Workspace = { slack: LoopbackSlack; team: { id: string }; words: string[]; people: Hands[] };
type Hands = ReturnType<LoopbackSlack["person"]>;

async function workspace(): Promise<Workspace> {
  const slack = await loopbackSlack({ patience: { answerWithin: 10_000, repeatAfter: [] } });
  const team = slack.team("Bench");
  const token = slack.installs(team);
  const people = Array.from({ length: PEOPLE }, (_, at) =>
    slack.person(team, `Person ${at}`, { locale: "de-DE" }),
  );
  return { slack, team, words: [slack.apiUrl, slack.app.signingSecret, token], people };
}

async function accept(mode: "bare" | "accept", at: Workspace): Promise<Row> {
  const server = await startScript("slack-server.ts", mode, at.words);
  let count = 0;
  const run = (duration: number) =>
    autocannon({
      url: `http://127.0.0.1:${server.port}`,
      connections: CONNECTIONS,
      duration,
      requests: [
        {
          method: "POST",
          path: "/slack/events",
          setupRequest(request) {
            const body = message(at, ++count);
            const headers = { "content-type": "application/json", ...at.slack.signature(body) };
            return { ...request, body, headers };
          },
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
    what:
      mode === "bare" ? "bare Bolt: signed event in, 200 out" : "accept: signed event in, durable, 200 out",
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMicros: (cpu / result.requests.total) * 1e6,
    memory: await server.memory(),
  };
  await server.end();
  return row;
}

function message({ team, people }: Workspace, count: number): string {
  const person = people[count % people.length];
  const ts = `1795334400.${String(count).padStart(6, "0")}`;
  return JSON.stringify({
    type: "event_callback",
    team_id: team.id,
    event_id: `Ev${count}`,
    event_time: 1795334400,
    authorizations: [
      { team_id: team.id, enterprise_id: null, user_id: "U0LOTSE", is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event: {
      type: "message",
      channel: person?.direct(),
      channel_type: "im",
      user: person?.id,
      text: QUESTION,
      ts,
      // Within a conversation: one that begins is given a title as well, which is a call.
      thread_ts: "1795334399.000001",
      event_ts: ts,
      team: team.id,
    },
  });
}

/**
 * Questions of many people, some at a time, with a streamed answer each. Not counted: the first of each, which also introduces Lotse, by a
 * message that keeps to Slack's pace.
 */
async function turns(at: Workspace): Promise<Row> {
  const server: Measured = await startScript("slack-server.ts", "product", at.words);
  at.slack.sendsTo(`http://127.0.0.1:${server.port}/slack/events`);
  await Promise.all(at.people.map((person) => turn(person)));
  const times: number[] = [];
  const left = Array.from({ length: TURNS_EACH }, () => at.people).flat();
  const before = await server.cpuSeconds();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let person = left.pop(); person; person = left.pop()) times.push(await turn(person));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const row = {
    what: `full turn, ${AT_ONCE} at once, until the answer stands in Slack`,
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpuMicros: (((await server.cpuSeconds()) - before) / times.length) * 1e6,
    memory: await server.memory(),
  };
  await server.end();
  return row;
}

async function turn(person: Hands): Promise<number> {
  const began = performance.now();
  const { ts } = await person.says(QUESTION);
  while (
    !person.sees().some(({ words, live, thread }) => thread === ts && !live && words.includes("1.200"))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return performance.now() - began;
}

const at = await workspace();
const rows = [
  await accept("bare", at),
  await accept("accept", at),
  await accept("bare", at),
  await accept("accept", at),
  await turns(at),
];
console.log(`${CONNECTIONS} connections, ${SECONDS} s each, Node ${process.version}\n`);
for (const line of table(rows)) console.log(line);
process.exit(0);
