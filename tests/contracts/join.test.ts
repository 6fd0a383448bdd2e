import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteKeyVault } from "../../adapters/sqlite/key-vault.ts";
import { text } from "../../src/channel/block.ts";
import type { ChannelEvent } from "../../src/channel/event.ts";
import { orderedStamps } from "../../src/clock.ts";
import { dataMap, tables } from "../../src/privacy/data-map.ts";
import { eraseLearner, fingerprintOf, replayErasures } from "../../src/privacy/erase.ts";
import { joinLearners, joinWishes } from "../../src/privacy/join.ts";
import { journal, keepReflection } from "../../src/reflection/check-in.ts";
import { goalOf, keepGoal } from "../../src/reflection/goal.ts";
import { keepNote } from "../../src/reflection/note.ts";
import { findQuestion, keepQuestion } from "../../src/reflection/self-question.ts";
import { decide, sendRequest } from "../../src/request/change.ts";
import { findRequest } from "../../src/request/request.ts";
import { addRow, findRows, type Row, removeRow } from "../../src/store/any-rows.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import { type LearnerKeys, learnerKeys } from "../../src/store/learner-keys.ts";
import type { OptIn, Schema } from "../../src/store/schema.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import type { Store } from "../../src/store/store.ts";
import { masterWrapping } from "../../src/store/wrapping.ts";
import { type Committed, conversations, type Held } from "../../src/turn/conversation.ts";
import { inbox, storeEvent } from "../../src/turn/inbox.ts";
import { isNotYet } from "../../src/turn/not-yet.ts";
import { enqueue, type NewDelivery, outbox } from "../../src/turn/outbox.ts";
import { addOrg, type OpenStore } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";
import { temporaryFolder } from "../house.ts";

const ORG = "werft";
/** Ids that stand nowhere else: what is left of them can be looked for. */
const GONE = "0e0e-gone-0e0e";
const KEPT = "7a7a-kept-7a7a";
const BEN = "5c5c-ben-5c5c";
const PAIR = { org: ORG, gone: GONE, kept: KEPT };
const LOST = { kind: "lost" };

describe.each(engines)("two learners who are one person, on $name", ({ open }) => {
  const sealer = aesSealer(Buffer.alloc(32, 1));
  let folder: ReturnType<typeof temporaryFolder>;
  let bench: Bench;
  let store: OpenStore;
  let keys: LearnerKeys;
  let stamp: () => number;

  beforeEach(async () => {
    folder = temporaryFolder();
    bench = await open();
    store = bench.store;
    keys = learnerKeys(
      sqliteKeyVault(join(folder.path, "keys.sqlite")),
      masterWrapping({ master: Buffer.alloc(32, 1), other: null }),
    );
    stamp = orderedStamps({ now: () => 1000 });
    await addOrg(store, ORG);
    await add("topic", {
      topic: "pivot",
      family: "f",
      label_de: "P",
      label_en: "P",
      words_json: "{}",
      esco: null,
    });
    await person(GONE, "teams", "Ida K.");
    await person(KEPT, "slack", "Ida Kruse");
    await person(BEN, "slack", "Ben", "U-ben");
  });
  afterEach(async () => {
    await bench.close();
    await keys.close();
    folder.remove();
  });

  const parts = () => ({ store, keys, sealer });
  const add = (table: keyof Schema, row: Row) =>
    store.write((writer) => addRow(writer, table, { org: ORG, ...row }), ORG);
  const make = (...changes: Change[]) => store.write((writer) => applyChanges(writer, ORG, changes), ORG);
  const rowsOf = (table: keyof Schema, equal: Row = {}) =>
    findRows(store.readOf(ORG), table, { equal: { org: ORG, ...equal } });
  const chatOf = (learner: string) => `chat-${[GONE, KEPT, BEN].indexOf(learner)}`;
  const addressOf = (learner: string, connection: string) => {
    return {
      org: ORG,
      channel: connection,
      connection,
      conversation: chatOf(learner),
      direct: true,
      native: "",
    };
  };

  async function person(learner: string, connection: string, name: string, native = `N-${connection}`) {
    const conversation = chatOf(learner);
    await add("identity", { connection, native, learner, mail_mark: null });
    const rest = { unit: null, language: null, introduced_at: 5, zone: null, version: 0 };
    await add("learner", { learner, name, conversation, ...rest });
    const address_json = JSON.stringify(addressOf(learner, connection));
    const idle = { sealed_stack: null, language: "de", version: 0, fence: 0, lease_until: 0 };
    await add("conversation", { conversation, address_json, learner, ...idle });
  }
  const removeWish = (learner: string) =>
    store.write((writer) => removeRow(writer, "join_wish", { org: ORG, learner }), ORG);
  const sayYes = (learner: string, opt_in: OptIn, given_at = 1) =>
    add("opt_in", { learner, opt_in, given_at });
  const keeper = (learner: string, since = 1) => ({
    read: store.readOf(ORG),
    keys,
    org: ORG,
    learner,
    since,
  });
  const reflection = (helped: string) => {
    return { plan: null, worked: null, helped, differently: "", next: null };
  };
  const goal = async (learner: string, words: string, since = 1) =>
    make(await keepGoal(keeper(learner, since), { goal: words, plan: null }, 1));
  const reflect = async (learner: string, week: string, words: string, since = 1) =>
    make(await keepReflection(keeper(learner, since), week, reflection(words), 1));
  const ask = async (learner: string, question: string, since = 1) =>
    make(await keepQuestion(keeper(learner, since), question, { question: `${question}?`, answer: "!" }, 1));
  const jot = async (learner: string, note: string, since = 1) =>
    make(await keepNote(keeper(learner, since), note, { words: note, link: "https://chat.example/1" }, 1));
  const request = (id: string, author: string) => {
    const framing = { change: "c", obstacle: "o", language: "de", from: null } as const;
    return make(
      ...sendRequest(sealer, { org: ORG, request: id, learner: author, framing, topics: [], now: 1 }),
    );
  };
  const happened = (id: string, conversation: string, connection: string, native: string) => {
    const address = { ...addressOf(GONE, connection), conversation };
    return { id, at: 1, address, sender: { native } };
  };
  const event = (id: string, conversation: string, connection: string, native: string): ChannelEvent => {
    return {
      ...happened(id, conversation, connection, native),
      kind: "message",
      text: "Hallo",
      attachments: [],
    };
  };
  const due = (learner: string, at: number): ChannelEvent => {
    const who = happened(`due:check-in.ask::${learner}:${at}`, chatOf(learner), "teams", "N-teams");
    return { ...who, kind: "due", job: "check-in.ask", subject: "", week: "2026-W48", skipped: false };
  };
  const letter = (learner: string, id: string, unaskedOf: string | null = null): NewDelivery => ({
    org: ORG,
    delivery: id,
    conversation: chatOf(learner),
    position: stamp(),
    unaskedOf,
    parcel: { reply: { kind: "message", blocks: [text("Hallo")] }, learner, answer: "" },
  });

  /** A row in every table that can have one of somebody's. */
  async function liveFully(learner: string): Promise<void> {
    for (const yes of ["messages", "reflections", "signals"] as const) await sayYes(learner, yes);
    const at = 1;
    await add("pilot_member", { member: `learner:${learner}` });
    await add("role", { learner, role: "product_owner" });
    await add("leaver", { learner, at });
    await add("session", {
      session: `s-${learner.slice(0, 4)}`,
      learner,
      native: "n",
      created_at: at,
      used_at: at,
      ends_at: at,
    });
    await add("one_time_code", {
      code: `c-${learner.slice(0, 4)}`,
      purpose: "join",
      learner,
      made_at: at,
      ends_at: at,
    });
    await add("code_tries", { learner, tries: 1, since: at });
    await add("join_wish", { learner: BEN, into_learner: learner, at });
    await add("former_id", { learner, person: `f-${learner.slice(0, 4)}` });
    await add("learner_item", { learner, item: `i-${learner.slice(0, 4)}`, state: "saved", at });
    await add("sent", { learner, sent: `s-${learner.slice(0, 4)}`, mark: "m", at, sealed_request: "x" });
    await add("rhythm", { learner, weekday: 1, hour: 8, plan_again: 0, paused_until: null });
    await add("schedule", {
      learner,
      job: "check-in.ask",
      subject: "",
      next_at: at,
      zone: "UTC",
      skipped: 0,
    });
    await add("schedule", { learner, job: "recall.ask", subject: "q", next_at: at, zone: "UTC", skipped: 0 });
    await add("contact", { learner, job: "check-in.ask", subject: "", week: `w-${learner.slice(0, 4)}`, at });
    await goal(learner, `goal of ${learner.slice(5, 9)}`);
    await jot(learner, `note-${learner.slice(5, 9)}`);
    await reflect(learner, `2026-W${learner === GONE ? 40 : 41}`, `week of ${learner.slice(5, 9)}`);
    await ask(learner, `q-${learner.slice(0, 4)}`);
    await request(`r-${learner.slice(0, 4)}`, learner);
    await add("vote", { month: "2026-11", topic: "pivot", learner });
    const reason = {
      number: 1,
      state: "done",
      sealed_reason: sealer.seal("", ["decision", ORG, learner.slice(0, 4)]),
      at,
    };
    const [who] = await rowsOf("learner", { learner });
    await add("decision", {
      decision: learner.slice(0, 4),
      request: `r-${learner.slice(0, 4)}`,
      decided_by: who?.name,
      ...reason,
    });
    await store.write(async (writer) => {
      await storeEvent(
        writer,
        sealer,
        stamp(),
        event(`e-${learner.slice(0, 4)}`, chatOf(learner), "teams", "N-teams"),
      );
      await storeEvent(writer, sealer, stamp(), due(learner, 7));
      await enqueue(writer, sealer, letter(learner, `d-${learner.slice(0, 4)}`, learner));
    }, ORG);
  }

  /** The tables in which an id stands, in clear or sealed with the master key. */
  async function tracesOf(id: string): Promise<string[]> {
    const traces: string[] = [];
    for (const table of tables)
      for (const row of await findRows(store.read, table, { equal: {} }))
        if (JSON.stringify([row, openedIn(table, row)]).includes(id)) traces.push(table);
    for (const key of await keys.all()) if (JSON.stringify(key).includes(id)) traces.push("learner_key");
    return [...new Set(traces)].sort();
  }
  function openedIn(table: keyof Schema, row: Row): unknown {
    if (table === "inbox" && row.sealed_event)
      return sealer.open(String(row.sealed_event), ["inbox", ORG, String(row.connection), String(row.event)]);
    if (table === "outbox" && row.sealed_reply)
      return sealer.open(String(row.sealed_reply), ["outbox", ORG, String(row.delivery)]);
    return null;
  }

  describe("joined", () => {
    it("are the kept one in every table there is, and the id of the other stands nowhere (P12, P13)", async () => {
      await liveFully(GONE);
      // What it is tried with has a row of theirs wherever there can be one.
      const personal = tables.filter((table) => ["moves", "ends", "apart"].includes(dataMap[table].join));
      const named = personal.filter((table) => !["decision", "erasure_wish"].includes(table));
      expect(await tracesOf(GONE)).toEqual([...named, "learner_key"].sort());

      await joinLearners(parts(), PAIR);
      expect(await tracesOf(GONE)).toEqual([]);
      for (const table of [
        "identity",
        "role",
        "leaver",
        "session",
        "learner_item",
        "contact",
        "voice",
      ] as const)
        expect(await rowsOf(table, { learner: KEPT }), table).not.toEqual([]);
      expect(await rowsOf("join_wish")).toMatchObject([{ learner: BEN, into_learner: KEPT }]);
      expect(await rowsOf("pilot_member")).toMatchObject([{ member: `learner:${KEPT}` }]);
      expect(await rowsOf("decision")).toMatchObject([{ decided_by: "Ida Kruse" }]);
      expect(await rowsOf("learner", { learner: KEPT })).toMatchObject([
        { name: "Ida Kruse", conversation: chatOf(GONE), version: 1 },
      ]);
      expect(await rowsOf("conversation", { learner: KEPT })).toHaveLength(2);
    });

    it("do no harm to anybody else", async () => {
      await liveFully(GONE);
      await liveFully(KEPT);
      await sayYes(BEN, "reflections");
      await goal(BEN, "Bens Ziel");
      await removeWish(BEN);
      const bens = async () => [
        ...(await rowsOf("identity", { learner: BEN })),
        ...(await rowsOf("learner", { learner: BEN })),
        ...(await rowsOf("conversation", { learner: BEN })),
        ...(await rowsOf("goal", { learner: BEN })),
      ];
      const before = await bens();
      await joinLearners(parts(), PAIR);
      expect(await bens()).toEqual(before);
      expect(await goalOf(keeper(BEN))).toEqual({ goal: "Bens Ziel", plan: null });
    });

    it("read what either wrote for themselves, sealed with the kept one's key; of one week the kept one's (P14)", async () => {
      for (const learner of [GONE, KEPT]) await sayYes(learner, "reflections");
      await goal(GONE, "von dort");
      await reflect(GONE, "2026-W40", "von dort");
      await reflect(GONE, "2026-W41", "von dort");
      await reflect(KEPT, "2026-W41", "von hier");
      await reflect(GONE, "2026-W42", "von dort");
      await add("check_in", {
        learner: KEPT,
        week: "2026-W42",
        state: "skipped",
        sealed_entry: null,
        at: 1,
        version: 0,
      });
      await add("check_in", {
        learner: GONE,
        week: "2026-W43",
        state: "done",
        sealed_entry: null,
        at: 1,
        version: 0,
      });
      await ask(GONE, "q1");
      await joinLearners(parts(), PAIR);

      expect(await goalOf(keeper(KEPT))).toEqual({ goal: "von dort", plan: null });
      const written = await journal(keeper(KEPT), 10);
      expect(written.map(({ week, reflection }) => `${week} ${reflection.helped}`)).toEqual([
        "2026-W42 von dort",
        "2026-W41 von hier",
        "2026-W40 von dort",
      ]);
      expect(await rowsOf("check_in", { week: "2026-W43" })).toMatchObject([
        { learner: KEPT, state: "done" },
      ]);
      expect((await findQuestion(keeper(KEPT), "q1"))?.words).toEqual({ question: "q1?", answer: "!" });
      expect(await keys.find(ORG, GONE)).toBeNull();
      // And it can be changed: its version is the one it is sealed with.
      await goal(KEPT, "neu");
      expect(await goalOf(keeper(KEPT))).toEqual({ goal: "neu", plan: null });
    });

    it("have the kept one's goal if both have one", async () => {
      for (const learner of [GONE, KEPT]) await sayYes(learner, "reflections");
      await goal(GONE, "von dort");
      await goal(KEPT, "von hier");
      await joinLearners(parts(), PAIR);
      expect(await goalOf(keeper(KEPT))).toEqual({ goal: "von hier", plan: null });
    });

    it("do not take along what nobody can read any more", async () => {
      for (const learner of [GONE, KEPT]) await sayYes(learner, "reflections");
      await goal(GONE, "von dort");
      await keys.forget(ORG, GONE, 1);
      await joinLearners(parts(), PAIR);
      expect(await rowsOf("goal")).toEqual([]);
    });

    it("have one vote for a topic and month, and one voice for a request, the author's if either wrote it", async () => {
      for (const learner of [GONE, KEPT]) {
        await sayYes(learner, "signals");
        await add("vote", { month: "2026-11", topic: "pivot", learner });
      }
      await add("vote", { month: "2026-12", topic: "pivot", learner: GONE });
      await request("by-gone", GONE);
      await request("by-kept", KEPT);
      await request("by-ben", BEN);
      await add("voice", { request: "by-gone", learner: KEPT, author: 0, at: 2 });
      await add("voice", { request: "by-kept", learner: GONE, author: 0, at: 2 });
      for (const learner of [GONE, KEPT])
        await add("voice", { request: "by-ben", learner, author: 0, at: 2 });
      await joinLearners(parts(), PAIR);

      expect((await rowsOf("vote")).map(({ month, learner }) => `${month} ${learner}`)).toEqual([
        `2026-11 ${KEPT}`,
        `2026-12 ${KEPT}`,
      ]);
      expect(
        (await rowsOf("voice")).map(({ request, learner, author }) => [request, learner, author]),
      ).toEqual([
        ["by-ben", BEN, 1],
        ["by-ben", KEPT, 0],
        ["by-gone", KEPT, 1],
        ["by-kept", KEPT, 1],
      ]);
    });

    it("are one in a decision that is being made at this moment: it counts its voices again", async () => {
      await request("r", BEN);
      await add("voice", { request: "r", learner: GONE, author: 0, at: 2 });
      const found = await findRequest(store.readOf(ORG), sealer, ORG, "r");
      if (!found) throw new Error("not there");
      await joinLearners(parts(), PAIR);
      const decision = { decision: "d", state: "done", reason: "R", by: "Uma", now: 3 } as const;
      await expect(make(...decide(sealer, ORG, found, decision))).rejects.toMatchObject({ kind: "conflict" });
    });

    it("are not contacted twice in a week, and at the kept one's times", async () => {
      for (const learner of [GONE, KEPT]) await liveFully(learner);
      await joinLearners(parts(), PAIR);
      expect((await rowsOf("contact")).map(({ week }) => week).sort()).toEqual(["w-0e0e", "w-7a7a"]);
      expect(await rowsOf("rhythm")).toHaveLength(1);
      expect((await rowsOf("schedule")).map(({ job, subject }) => `${job} ${subject}`).sort()).toEqual([
        "check-in.ask ",
        "recall.ask q",
      ]);
      // Both were due at this moment: it is one check-in.
      expect((await rowsOf("inbox")).filter(({ event }) => String(event).startsWith("due:"))).toHaveLength(1);
    });
  });

  describe("what they said yes to", () => {
    it("goes on for messages and sharing only if the kept one did (P1)", async () => {
      await liveFully(GONE);
      await sayYes(KEPT, "reflections");
      await joinLearners(parts(), PAIR);
      expect((await rowsOf("opt_in")).map(({ opt_in }) => opt_in)).toEqual(["reflections"]);
      for (const table of ["rhythm", "schedule", "vote"] as const)
        expect(await rowsOf(table), table).toEqual([]);
      // What was on its way unasked goes nowhere any more.
      const claimed = await outbox({ store, sealer }).claim(ORG, chatOf(GONE), 1);
      expect(claimed).toMatchObject({ unwanted: true, parcel: { learner: KEPT } });
    });

    it("is not made a no by the one who goes", async () => {
      for (const yes of ["messages", "reflections", "signals"] as const) await sayYes(KEPT, yes, 9);
      await joinLearners(parts(), PAIR);
      expect((await rowsOf("opt_in")).map(({ opt_in, given_at }) => `${opt_in} ${given_at}`)).toEqual([
        "messages 9",
        "reflections 9",
        "signals 9",
      ]);
    });

    it("keeps what was written for oneself, if either did: nobody else ever sees it", async () => {
      await sayYes(GONE, "reflections", 3);
      await goal(GONE, "von dort", 3);
      await joinLearners(parts(), PAIR);
      expect(await rowsOf("opt_in")).toEqual([
        { org: ORG, learner: KEPT, opt_in: "reflections", given_at: 3 },
      ]);
      expect(await goalOf(keeper(KEPT))).toEqual({ goal: "von dort", plan: null });
      expect(await keys.all()).toEqual([{ org: ORG, learner: KEPT, since: 3 }]);
    });

    it("and say anew while it is being joined has another key, and what was written moves to that", async () => {
      await sayYes(KEPT, "reflections", 2);
      await sayYes(GONE, "reflections", 3);
      await goal(GONE, "von dort", 3);
      const saidAnew = async () => {
        await make({
          change: "put",
          table: "opt_in",
          row: { org: ORG, learner: KEPT, opt_in: "reflections", given_at: 9 },
        });
        await keys.of(ORG, KEPT, 9);
      };
      await joinLearners({ ...parts(), store: justBefore(2, saidAnew) }, PAIR);
      expect(await goalOf(keeper(KEPT, 9))).toEqual({ goal: "von dort", plan: null });
    });

    it("and takes back while it is being joined counts", async () => {
      await sayYes(GONE, "reflections", 3);
      await goal(GONE, "von dort", 3);
      const takenBack = async () => {
        await store.write(async (writer) => {
          for (const learner of [GONE, KEPT])
            await removeRow(writer, "opt_in", { org: ORG, learner, opt_in: "reflections" });
          await removeRow(writer, "goal", { org: ORG, learner: GONE });
        }, ORG);
      };
      await joinLearners({ ...parts(), store: justBefore(2, takenBack) }, PAIR);
      expect(await rowsOf("opt_in")).toEqual([]);
      expect(await rowsOf("goal")).toEqual([]);
      expect(await tracesOf(GONE)).toEqual([]);
      expect(await keys.all()).toEqual([]);
    });
  });

  /** The store, where something happens just before the write of this number. */
  function justBefore(number: number, happens: () => Promise<void>): Store {
    let writes = 0;
    return {
      ...store,
      async write(work, org) {
        if (++writes === number) await happens();
        return store.write(work, org);
      },
    };
  }

  it.each([1, 2])(
    "leave nobody who comes back with a backup, if the kept one is erased meanwhile, before write %i (P12, F22)",
    async (number) => {
      const join = () => joinLearners(parts(), PAIR);
      await eraseLearner({ ...parts(), store: justBefore(number, join) }, ORG, KEPT, 9);
      const left = (await rowsOf("learner")).map(({ learner }) => learner);
      expect(left).not.toContain(KEPT);
      const logged = (await keys.erasures()).map(({ person }) => person);
      for (const learner of [GONE, KEPT])
        expect([learner, logged.includes(fingerprintOf(sealer, ORG, learner))]).toEqual([
          learner,
          !left.includes(learner),
        ]);
    },
  );

  describe("stay two", () => {
    const everything = async () => {
      const rows: Row[][] = [];
      for (const table of tables) rows.push(await findRows(store.read, table, { equal: {} }));
      return rows;
    };
    const wish = (learner: string, into_learner: string) =>
      add("join_wish", { learner, into_learner, at: 1 });
    async function isNothing(): Promise<void> {
      const earlier = await everything();
      await wish(GONE, KEPT);
      await joinWishes(parts());
      expect(await everything()).toEqual(earlier);
    }

    it("if they come by the same connection: those are two people", async () => {
      await sayYes(GONE, "reflections");
      await add("identity", { connection: "slack", native: "U-other", learner: GONE, mail_mark: null });
      await isNothing();
    });

    it("if either wants to be erased", async () => {
      await add("erasure_wish", { learner: KEPT, at: 1 });
      await isNothing();
    });

    it("if one of them is not there, or is of another company (S4)", async () => {
      await store.write((writer) => removeRow(writer, "learner", { org: ORG, learner: KEPT }), ORG);
      await addOrg(store, "zwilling");
      const row = {
        name: "",
        unit: null,
        language: null,
        introduced_at: null,
        conversation: null,
        zone: null,
        version: 0,
      };
      await store.write(
        (writer) => addRow(writer, "learner", { org: "zwilling", learner: KEPT, ...row }),
        "zwilling",
      );
      await isNothing();
    });

    it("if both were to become the other, they become one of the two", async () => {
      await wish(GONE, KEPT);
      await wish(KEPT, GONE);
      await joinWishes(parts());
      expect(await rowsOf("join_wish")).toEqual([]);
      expect(await rowsOf("identity", { native: "N-slack" })).toEqual([
        expect.objectContaining({ learner: expect.stringMatching(`${GONE}|${KEPT}`) }),
      ]);
      const learners = (await rowsOf("learner")).map(({ learner }) => learner);
      expect(learners).toHaveLength(2);
    });
  });

  describe("at the same moment", () => {
    const said = (id: string, conversation: string, native = "N-teams", connection = "teams") =>
      inbox({ store, sealer, stamp }).accept(event(id, conversation, connection, native));
    const talks = () => conversations({ store, sealer });
    async function take(conversation: string): Promise<Held> {
      const held = await talks().take(ORG, conversation, 100);
      if (!held || isNotYet(held)) throw new Error("nothing to take");
      return held;
    }
    const result = (learner: string, more: Partial<Committed> = {}): Committed => ({
      stack: [],
      language: "de",
      closedSaidAt: null,
      owner: null,
      changes: [
        {
          change: "put",
          table: "learner_item",
          row: { org: ORG, learner, item: "late", state: "saved", at: 1 },
        },
      ],
      deliveries: [],
      stop: null,
      event: "done",
      ...more,
    });

    it.each([
      ["the one who goes", GONE, chatOf(GONE)],
      ["the kept one", KEPT, chatOf(KEPT)],
    ])(
      "a turn of %s writes nothing, and its event is handled again (F21)",
      async (_who, learner, conversation) => {
        await said("e1", conversation);
        const held = await take(conversation);
        await joinLearners(parts(), PAIR);
        await expect(talks().commit(held, result(learner), 101)).rejects.toMatchObject(LOST);
        expect(await rowsOf("learner_item")).toEqual([]);
        const again = await take(conversation);
        expect(again.event.id).toBe("e1");
        await talks().commit(again, result(KEPT), 102);
        expect(await rowsOf("learner_item")).toMatchObject([{ learner: KEPT }]);
        expect(await tracesOf(GONE)).toEqual([]);
      },
    );

    it("a turn where it is not known whose the conversation is writes nothing either", async () => {
      await said("e1", "group");
      const held = await take("group");
      await joinLearners(parts(), PAIR);
      await expect(talks().commit(held, result(GONE), 101)).rejects.toMatchObject(LOST);
      expect((await take("group")).event.id).toBe("e1");
    });

    it("a turn of somebody else goes on", async () => {
      await said("e1", chatOf(BEN), "U-ben", "slack");
      const held = await take(chatOf(BEN));
      await joinLearners(parts(), PAIR);
      await talks().commit(held, result(BEN), 101);
      expect(await rowsOf("learner_item")).toMatchObject([{ learner: BEN }]);
    });

    it("a letter of somebody else's turn to the one who goes is written again, to the kept one", async () => {
      await said("e1", chatOf(BEN), "U-ben", "slack");
      const held = await take(chatOf(BEN));
      await joinLearners(parts(), PAIR);
      const late = result(BEN, { deliveries: [letter(GONE, "d1", GONE)] });
      await expect(talks().commit(held, late, 101)).rejects.toMatchObject({ kind: "conflict" });
      const parcel = { ...letter(GONE, "d1").parcel, learner: KEPT };
      await talks().commit(held, result(BEN, { deliveries: [{ ...letter(GONE, "d1"), parcel }] }), 102);
      expect(await rowsOf("outbox")).toHaveLength(1);
    });

    it("a delivery under way arrives, and one that is tried again is the kept one's", async () => {
      await store.write(async (writer) => {
        await enqueue(writer, sealer, letter(GONE, "d1"));
        await enqueue(writer, sealer, letter(GONE, "d2"));
      }, ORG);
      const out = outbox({ store, sealer });
      const first = await out.claim(ORG, chatOf(GONE), 1);
      if (!first || isNotYet(first)) throw new Error("nothing to deliver");
      await joinLearners(parts(), PAIR);
      await out.settle(first, { state: "pending", counted: true, notBefore: 2 }, 1);
      const again = await out.claim(ORG, chatOf(GONE), 3);
      if (!again || isNotYet(again)) throw new Error("nothing to deliver");
      expect(again).toMatchObject({ delivery: "d1", parcel: { learner: KEPT } });
      expect(await out.settle(again, { state: "sent", message: "m", changes: [] }, 4)).toMatchObject({
        delivery: "d2",
        parcel: { learner: KEPT },
      });
    });

    it("what is due is still due, and what was handled is forgotten", async () => {
      await store.write(async (writer) => {
        await storeEvent(writer, sealer, stamp(), due(GONE, 7));
        await storeEvent(writer, sealer, stamp(), due(GONE, 8));
      }, ORG);
      const held = await take(chatOf(GONE));
      await talks().commit(held, result(GONE, { changes: [] }), 100);
      await joinLearners(parts(), PAIR);
      expect((await rowsOf("inbox")).map(({ event }) => event)).toEqual([`due:check-in.ask::${KEPT}:8`]);
      expect((await take(chatOf(GONE))).event.id).toBe(`due:check-in.ask::${KEPT}:8`);
    });
  });

  describe("and faults", () => {
    it.each([1, 2])(
      "a process that ends before write %i has done nothing that the next does not bring to its end",
      async (number) => {
        await liveFully(GONE);
        await removeWish(BEN);
        await add("join_wish", { learner: GONE, into_learner: KEPT, at: 1 });
        const killed = justBefore(number, () => Promise.reject(new Error("killed")));
        await expect(joinWishes({ ...parts(), store: killed })).rejects.toThrow("killed");
        expect(await rowsOf("learner", { learner: GONE })).toHaveLength(1);
        await joinWishes(parts());
        expect(await tracesOf(GONE)).toEqual([]);
        expect(await goalOf(keeper(KEPT))).toEqual({ goal: "goal of gone", plan: null });
      },
    );

    it("two processes that join the same two do it once", async () => {
      await liveFully(GONE);
      await Promise.all([joinLearners(parts(), PAIR), joinLearners(parts(), PAIR)]);
      expect(await tracesOf(GONE)).toEqual([]);
      expect(await goalOf(keeper(KEPT))).toEqual({ goal: "goal of gone", plan: null });
    });

    it("who was erased after it stays erased in a backup from before it, too (P12, F22)", async () => {
      const backup = await rowsOf("learner", { learner: GONE });
      await joinLearners(parts(), PAIR);
      await eraseLearner(parts(), ORG, KEPT, 5);
      for (const row of backup) await add("learner", row);
      await replayErasures(parts());
      expect(await tracesOf(GONE)).toEqual([]);
      expect((await rowsOf("learner")).map(({ learner }) => learner)).toEqual([BEN]);
    });

    it("who is only joined is not erased when a backup from before it is put back", async () => {
      const backup = await rowsOf("learner", { learner: GONE });
      await joinLearners(parts(), PAIR);
      for (const row of backup) await add("learner", row);
      await replayErasures(parts());
      expect(await rowsOf("learner", { learner: GONE })).toHaveLength(1);
    });
  });
});
