import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteKeyVault } from "../../adapters/sqlite/key-vault.ts";
import { forgetOld, forgetUnkept } from "../../src/privacy/retention.ts";
import { goalOf, keepGoal } from "../../src/reflection/goal.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import { type LearnerKeys, learnerKeys } from "../../src/store/learner-keys.ts";
import type { Store } from "../../src/store/store.ts";
import { masterWrapping } from "../../src/store/wrapping.ts";
import { addOrg, type OpenStore } from "../all-orgs.ts";
import { engines } from "../engines.ts";
import { temporaryFolder } from "../house.ts";

const ORG = "werft";
const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.parse("2026-11-24T09:00:00Z");

describe.each(engines)("what must not be there any more, in $name", ({ open }) => {
  let store: OpenStore;
  let close: () => Promise<void>;
  let keys: LearnerKeys;
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(async () => {
    folder = temporaryFolder();
    ({ store, close } = await open());
    await addOrg(store, ORG);
    keys = learnerKeys(
      sqliteKeyVault(`${folder.path}/keys.sqlite`),
      masterWrapping({ master: Buffer.alloc(32, 1), other: null }),
    );
  });
  afterEach(async () => {
    await keys.close();
    await close();
    folder.remove();
  });

  const make = (...changes: Change[]) => store.write((writer) => applyChanges(writer, ORG, changes));
  const yes = (learner: string): Change => {
    return {
      change: "put",
      table: "opt_in",
      row: { org: ORG, learner, opt_in: "reflections", given_at: NOW },
    };
  };
  const owner = (learner: string) => ({ read: store.read, keys, org: ORG, learner, since: NOW });
  const goal = { goal: "Pivot", plan: null };

  it("goes with the key of whoever keeps nothing any more, even rows that slipped in while they said so", async () => {
    await make(yes("ida"), await keepGoal(owner("ida"), goal, NOW), await keepGoal(owner("ben"), goal, NOW));
    await forgetUnkept({ store, keys });
    expect(await goalOf(owner("ida"))).toEqual(goal);
    expect(await goalOf(owner("ben"))).toBeNull();
    expect(await store.read.selectFrom("goal").select("learner").execute()).toEqual([{ learner: "ida" }]);
    expect(await keys.all()).toEqual([{ org: ORG, learner: "ida", since: NOW }]);
  });

  it("spares whoever says yes again while it looks", async () => {
    await make(await keepGoal(owner("ida"), goal, NOW));
    // Between the look and the deletion.
    const slow: Store = {
      ...store,
      async write(work) {
        await store.write((writer) => applyChanges(writer, ORG, [yes("ida")]));
        return store.write(work);
      },
    };
    await forgetUnkept({ store: slow, keys });
    expect(await goalOf(owner("ida"))).toEqual(goal);
  });

  it("goes with the key of an earlier yes, though there is another one by now (P12)", async () => {
    const before = await keys.of(ORG, "ida", NOW - 1);
    await make(yes("ida"));
    await forgetUnkept({ store, keys });
    expect(await keys.all()).toEqual([]);
    expect(await keys.of(ORG, "ida", NOW)).not.toEqual(before);
  });

  it("goes when its time is over (P13)", async () => {
    const contact = (week: string, at: number): Change => {
      const row = { org: ORG, learner: "ida", job: "check-in.ask", subject: "", week, at };
      return { change: "add", table: "contact", row };
    };
    const checkIn = (week: string, at: number): Change => {
      const row = {
        org: ORG,
        learner: "ida",
        week,
        state: "done",
        sealed_entry: null,
        at,
        version: 0,
      } as const;
      return { change: "add", table: "check_in", row };
    };
    await make(
      await keepGoal(owner("ida"), goal, NOW - 366 * DAY_MS),
      await keepGoal(owner("ben"), goal, NOW - 364 * DAY_MS),
      contact("old", NOW - 91 * DAY_MS),
      contact("new", NOW - 89 * DAY_MS),
      checkIn("old", NOW - 366 * DAY_MS),
      checkIn("new", NOW - 364 * DAY_MS),
    );
    await forgetOld(store, NOW);
    expect(await store.read.selectFrom("goal").select("learner").execute()).toEqual([{ learner: "ben" }]);
    expect(await store.read.selectFrom("contact").select("week").execute()).toEqual([{ week: "new" }]);
    expect(await store.read.selectFrom("check_in").select("week").execute()).toEqual([{ week: "new" }]);
  });
});
