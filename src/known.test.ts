import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, engines } from "../tests/engines.ts";
import { known } from "./known.ts";
import { knowsMore } from "./org/org.ts";

describe.each(engines)("what is held of what orgs know, on $name", ({ open }) => {
  let bench: Bench;
  let refreshed: string[];
  const add = (org: string) =>
    bench.store.write((writer) => {
      const empty = { seeded_at: null, stopped_at: null, unit_claim: null, signals_from: null };
      const row = {
        org,
        name: org,
        language: "de",
        demo: 0,
        zone: "Europe/Berlin",
        pilot: 0,
        ...empty,
      } as const;
      return writer
        .insertInto("org")
        .values({ ...row, knowledge: 0 })
        .execute();
    }, org);
  const change = (org: string) => bench.store.write((writer) => knowsMore(writer, org), org);
  const knowledge = () => {
    const notices = { tell() {}, hear() {}, isUp: () => true, close: async () => {} };
    const held = { refresh: async (org: string) => refreshed.push(org) };
    return known({ store: bench.store, notices, held: [held] });
  };

  beforeEach(async () => {
    bench = await open();
    refreshed = [];
    await add("werft");
  });
  afterEach(() => bench.close());

  it("is read again once another replica has changed it, and not before", async () => {
    const { look } = knowledge();
    await look();
    await look();
    expect(refreshed).toEqual([]);
    await change("werft");
    await look();
    await look();
    expect(refreshed).toEqual(["werft"]);
  });

  it("is read again also where the org came after the start: somebody may have asked before the first look", async () => {
    const { look } = knowledge();
    await look();
    await add("reederei");
    await change("reederei");
    await look();
    await look();
    expect(refreshed).toEqual(["reederei"]);
  });
});
