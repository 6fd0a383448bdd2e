import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postgresStore } from "../../adapters/postgres/postgres-store.ts";
import type { Block } from "../../src/channel/block.ts";
import { ASK, keepRhythm, schedule, USUAL } from "../../src/rhythm/rhythm.ts";
import { applyChanges } from "../../src/store/change.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Store } from "../../src/store/store.ts";
import { transcripts } from "../../src/transcript/transcript.ts";
import { house, ORG, temporaryFolder } from "../house.ts";
import { openPage } from "../page.ts";
import { postgresServer, temporaryDatabase } from "../postgres.ts";
import { canStartRedis, ownRedis } from "../redis.ts";

const CHILD = new URL("./replica.ts", import.meta.url).pathname;
const REPLICAS = 3;
const PEOPLE = ["ida", "ben", "uma", "otto"];
const MESSAGES = 80;
const FEWEST_KILLS = 5;
/** What is asked, and what only its answer says. */
const QUESTIONS = [
  ["Wie hoch ist mein Lernbudget?", "1.200 Euro"],
  ["Wie beantrage ich eine Schulung?", "Personalportal"],
] as const;

type Replica = { child: ChildProcess; port: number };
type Asked = { id: string; question: (typeof QUESTIONS)[number] };

describe.skipIf(postgresServer === null || !canStartRedis)(
  "several processes on one database, killed at random",
  () => {
    const clean: (() => Promise<unknown>)[] = [];
    const running: Replica[] = [];
    let start: () => Promise<Replica>;
    let store: Store;
    let sealer: Sealer;

    beforeEach(async () => {
      const folder = temporaryFolder();
      const database = await temporaryDatabase();
      const redis = await ownRedis();
      await redis.start();
      // Their company and what it knows.
      const first = await house({ folder: folder.path, database: database.url });
      await first.close();
      sealer = first.sealer;
      store = await postgresStore(database.url, { connections: 2 });
      clean.push(async () => folder.remove(), database.remove, redis.remove, store.close);
      start = async () => {
        const args = ["--disable-warning=ExperimentalWarning", CHILD, folder.path, database.url, redis.url];
        const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
        const [line] = await once(child.stdout, "data");
        return { child, port: Number.parseInt(String(line), 10) };
      };
      running.push(...(await Promise.all(Array.from({ length: REPLICAS }, start))));
    }, 60_000);
    afterEach(async () => {
      for (const replica of running.splice(0)) await kill(replica);
      for (const step of clean.splice(0).reverse()) await step();
    });

    async function kill({ child }: Replica): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    }
    const anyOf = <T>(all: readonly T[]): T => {
      const one = all[Math.floor(Math.random() * all.length)];
      if (one === undefined) throw new Error("there is none");
      return one;
    };
    const post = (port: number, person: string, event: object) =>
      fetch(`http://127.0.0.1:${port}/api/events?as=${person}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(event),
        signal: AbortSignal.timeout(5000),
      });

    /** Sends as the page does: the same id until it is acknowledged, wherever the proxy leads. */
    async function say(person: string, event: { id: string; kind: string }): Promise<void> {
      for (;;) {
        try {
          if ((await post(anyOf(running).port, person, event)).ok) return;
        } catch {}
        await pause(50);
      }
    }

    /** Two people whose check-in becomes due while processes die. */
    async function makeDue(): Promise<void> {
      const now = Date.now();
      await store.write(async (writer) => {
        for (const learner of ["ida", "ben"]) {
          const where = { org: ORG, learner, zone: "Europe/Berlin", now };
          const yes = { org: ORG, learner, opt_in: "messages", given_at: now } as const;
          await applyChanges(writer, ORG, [
            { change: "put", table: "opt_in", row: yes },
            ...keepRhythm(where, USUAL),
            schedule(where, ASK, "", now + 1500),
          ]);
        }
      }, ORG);
    }

    const open = async () => {
      const waiting = await store
        .readOf(ORG)
        .selectFrom("inbox")
        .select("event")
        .where("state", "=", "waiting")
        .execute();
      const states = ["pending", "sending", "unknown"] as const;
      const sending = await store
        .readOf(ORG)
        .selectFrom("outbox")
        .select("delivery")
        .where("state", "in", states)
        .execute();
      return waiting.length + sending.length;
    };

    it("has one effect of each event, in order, and one check-in of each due one (F4, F11, F13, R1, R2, R3)", async () => {
      for (const person of PEOPLE) await say(person, { id: "first-visit", kind: "joined" });
      await makeDue();
      let isDone = false;
      let kills = 0;
      const killing = (async () => {
        for (; !isDone; kills++) {
          await pause(200 + Math.random() * 600);
          const [victim] = running.splice(Math.floor(Math.random() * running.length), 1);
          if (victim) await kill(victim);
          running.push(await start());
        }
      })();
      const asked = new Map<string, Asked[]>();
      await Promise.all(
        PEOPLE.map(async (person) => {
          const all: Asked[] = [];
          asked.set(person, all);
          for (let at = 0; at < MESSAGES; at++) {
            const question = anyOf(QUESTIONS);
            const id = `${person}-message-${at}`;
            all.push({ id, question });
            await say(person, { ...{ text: question[0], attachments: [] }, id, kind: "message" });
            await pause(Math.random() * 250);
          }
        }),
      );
      isDone = true;
      await killing;
      expect(kills).toBeGreaterThanOrEqual(FEWEST_KILLS);
      // What a dead process held is anybody's when its lease of thirty seconds has run out.
      await expect.poll(open, { timeout: 90_000, interval: 200 }).toBe(0);

      const record = transcripts({ store, sealer });
      for (const person of PEOPLE) {
        const entries = await record.latest(ORG, `web:${person}`, 1000);
        const own = asked.get(person) ?? [];
        const said = entries.filter(({ author }) => author === "learner").map(({ message }) => message);
        expect(said, person).toEqual(own.map(({ id }) => id));
        const answers = entries.flatMap(({ author, blocks }) => (author === "lotse" ? answerIn(blocks) : []));
        expect(answers, person).toEqual(own.map(({ question }) => question[1]));
        const checkIns = entries.filter(({ blocks }) => JSON.stringify(blocks).includes("check-in.skip"));
        expect(checkIns, person).toHaveLength(["ida", "ben"].includes(person) ? 1 : 0);
      }
      const contacts = await store.readOf(ORG).selectFrom("contact").select(["learner", "job"]).execute();
      expect(
        contacts
          .filter(({ job }) => job === ASK)
          .map(({ learner }) => learner)
          .sort(),
      ).toEqual(["ben", "ida"]);
      const events = await store.readOf(ORG).selectFrom("inbox").select("state").execute();
      expect(new Set(events.map(({ state }) => state))).toEqual(new Set(["done"]));
    }, 240_000);

    it("shows at each what happens at the others", async () => {
      const at = ({ port }: Replica) =>
        openPage(
          {
            handle: (request) =>
              fetch(request.url.replace("http://lotse.test", `http://127.0.0.1:${port}`), request),
          },
          "uma",
        );
      const pages = await Promise.all(running.map(at));
      const [first] = pages;
      await first?.say("Wie hoch ist mein Lernbudget?", 2);
      for (const page of pages) await page.until(() => page.fromLotse().length === 2);
      for (const page of pages) await page.close();
    });
  },
);

/** By its first quotation, which answers; further ones are of what is near. */
function answerIn(blocks: readonly Block[]): string[] {
  const first = blocks.find(({ kind }) => kind === "quote");
  if (!first) return [];
  const words = JSON.stringify(first);
  return QUESTIONS.flatMap(([, only]) => (words.includes(only) ? [only] : []));
}
