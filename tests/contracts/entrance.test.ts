import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshAdminCode, hasAdmin } from "../../src/entrance/admin-code.ts";
import { arrivalOf } from "../../src/entrance/claims.ts";
import { comeIn } from "../../src/entrance/come-in.ts";
import { setUp } from "../../src/entrance/set-up.ts";
import { addLearner, newLearner } from "../../src/learner/learner.ts";
import { beginSession, endSession, endSessionsOf, findSession } from "../../src/learner/session.ts";
import { storeDemoCompany } from "../../src/org/company.ts";
import { applyChanges } from "../../src/store/change.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import type { OpenStore } from "../all-orgs.ts";
import { engines } from "../engines.ts";
import { company, ORG } from "../house.ts";

const NOW = Date.parse("2026-11-24T09:00:00Z");
const HOUR = 60 * 60_000;
const TWIN = "reederei";

describe.each(engines)("coming in, in $name", ({ open }) => {
  const sealer = aesSealer(Buffer.alloc(32, 1));
  let store: OpenStore;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ store, close } = await open());
  });
  afterEach(() => close());

  const claims = { iss: "https://login.example", sub: "anna-1", name: "Anna" };
  const place = { org: ORG, connection: "web", native: "anna-1" };

  describe("a session", () => {
    const anna = { org: ORG, learner: "l-1", native: "anna-1" };
    beforeEach(async () => {
      for (const [org, learner] of [
        [ORG, "l-1"],
        [ORG, "l-2"],
        [TWIN, "l-1"],
      ] as const) {
        const identity = { connection: "web", native: learner, mail_mark: null };
        const changes = addLearner(newLearner(org, learner), identity);
        await store.write((writer) => applyChanges(writer, org, changes), org);
      }
    });

    it("is found by its cookie only, in its own company only (S4)", async () => {
      const cookie = await beginSession(store, anna, NOW);
      expect(await findSession(store, cookie, NOW)).toEqual(anna);
      expect(await findSession(store, cookie.replace(ORG, TWIN), NOW)).toBeNull();
      expect(await findSession(store, cookie.replace(ORG, "*"), NOW)).toBeNull();
      await beginSession(store, { ...anna, org: TWIN }, NOW);
      expect(await findSession(store, cookie, NOW)).toEqual(anna);
    });

    it("lasts as long as somebody comes by, a week at most", async () => {
      const cookie = await beginSession(store, anna, NOW);
      expect(await findSession(store, cookie, NOW + 12 * HOUR)).toBeNull();
      for (let hours = 0; hours < 7 * 24; hours += 8)
        expect([hours, await findSession(store, cookie, NOW + hours * HOUR)]).toEqual([hours, anna]);
      expect(await findSession(store, cookie, NOW + 7 * 24 * HOUR)).toBeNull();
    });

    it("ends alone, or with all others of its person", async () => {
      const [one, two, three] = [
        await beginSession(store, anna, NOW),
        await beginSession(store, anna, NOW),
        await beginSession(store, anna, NOW),
      ];
      const other = await beginSession(store, { ...anna, learner: "l-2", native: "ben-1" }, NOW);
      await endSession(store, one);
      expect(await findSession(store, one, NOW)).toBeNull();
      expect(await findSession(store, two, NOW)).toEqual(anna);
      await store.write((writer) => endSessionsOf(writer, ORG, "l-1"), ORG);
      expect([await findSession(store, two, NOW), await findSession(store, three, NOW)]).toEqual([
        null,
        null,
      ]);
      expect(await findSession(store, other, NOW)).not.toBeNull();
    });
  });

  describe("the first admin", () => {
    const newCompany = { name: "Werft", language: "de", zone: "Europe/Berlin" } as const;

    it("is one, however many have the code at the same moment", async () => {
      const code = await freshAdminCode(store, NOW);
      const everybody = Array.from({ length: 5 }, (_, at) => ({ ...claims, sub: `somebody-${at}` }));
      const done = await Promise.all(
        everybody.map((claims) => setUp({ store, sealer }, { claims, code, company: newCompany }, NOW)),
      );
      expect(done.filter(({ state }) => state === "done")).toHaveLength(1);
      const all = {
        orgs: await count("org"),
        admins: await count("role"),
        codes: await count("one_time_code"),
      };
      expect(all).toEqual({ orgs: 1, admins: 1, codes: 0 });
      expect(await hasAdmin(store)).toBe(true);
    });

    it("has a code that ends after a day, and that a later one voids", async () => {
      const first = await freshAdminCode(store, NOW);
      const second = await freshAdminCode(store, NOW);
      const attempt = (code: string, now: number) =>
        setUp({ store, sealer }, { claims, code, company: newCompany }, now);
      expect((await attempt(first, NOW)).state).toBe("wrong-code");
      expect((await attempt(second, NOW + 24 * HOUR)).state).toBe("wrong-code");
      expect(await count("org")).toBe(0);
      expect((await attempt(second, NOW + 24 * HOUR - 1)).state).toBe("done");
    });

    it("is nobody from elsewhere, where a company with another sign-in has come in between (S4)", async () => {
      const code = await freshAdminCode(store, NOW);
      await storeDemoCompany(store, company);
      const late = { claims, code, company: newCompany };
      expect(await setUp({ store, sealer }, late, NOW)).toEqual({ state: "foreign" });
      expect({ orgs: await count("org"), codes: await count("one_time_code") }).toEqual({
        orgs: 1,
        codes: 1,
      });
    });

    it("is not made by an old code when there is one by other means", async () => {
      const code = await freshAdminCode(store, NOW);
      await storeDemoCompany(store, company);
      await store.write(
        (writer) => writer.insertInto("role").values({ org: ORG, learner: "uma", role: "admin" }).execute(),
        ORG,
      );
      const late = { claims: { ...claims, iss: ORG }, code, company: null };
      expect((await setUp({ store, sealer }, late, NOW)).state).toBe("wrong-code");
    });
  });

  describe("somebody whom their company vouches for", () => {
    beforeEach(() => storeDemoCompany(store, company));

    const arrival = (more: Record<string, unknown>) =>
      arrivalOf(store.readOf(ORG), place, { ...claims, ...more });
    const claimUnits = () =>
      store.write((writer) =>
        writer.updateTable("org").set({ unit_claim: "department" }).where("org", "=", ORG).execute(),
      );

    it("becomes one person, however many pages open at once", async () => {
      const anna = await arrival({});
      const came = await Promise.all(Array.from({ length: 5 }, () => comeIn({ store, sealer }, anna, NOW)));
      expect(new Set(came.map((each) => JSON.stringify(each))).size).toBe(1);
      const rows = await store.read
        .selectFrom("identity")
        .select("native")
        .where("native", "=", "anna-1")
        .execute();
      expect(rows).toHaveLength(1);
    });

    it.each<[string | null, Record<string, unknown>]>([
      ["anna@werft.example", { email_verified: true }],
      [null, { email_verified: false }],
      [null, { email_verified: "true" }],
      [null, { email_verified: false, xms_edov: true }],
      [null, {}],
      ["anna@werft.example", { xms_edov: true }],
      ["anna@werft.example", { xms_edov: "1" }],
      [null, { xms_edov: false }],
      [null, { xms_edov: "0" }],
    ])("has the mail %j when it is said to be verified: %j", async (mail, more) => {
      expect((await arrival({ email: "anna@werft.example", ...more })).mail).toBe(mail);
    });

    it.each<[string | null, unknown]>([
      ["halle", "halle"],
      ["aussendienst", "Außendienst"],
      ["lernen", ["Alle", "Lernen"]],
      [null, "Kantine"],
      [null, undefined],
      [null, 7],
      [null, []],
    ])("is of the unit %j that the company's claim names: %j", async (unit, department) => {
      await claimUnits();
      expect((await arrival({ department })).unit).toBe(unit);
    });

    it("is of no unit where the company has named no claim, whatever the provider says", async () => {
      expect((await arrival({ department: "halle" })).unit).toBeNull();
    });

    it("has the name they are given, cut where it never ends", async () => {
      expect((await arrival({ name: "  Anna  " })).name).toBe("Anna");
      expect((await arrival({ name: " " })).name).toBeNull();
      expect((await arrival({ name: "A".repeat(5000) })).name).toHaveLength(100);
    });
  });

  async function count(table: "org" | "role" | "one_time_code"): Promise<number> {
    return (await store.read.selectFrom(table).select("org").execute()).length;
  }
});
