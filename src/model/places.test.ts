import { describe, expect, it } from "vitest";
import { places } from "./places.ts";

const never = new AbortController().signal;

describe("places for requests", () => {
  it("are limited, of an org and in all, and whoever waits is next in turn (S14)", async () => {
    const room = places({ atOnce: 3, ofAnOrg: 2, waiting: 5 });
    const came: string[] = [];
    const leaving: Record<string, () => void> = {};
    const come = async (name: string, org: string) => {
      leaving[name] = await room.take(org, never);
      came.push(name);
    };
    const all = [come("a1", "a"), come("a2", "a"), come("a3", "a"), come("b1", "b"), come("c1", "c")];
    await Promise.all([all[0], all[1], all[3]]);
    expect(came).toEqual(["a1", "a2", "b1"]);
    leaving.b1?.();
    await all[4];
    leaving.a2?.();
    await all[2];
    expect(came).toEqual(["a1", "a2", "b1", "c1", "a3"]);
  });

  it("have a short queue, of each org for itself", async () => {
    const room = places({ atOnce: 1, ofAnOrg: 1, waiting: 1 });
    const leave = await room.take("a", never);
    const second = room.take("a", never);
    await expect(room.take("a", never)).rejects.toMatchObject({ trouble: "busy" });
    const other = room.take("b", never);
    leave();
    (await second)();
    (await other)();
  });

  it("are not kept for whoever has gone", async () => {
    const room = places({ atOnce: 1, ofAnOrg: 1, waiting: 2 });
    const leave = await room.take("a", never);
    const leaving = new AbortController();
    const gone = room.take("a", leaving.signal);
    const patient = room.take("a", never);
    leaving.abort();
    await expect(gone).rejects.toMatchObject({ trouble: "ended" });
    leave();
    (await patient)();
    await expect(room.take("a", leaving.signal)).rejects.toThrow();
    (await room.take("a", never))();
  });
});
