import { describe, expect, it } from "vitest";
import { disclose } from "../../src/signal/disclosure.ts";
import { largeMonth } from "../../src/signal/months.fixture.ts";
import { discloseInWorker } from "./disclosure-worker.ts";

describe("what may be published, reckoned by a worker", () => {
  it("is the same, while others have their turn", async () => {
    const month = { ...largeMonth(1, 0.5), smallestGroup: 5 };
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    const disclosed = await discloseInWorker(month);
    clearInterval(others);
    expect(turns).toBeGreaterThan(5);
    expect(disclosed).toEqual(disclose(month));
  });

  it("is refused as it would be without it", async () => {
    const month = { ...largeMonth(1, 0.01), smallestGroup: 4 };
    await expect(discloseInWorker(month)).rejects.toThrow("has to be a whole number from 5 on, not 4");
  });
});
