import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ASK, keepRhythm, schedule, USUAL } from "../src/rhythm/rhythm.ts";
import { applyChanges } from "../src/store/change.ts";
import { house, ORG } from "../tests/house.ts";

/**
 * One tick in which a check-in is due for many people: from the tick to the last one delivered, and the longest time nobody else had a
 * turn. `npm run bench:fan-out`.
 */
const PEOPLE = 2000;

const folder = mkdtempSync(join(tmpdir(), "lotse-bench-"));
const home = await house({ folder });
const now = Date.now();
for (let from = 0; from < PEOPLE; from += 200) {
  await home.store.write(async (writer) => {
    for (let at = from; at < from + 200; at++) {
      const learner = `p${at}`;
      const conversation = `web:${learner}`;
      const address = {
        org: ORG,
        channel: "web",
        connection: "web",
        conversation,
        direct: true,
        native: learner,
      };
      const person = { name: "", unit: "halle", language: null, introduced_at: now, zone: null, version: 0 };
      await writer
        .insertInto("conversation")
        .values({
          org: ORG,
          conversation,
          address_json: JSON.stringify(address),
          sealed_stack: null,
          language: null,
          version: 0,
          fence: 0,
          lease_until: 0,
        })
        .execute();
      await applyChanges(writer, ORG, [
        { change: "add", table: "learner", row: { org: ORG, learner, conversation, ...person } },
        {
          change: "add",
          table: "identity",
          row: { org: ORG, connection: "web", native: learner, learner, mail_mark: null },
        },
        { change: "add", table: "opt_in", row: { org: ORG, learner, opt_in: "messages", given_at: now } },
        ...keepRhythm({ org: ORG, learner, zone: "Europe/Berlin", now }, USUAL),
        schedule({ org: ORG, learner, zone: "Europe/Berlin" }, ASK, "", now),
      ]);
    }
  });
}

let longest = 0;
let last = performance.now();
const watch = setInterval(() => {
  const at = performance.now();
  longest = Math.max(longest, at - last);
  last = at;
}, 1);
const sent = async () =>
  Number(
    (
      await home.store.read
        .selectFrom("outbox")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("state", "=", "sent")
        .executeTakeFirstOrThrow()
    ).count,
  );
await sleep(200);
longest = 0;
const start = performance.now();
await home.app.tick();
while ((await sent()) < PEOPLE) await sleep(20);
const ms = performance.now() - start;
clearInterval(watch);
console.log(
  `${PEOPLE} check-ins in ${(ms / 1000).toFixed(1)} s, ${Math.round(PEOPLE / (ms / 1000))} a second; nobody else had a turn for at most ${Math.round(longest)} ms`,
);
await home.close();
rmSync(folder, { recursive: true, force: true });
