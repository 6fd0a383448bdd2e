import { loopbackTeams } from "../tests/loopback/teams/teams.ts";
import type { BenchChannel } from "./channel.ts";
import { accept, CONNECTIONS, SECONDS, turns } from "./platform.ts";
import { type Row, table } from "./row.ts";

/**
 * Signed message activities of Teams at 50 connections, beside a bare botbuilder bot that does nothing, and one that says it back within
 * the request, in one run; and full turns, from the activity to the finished answer in the loopback Teams: `npm run bench:teams`.
 */
const PEOPLE = 40;
const QUESTION = "Wie hoch ist mein Lernbudget?";

const teams = await loopbackTeams({
  patience: { answerWithin: 10_000, queryWithin: 10_000, repeatAfter: [] },
});
const { app, home, authority } = teams;
const people = Array.from({ length: PEOPLE }, (_, at) =>
  teams.person(home, `Person ${at}`, { locale: "de-DE" }),
);
const channel: BenchChannel & { channel: "teams" } = {
  channel: "teams",
  app: app.id,
  tenant: home.id,
  authority,
  secret: app.secret,
  echoes: true,
};
const serviceUrl = teams.serviceUrl(home.id);
const authorization = await teams.framework.authorization(serviceUrl);

function event(count: number) {
  const person = people[count % people.length];
  const body = JSON.stringify({
    type: "message",
    id: `${1795334400000 + count}`,
    timestamp: "2026-11-22T08:00:00.000Z",
    localTimezone: "Europe/Berlin",
    locale: "de-DE",
    channelId: "msteams",
    serviceUrl,
    from: { id: person?.id, name: "Person", aadObjectId: person?.directory },
    recipient: { id: `28:${app.id}`, name: "Lotse" },
    conversation: { id: person?.chat(), conversationType: "personal", tenantId: home.id },
    channelData: { tenant: { id: home.id } },
    text: QUESTION,
    textFormat: "plain",
  });
  return {
    path: "/teams/messages",
    body,
    headers: { "content-type": "application/json", authorization },
  };
}

const echo = () => accept("bare botbuilder: signed activity in, echo, 200 out", "bare", channel, event);
const silent = () =>
  accept("bare botbuilder: signed activity in, 200 out", "bare", { ...channel, echoes: false }, event);
const ours = () => accept("accept: signed activity in, durable, 200 out", "accept", channel, event);
const rows: Row[] = [];
for (const measure of [echo, silent, ours, echo, silent, ours]) rows.push(await measure());
rows.push(
  await turns("Teams", {
    channel,
    sendsTo: (port) => teams.sendsTo(`http://127.0.0.1:${port}/teams/messages`),
    people,
    async ask(person) {
      const answers = () =>
        person.sees().filter(({ words, live }) => !live && words.includes("1.200")).length;
      const before = answers();
      await person.says(QUESTION);
      return () => answers() > before;
    },
  }),
);
console.log(`${CONNECTIONS} connections, ${SECONDS} s each, Node ${process.version}\n`);
for (const line of table(rows)) console.log(line);
process.exit(0);
