import { copyFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { text } from "../../src/channel/block.ts";
import type { ChannelEvent } from "../../src/channel/event.ts";
import type { Dialog } from "../../src/dialog/dialog.ts";
import { eraseLearner } from "../../src/privacy/erase.ts";
import { exportLearner } from "../../src/privacy/export.ts";
import { givenAt } from "../../src/privacy/opt-in.ts";
import { keepReflection } from "../../src/reflection/check-in.ts";
import { decide, sendRequest } from "../../src/request/change.ts";
import { findRequest } from "../../src/request/request.ts";
import { findRows, type Row } from "../../src/store/any-rows.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import { KEYS } from "../../src/store/schema.ts";
import { storeEvent } from "../../src/turn/inbox.ts";
import { enqueue, type NewDelivery } from "../../src/turn/outbox.ts";
import { type Hands, hands } from "../hands.ts";
import { byIda } from "../happenings.ts";
import { type House, type HouseOptions, house, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { slowWriter } from "../slow-writer.ts";

const NOW = "2026-11-24T09:00:00Z";
/** Words that only one person ever wrote. */
const IDAS = "Idakanarie";
const BENS = "Benkanarie";

describe("what is a learner's own", () => {
  const clock = movingClock(NOW);
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;
  let ben: Page;

  const start = async (options: Partial<HouseOptions> = {}) => {
    home = await house({ folder: folder.path, clock, ...options });
    ida = await openPage(home, "ida");
    ben = await openPage(home, "ben");
    // The conversation is there before anything is compared.
    await Promise.all([ida, ben].map((page) => page.until(() => page.seen.length > 0)));
  };
  const stop = async () => {
    await ida.close();
    await ben.close();
    await home.close();
  };
  beforeEach(async () => {
    clock.set(NOW);
    folder = temporaryFolder();
    await start();
  });
  afterEach(async () => {
    await stop();
    folder.remove();
  });

  const exported = (learner: string) =>
    exportLearner({ ...home, read: home.store.read }, ORG, learner, clock.now());
  const erase = (learner: string) => eraseLearner(home, ORG, learner, clock.now());
  const make = (...changes: Change[]) => home.store.write((writer) => applyChanges(writer, ORG, changes));
  const files = () =>
    readdirSync(folder.path)
      .map((name) => readFileSync(join(folder.path, name)).toString("latin1"))
      .join("\n");

  /** Everything a person can leave behind, each with their canary in it. */
  async function live(page: Page, canary: string): Promise<Hands> {
    const hand = hands(page);
    await page.send({ kind: "action", action: "language.choose", value: "de" }, 2);
    for (const value of ["messages", "reflections", "signals"])
      await page.send({ kind: "action", action: "privacy.on", value });
    const values = { goal: `${canary} Ziel`, when: `${canary} wenn`, step: `${canary} dann` };
    await page.send({ kind: "form", form: "goal.write", value: "", values });
    await page.say("Frag mich");
    await hand.fill("Frage schreiben", { question: `${canary} Frage`, answer: `${canary} Antwort` });
    await page.say(`${canary} Wie hoch ist mein Lernbudget?`);
    const about = [...page.messages.values()].flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "feedback" ? [block.about] : [])),
    );
    await page.send({ kind: "feedback", about: about.at(-1) ?? "", verdict: "helpful" });
    return hand;
  }

  /** A request of theirs with their name on it, shared by others. */
  async function request(id: string, author: string, canary: string, others: string[]): Promise<void> {
    const framing = { change: `${canary} besser`, obstacle: "Zeit", language: "de", from: author } as const;
    const sent = sendRequest(home.sealer, {
      org: ORG,
      request: id,
      learner: author,
      framing,
      topics: ["pivot"],
      now: clock.now(),
    });
    const voices = others.map((learner): Change => {
      const row = { org: ORG, request: id, learner, author: 0, at: clock.now() } as const;
      return { change: "add", table: "voice", row };
    });
    await make(...sent, ...voices);
  }

  async function reflect(learner: string, canary: string): Promise<void> {
    const read = home.store.read;
    const since = await givenAt(read, { org: ORG, learner }, "reflections");
    if (since === null) throw new Error("no yes");
    const owner = { read, keys: home.keys, org: ORG, learner, since };
    const reflection = { plan: null, worked: null, helped: `${canary} half`, differently: "", next: null };
    await make(await keepReflection(owner, "2026-W47", reflection, clock.now()));
  }

  const TABLES = Object.keys(KEYS) as (keyof typeof KEYS)[];
  async function everything(): Promise<Record<string, Row[]>> {
    const found: Record<string, Row[]> = {};
    for (const table of TABLES) found[table] = await findRows(home.store.read, table, { equal: {} });
    return found;
  }
  /** The rows in which a person's id stands, alone or as part of another id. */
  const rowsOf = (person: string, all: Record<string, Row[]>) =>
    Object.entries(all).flatMap(([table, rows]) =>
      rows
        .filter((row) =>
          Object.values(row).some((value) => typeof value === "string" && namedIn(person, value)),
        )
        .map((row) => ({ table, row })),
    );

  describe("exported (P11)", () => {
    it("is all there, opened, and nothing of anybody else's", async () => {
      await live(ida, IDAS);
      await live(ben, BENS);
      await reflect("ida", IDAS);
      await request("r1", "ida", IDAS, ["ben"]);
      await request("r2", "ben", BENS, ["ida"]);
      const { data } = await exported("ida");
      const json = JSON.stringify(data);
      for (const word of ["Ziel", "wenn", "dann", "Frage", "Antwort", "half", "besser", "Wie hoch ist"])
        expect(json, word).toContain(`${IDAS} ${word}`);
      expect(json).not.toContain(BENS);
      expect(json).not.toMatch(/\b[Bb]en\b/);
      expect(json).not.toContain(home.sealer.seal("", ["", ""]).slice(0, 11));
      expect(data.opt_in?.rows).toHaveLength(3);
      expect(data.goal?.rows).toMatchObject([{ content: { goal: `${IDAS} Ziel` } }]);
      expect(data.voice?.rows).toMatchObject([
        { request: "r1", author: 1 },
        { request: "r2", author: 0 },
      ]);
      expect(data.request?.rows).toMatchObject([
        { request: "r1", topics: ["pivot"], content: { from: "ida" } },
      ]);
      expect(data.feedback?.rows).toMatchObject([{ verdict: "helpful" }]);
    });

    it("is little for somebody who has said nothing, and nothing for nobody", async () => {
      const { data } = await exported("uma");
      expect(Object.keys(data).sort()).toEqual(["identity", "learner", "role"]);
      expect((await exported("nobody")).data).toEqual({});
    });
  });

  describe("erased (P12)", () => {
    it("is gone from every table, from the files and with its key; nobody else's is touched", async () => {
      await live(ida, IDAS);
      await live(ben, BENS);
      await reflect("ida", IDAS);
      await request("r1", "ida", IDAS, []);
      const cell = { level: "company", division: "", subject: "pivot", band: "5-9" } as const;
      const month = { org: ORG, month: "2026-10" };
      await make(
        {
          change: "add",
          table: "vote",
          row: { org: ORG, month: "2026-11", topic: "pivot", learner: "ida", unanswered: 0 },
        },
        {
          change: "add",
          table: "snapshot",
          row: { ...month, closed_at: 0, smallest_group: 5, people: 9, withheld_json: "{}" },
        },
        { change: "add", table: "snapshot_cell", row: { ...month, ...cell } },
      );
      const before = await everything();
      const marks = rowsOf("ida", before).flatMap(({ row }) => [
        ...Object.entries(row).flatMap(([column, value]) =>
          column.startsWith("sealed_") && typeof value === "string" ? [value] : [],
        ),
      ]);
      expect(marks.length).toBeGreaterThan(8);
      expect(files()).toContain(marks[0]);

      await erase("ida");
      const after = await everything();
      expect(rowsOf("ida", after)).toEqual([]);
      expect(after.request).toEqual([]);
      expect(rowsOf("ben", after)).toEqual(rowsOf("ben", before));
      expect(after.snapshot).toEqual(before.snapshot);
      expect(after.snapshot_cell).toEqual(before.snapshot_cell);
      // In some kilobytes of what is sealed, three letters stand by chance now and then.
      const sealed = Object.values(after)
        .flat()
        .flatMap((row) => Object.values(row))
        .filter((value) => typeof value === "string" && value.length > 60);
      const left = sealed.reduce<string>((text, value) => text.replaceAll(String(value), ""), files());
      for (const mark of [...marks, "web:ida", "ida:", "Ida"]) expect(left.includes(mark), mark).toBe(false);
      expect(await home.keys.all()).toMatchObject([{ org: ORG, learner: "ben" }]);
      const log = await home.keys.erasures();
      expect(log).toMatchObject([{ person: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
      expect((await exported("ida")).data).toEqual({});
      expect(JSON.stringify(await exported("ben"))).toContain(`${BENS} Ziel`);
    });

    it("leaves a request that others share or L&D decided on as it was sent, without the name", async () => {
      await request("alone", "ida", IDAS, []);
      await request("shared", "ida", IDAS, ["ben"]);
      await request("decided", "ida", IDAS, []);
      const found = async (id: string) => findRequest(home.store.read, home.sealer, ORG, id);
      const decided = await found("decided");
      if (!decided) throw new Error("not there");
      const decision = { decision: "uma:1", state: "planned", reason: "Kommt im Mai", by: "Uma" } as const;
      await make(...decide(home.sealer, ORG, decided, { ...decision, now: clock.now() }));
      await erase("ida");
      expect(await found("alone")).toBeNull();
      const words = { change: `${IDAS} besser`, obstacle: "Zeit", language: "de", from: null };
      expect(await found("shared")).toMatchObject({ framing: words, voices: 1 });
      expect(await found("decided")).toMatchObject({
        framing: words,
        voices: 0,
        decisions: [{ reason: "Kommt im Mai", by: "Uma" }],
      });

      await erase("uma");
      const [latest] = (await found("decided"))?.decisions ?? [];
      expect(latest).toMatchObject({ state: "planned", reason: "Kommt im Mai", by: "L&D" });
      expect(rowsOf("uma", await everything())).toEqual([]);
      expect(files()).not.toContain("uma:1");
    });

    it("takes what they said among others, and only that", async () => {
      await live(ida, IDAS);
      const group = { org: ORG, channel: "web", connection: "web", conversation: "group", direct: false };
      const said = (id: string, native: string): ChannelEvent => ({
        ...byIda({ kind: "message", text: "Hallo", attachments: [] }, id),
        address: { ...group, native: "group" },
        sender: { native },
      });
      await home.store.write(async (writer) => {
        await storeEvent(writer, home.sealer, 1, said("i", "ida"));
        await storeEvent(writer, home.sealer, 2, said("b", "ben"));
        await enqueue(writer, home.sealer, waiting("to ida", "group", "ida"));
        await enqueue(writer, home.sealer, waiting("to ben", "group", "ben"));
      });
      await erase("ida");
      const { inbox, outbox } = await everything();
      expect(inbox?.filter(({ conversation }) => conversation === "group")).toMatchObject([{ event: "b" }]);
      expect(outbox?.filter(({ conversation }) => conversation === "group")).toMatchObject([
        { delivery: "to ben" },
      ]);
    });
  });

  describe("erased while something of theirs is under way (F21)", () => {
    it("is not written any more: a waiting event and an open delivery are gone", async () => {
      await live(ida, IDAS);
      const shown = ida.fromLotse().length;
      const event = byIda({ kind: "message", text: "Tipp", attachments: [] }, "late");
      await home.store.write(async (writer) => {
        await storeEvent(writer, home.sealer, 1, event);
        await enqueue(writer, home.sealer, waiting("late", "web:ida", "ida"));
      });
      await erase("ida");
      await home.app.tick();
      await home.app.tidy();
      expect(rowsOf("ida", await everything())).toEqual([]);
      expect(ida.fromLotse()).toHaveLength(shown);
    });

    it("is not written any more: neither a turn nor an answer that had begun", async () => {
      await stop();
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const slow: Dialog = {
        id: "slow",
        schema: z.null(),
        async begin({ org, learner, now }) {
          begun.resolve();
          await gate.promise;
          const row = { org, learner, item: "1", state: "saved", at: now } as const;
          return { to: "done", replies: [], changes: [{ change: "put", table: "learner_item", row }] };
        },
        resume: async () => ({ to: "yield" }),
      };
      await start({ dialogs: [slow], writer: slowWriter(Array(60).fill("Wort"), 10) });
      await ida.say("Tipp", 2);
      await ida.post({ kind: "message", text: "Wie hoch ist mein Lernbudget?", attachments: [] });
      await ida.until(() => ida.seen.some(({ name }) => name === "append"));
      await ida.post({ kind: "action", action: "slow.go", value: "" });
      await begun.promise;
      await erase("ida");
      gate.resolve();
      await home.app.drain();
      expect(rowsOf("ida", await everything())).toEqual([]);
      expect((await everything()).learner_item).toEqual([]);
    });
  });

  describe("erased and restored from a backup (F22)", () => {
    const store = () => join(folder.path, "lotse.sqlite");
    const backup = () => join(folder.path, "older");

    it("stays erased, and cannot be read before either", async () => {
      await live(ida, IDAS);
      await live(ben, BENS);
      await stop();
      copyFileSync(store(), backup());
      await start();
      await erase("ida");
      await stop();
      copyFileSync(backup(), store());
      for (const end of ["-wal", "-shm"]) rmSync(store() + end, { force: true });
      rmSync(backup());
      await start();
      expect(rowsOf("ida", await everything())).toEqual([]);
      expect(files()).not.toContain("web:ida");
      expect((await exported("ida")).data).toEqual({});
      expect(JSON.stringify(await exported("ben"))).toContain(`${BENS} Ziel`);
    });

    it.each(["before it was logged", "before anything was removed"])(
      "is made good when the process ended in the middle, %s",
      async (when) => {
        await live(ida, IDAS);
        const killed = () => Promise.reject(new Error("killed"));
        let writes = 0;
        const dying: Parameters<typeof eraseLearner>[0] =
          when === "before it was logged"
            ? { ...home, keys: { ...home.keys, logErasure: killed } }
            : {
                ...home,
                store: {
                  ...home.store,
                  write: (work, org) => (++writes === 1 ? home.store.write(work, org) : killed()),
                },
              };
        await expect(eraseLearner(dying, ORG, "ida", clock.now())).rejects.toThrow("killed");
        expect(rowsOf("ida", await everything())).not.toEqual([]);
        await stop();
        await start();
        expect(rowsOf("ida", await everything())).toEqual([]);
        await home.app.tick();
        expect(await home.keys.all()).toEqual([]);
      },
    );

    it("is somebody new when they come back, and then stays", async () => {
      await live(ida, IDAS);
      await erase("ida");
      expect(wordsOf(await ida.say("Tipp", 2))).toContain("KI-Assistent");
      await stop();
      await start();
      const identity = (await everything()).identity?.find(({ native }) => native === "ida");
      expect(identity?.learner).not.toBe("ida");
      expect((await exported(String(identity?.learner))).data.transcript?.rows.length).toBeGreaterThan(1);
    });
  });
});

/** `ida`, `web:ida`, `ida:…`, `["ida"]`; not a word that has it inside. */
function namedIn(person: string, value: string): boolean {
  return new RegExp(`(^|[:"])${person}($|[:"])`).test(value);
}

/** A delivery that waits for its time. */
function waiting(delivery: string, conversation: string, learner: string): NewDelivery {
  const parcel = { reply: { kind: "message", blocks: [text("Hallo")] }, learner, answer: "" } as const;
  return {
    org: ORG,
    delivery,
    conversation,
    position: 1,
    unaskedOf: null,
    parcel: { ...parcel, reply: { kind: "message", blocks: [text("Hallo")] } },
  };
}
