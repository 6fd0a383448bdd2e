import { describe, expect, it } from "vitest";
import { gates } from "./gates.ts";
import { HANDBOOK, indexOf, passage } from "./handbook.fixture.ts";

describe("thresholds that are remembered", () => {
  it("are of 256 views at most: those learnt longest ago are learnt again", async () => {
    const units = Array.from({ length: 260 }, (_, at) => `unit:u${at}`);
    const index = indexOf(units.map((unit) => passage(unit, "de", "", "Boot", { audience: [unit] })));
    for (const unit of units) await index.prepare(new Set([unit]));
    const kept = index.saved().texts.gates?.list ?? [];
    expect(kept).toHaveLength(256);
    expect(gates(() => 0, kept).saved()).toEqual(kept);
  });

  it("are learnt once for all who wait for them", async () => {
    const index = indexOf(HANDBOOK);
    const everyone = new Set<string>();
    await Promise.all([index.prepare(everyone), index.prepare(everyone)]);
    expect(index.saved().texts.gates?.list).toHaveLength(1);
  });
});
