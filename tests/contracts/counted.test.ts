import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeMonths } from "../../src/signal/close.ts";
import { disclose } from "../../src/signal/disclosure.ts";
import { readSnapshot } from "../../src/signal/snapshot.ts";
import { confirmTopic } from "../../src/signal/votes.ts";
import { addRow, type Row } from "../../src/store/any-rows.ts";
import { applyChanges } from "../../src/store/change.ts";
import type { Schema } from "../../src/store/schema.ts";
import { addOrg } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";

const ORG = "werft";
const NOVEMBER = Date.parse("2026-11-12T10:00:00Z");
const DECEMBER = Date.parse("2026-12-01T10:00:00Z");

describe.each(engines)("who is counted, on $name", ({ open }) => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await open();
    await addOrg(bench.store, ORG);
    const label = { family: "it", label_de: "", label_en: "", words_json: "{}", esco: null };
    await add("topic", { topic: "excel", ...label });
    await add("connection", { connection: "s1", channel: "slack", native: "S" });
    for (let n = 0; n < 20; n++) await person(`s${n}`, "s1");
    for (let n = 0; n < 30; n++) await person(`t${n}`, "t1");
  });
  afterEach(() => bench.close());

  const add = (table: keyof Schema, row: Row) =>
    bench.store.write((writer) => addRow(writer, table, { org: ORG, ...row }), ORG);
  async function person(learner: string, connection: string): Promise<void> {
    const rest = { unit: null, language: null, introduced_at: null, conversation: null, zone: null };
    await add("learner", { learner, name: "", ...rest, version: 0 });
    await add("identity", { connection, native: learner, learner, mail_mark: null });
  }
  const second = () => add("connection", { connection: "t1", channel: "teams", native: "T" });
  const name = (signals_from: string) =>
    bench.store.write(
      (writer) => writer.updateTable("org").set({ signals_from }).where("org", "=", ORG).execute(),
      ORG,
    );
  async function confirm(learner: string) {
    const confirmed = await confirmTopic(bench.store.readOf(ORG), {
      org: ORG,
      learner,
      topic: "excel",
      now: NOVEMBER,
      unanswered: false,
    });
    if (confirmed.state === "counted")
      await bench.store.write((writer) => applyChanges(writer, ORG, confirmed.changes), ORG);
    return confirmed;
  }
  async function confirmAll(prefix: string, count: number): Promise<void> {
    for (let n = 0; n < count; n++) await confirm(`${prefix}${n}`);
  }
  async function closed() {
    await closeMonths(bench.store, ORG, { now: DECEMBER, smallestGroup: 5, disclose });
    return readSnapshot(bench.store.readOf(ORG), ORG, "2026-11");
  }

  it("is everybody where there is one connection, whatever they come by", async () => {
    await confirmAll("s", 4);
    await confirmAll("t", 4);
    expect(await closed()).toMatchObject({ people: 50, company: [{ topic: "excel", band: "5-9" }] });
  });

  it("is who comes by the first of several, and the others are told by which", async () => {
    await second();
    await confirmAll("s", 8);
    expect(await confirm("t0")).toEqual({
      state: "elsewhere",
      counted: { connection: "s1", channel: "slack" },
    });
    expect(await closed()).toMatchObject({ people: 20, company: [{ topic: "excel", band: "5-9" }] });
  });

  it("is who comes by the one that was named, or by the first when that is gone", async () => {
    await second();
    await name("t1");
    expect((await confirm("t0")).state).toBe("counted");
    expect((await confirm("s0")).state).toBe("elsewhere");
    await name("gone");
    expect((await confirm("s0")).state).toBe("counted");
  });

  it("counts once when they are known by both, and once when they are two yet (P5, P8)", async () => {
    await second();
    await add("identity", { connection: "t1", native: "also s0", learner: "s0", mail_mark: null });
    await confirmAll("s", 4);
    // The same four people by their other door, and not joined: they are not five, let alone eight.
    await confirmAll("t", 4);
    expect(await closed()).toMatchObject({ people: 20, company: [] });
  });

  it("is reckoned anew when the month is closed: votes from a connection that counts no more are left out", async () => {
    await second();
    await confirmAll("s", 8);
    await name("t1");
    await confirmAll("t", 4);
    expect(await closed()).toMatchObject({ people: 30, company: [] });
    expect(await bench.store.readOf(ORG).selectFrom("vote").selectAll().execute()).toEqual([]);
  });
});
