import { loopbackSlack } from "../tests/loopback/slack/slack.ts";
import { accept, CONNECTIONS, SECONDS, turns } from "./platform.ts";
import { type Row, table } from "./row.ts";

/**
 * Signed message events of Slack at 50 connections, beside a bare Bolt app that acknowledges and does nothing, in one run; and full turns,
 * from the event to the finished answer in the loopback Slack: `npm run bench:slack`.
 */
const PEOPLE = 40;
const QUESTION = "Wie hoch ist mein Lernbudget?";

const slack = await loopbackSlack({ patience: { answerWithin: 10_000, repeatAfter: [] } });
const team = slack.team("Bench");
const token = slack.installs(team);
const people = Array.from({ length: PEOPLE }, (_, at) =>
  slack.person(team, `Person ${at}`, { locale: "de-DE" }),
);
const channel = { channel: "slack", api: slack.apiUrl, secret: slack.app.signingSecret, token } as const;

function message(count: number): string {
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

function event(count: number) {
  const body = message(count);
  const headers = { "content-type": "application/json", ...slack.signature(body) };
  return { path: "/slack/events", body, headers };
}

const bare = () => accept("bare Bolt: signed event in, 200 out", "bare", channel, event);
const ours = () => accept("accept: signed event in, durable, 200 out", "accept", channel, event);
const rows: Row[] = [];
for (const measure of [bare, ours, bare, ours]) rows.push(await measure());
rows.push(
  await turns("Slack", {
    channel,
    sendsTo: (port) => slack.sendsTo(`http://127.0.0.1:${port}/slack/events`),
    people,
    async ask(person) {
      const { ts } = await person.says(QUESTION);
      return () =>
        person.sees().some(({ words, live, thread }) => thread === ts && !live && words.includes("1.200"));
    },
  }),
);
console.log(`${CONNECTIONS} connections, ${SECONDS} s each, Node ${process.version}\n`);
for (const line of table(rows)) console.log(line);
process.exit(0);
