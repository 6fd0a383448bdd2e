import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeskMe, DeskView } from "../../adapters/web/desk-protocol.ts";
import { Role } from "../../src/channel/role.ts";
import { texts } from "../../src/i18n/texts.ts";
import { decide, sendRequest } from "../../src/request/change.ts";
import { findRequest } from "../../src/request/request.ts";
import { closeMonths } from "../../src/signal/close.ts";
import { disclose } from "../../src/signal/disclosure.ts";
import { confirmTopic } from "../../src/signal/votes.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";

const { de, en } = texts;
const NOW = Date.UTC(2026, 10, 25, 9);
const DAY = 24 * 60 * 60 * 1000;

describe("the desk", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let handle: House["handle"];
  let now: number;

  beforeEach(async () => {
    folder = temporaryFolder();
    now = NOW;
    home = await house({ folder: folder.path, clock: { now: () => now } });
    handle = home.handle;
  });
  afterEach(async () => {
    await home.close();
    folder.remove();
  });

  const get = async (path: string, as: string, host = "lotse.test") =>
    handle(new Request(`http://${host}${path}${path.includes("?") ? "&" : "?"}as=${as}`));
  const view = async (as = "uma", month?: string): Promise<DeskView> => {
    const response = await get(month === undefined ? "/api/desk" : `/api/desk?month=${month}`, as);
    expect(response.status).toBe(200);
    return response.json() as Promise<DeskView>;
  };
  const shownRequests = async () => (await view()).requests ?? [];
  const apply = (changes: Change[]) => home.store.write((writer) => applyChanges(writer, ORG, changes));
  const give = (learner: string, role: Role) =>
    apply([{ change: "put", table: "role", row: { org: ORG, learner, role } }]);

  async function ask(request: string, { from = null as string | null, days = 0, others = 0 } = {}) {
    const framing = {
      change: `${request}: Zahlen <b>selbst</b> lesen`,
      obstacle: "Niemand zeigt es uns.",
      language: "de" as const,
      from,
    };
    const at = now - days * DAY;
    await apply(
      sendRequest(home.sealer, {
        org: ORG,
        request,
        learner: "ida",
        framing,
        topics: ["pivot"],
        now: at,
      }),
    );
    const voices = Array.from({ length: others }, (_, n) => `stimme-${n}`);
    await apply(
      voices.map((learner) => ({
        change: "add",
        table: "voice",
        row: { org: ORG, request, learner, author: 0, at },
      })),
    );
  }

  async function decided(request: string, state: "planned" | "done" | "declined", decision: string) {
    const found = await findRequest(home.store.read, home.sealer, ORG, request);
    if (!found) throw new Error(`there is no ${request}`);
    const made = { decision, state, reason: `Grund ${decision}`, by: "Uma", now };
    await apply(decide(home.sealer, ORG, found, made));
  }

  /** People of a division who share a topic this month. */
  async function vote(topic: string, unit: string, people: number): Promise<void> {
    for (let n = 0; n < people; n++) {
      const learner = `${unit}-${n}`;
      await apply([
        {
          change: "put",
          table: "learner",
          row: {
            org: ORG,
            learner,
            name: "",
            unit,
            language: null,
            introduced_at: null,
            conversation: null,
            zone: null,
            version: 0,
          },
        },
      ]);
      const confirmed = await confirmTopic(home.store.read, {
        org: ORG,
        learner,
        topic,
        now,
        unanswered: false,
      });
      if (confirmed.state === "counted") await apply(confirmed.changes);
    }
  }
  const close = () => closeMonths(home.store, ORG, { now, smallestGroup: 5, disclose });

  describe("is for the L&D team", () => {
    it("and gives everybody else one and the same answer, whatever they ask for (S3, P9)", async () => {
      await ask("r1");
      await vote("pivot", "halle", 20);
      now += 10 * DAY;
      await close();
      const paths = ["/api/desk", "/api/desk/me", "/api/desk?month=2026-11", "/api/desk?month=1999-01"];
      for (const path of [...paths, "/api/desk?month=%27%3B--", "/api/desk?request=r1"]) {
        for (const person of ["ida", "ben"]) {
          const refused = await get(path, person);
          expect([path, refused.status]).toEqual([path, 403]);
          expect(await refused.text()).toBe(
            JSON.stringify({ problem: { de: de.problems.otherRoles, en: en.problems.otherRoles } }),
          );
        }
      }
    });

    it("and says so in plain words where the page would be", async () => {
      const refused = await get("/desk", "ida");
      expect(refused.status).toBe(403);
      expect(refused.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(await refused.text()).toBe(`${de.problems.otherRoles}\n\n${en.problems.otherRoles}\n`);
    });

    it.each(Role.options.filter((role) => role !== "admin"))(
      "opens for the role %s; only a product owner decides",
      async (role) => {
        await give("ida", role);
        expect((await get("/desk", "ida")).status).toBe(200);
        expect((await view("ida")).mayDecide).toBe(role === "product_owner");
      },
    );

    it("stays shut for an admin, who looks after the house and reads nobody's requests (S3)", async () => {
      await give("ida", "admin");
      for (const path of ["/desk", "/api/desk", "/api/desk/me"])
        expect([path, (await get(path, "ida")).status]).toEqual([path, 403]);
    });

    it("shows the works council the closed months, and no requests (S3)", async () => {
      await ask("r1");
      await vote("pivot", "halle", 20);
      now += 10 * DAY;
      await close();
      await give("ida", "works_council");
      const shown = await view("ida");
      expect(shown.requests).toBeNull();
      expect(shown.months).toEqual(["2026-11"]);
      expect(JSON.stringify(shown)).not.toContain("r1");
    });

    it("and closes when the role is gone", async () => {
      await apply([
        { change: "remove", table: "role", key: { org: ORG, learner: "uma", role: "product_owner" } },
      ]);
      expect((await get("/api/desk", "uma")).status).toBe(403);
      expect((await get("/desk", "uma")).status).toBe(403);
    });

    it("and answers neither strangers nor other sites", async () => {
      expect((await get("/api/desk", "niemand")).status).toBe(404);
      expect((await get("/api/desk", "uma", "evil.test")).status).toBe(403);
      expect((await get("/desk/main.ts", "uma", "evil.test")).status).toBe(403);
    });
  });

  describe("as a page", () => {
    it("opens for the first of the team where nobody is named", async () => {
      const response = await handle(new Request("http://lotse.test/desk"));
      expect(response.status).toBe(303);
      expect(response.headers.get("location")).toBe("/desk?as=uma");
    });

    it("serves its files, TypeScript without its types", async () => {
      const page = await get("/desk", "uma");
      expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(await page.text()).toContain("/desk/main.ts");
      const script = await handle(new Request("http://lotse.test/desk/main.ts"));
      expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
      expect(await script.text()).not.toContain("Promise<void>");
      expect((await get("/desk/nothing.ts", "uma")).status).toBe(404);
      expect((await get("/desk/tsconfig.json", "uma")).status).toBe(404);
    });

    it("knows who is there, whom one can be, and its words in both languages", async () => {
      const me = (await (await get("/api/desk/me", "otto")).json()) as DeskMe;
      expect(me).toMatchObject({ persona: "otto", language: "en", company: "Werft", demo: true });
      expect(me.personas.map(({ persona }) => persona)).toEqual(["uma", "otto"]);
      expect(me.texts.de).toMatchObject({ pageTitle: de.desk.pageTitle, tryAgain: de.web.tryAgain });
      expect(me.texts.en.needs).toBe(en.desk.needs);
    });
  });

  describe("has the requests", () => {
    it("word for word, with topics in both languages, voices as a number and age in days", async () => {
      await ask("r1", { from: "Ida", days: 3, others: 6 });
      now += DAY / 2;
      const { requests } = await view();
      expect(requests).toEqual([
        {
          request: "r1",
          version: 0,
          state: "open",
          change: "r1: Zahlen <b>selbst</b> lesen",
          obstacle: "Niemand zeigt es uns.",
          language: "de",
          from: "Ida",
          topics: [{ topic: "pivot", label: { de: "Pivot-Tabellen", en: "Pivot tables" } }],
          voices: 7,
          age: 3,
          decisions: [],
        },
      ]);
    });

    it("and nothing that leads to those who share them", async () => {
      await ask("r1", { others: 6 });
      const answer = JSON.stringify(await view());
      expect(answer).not.toMatch(/stimme-|"ida"|Ida/);
    });

    it("open ones first, by voices, then by age", async () => {
      await ask("decided", { others: 9 });
      await decided("decided", "done", "d1");
      await ask("young", { days: 1, others: 2 });
      await ask("old", { days: 9, others: 2 });
      await ask("many", { others: 5 });
      const requests = await shownRequests();
      expect(requests.map(({ request }) => request)).toEqual(["many", "old", "young", "decided"]);
    });

    it("with every decision, the oldest first", async () => {
      await ask("r1");
      await decided("r1", "planned", "d1");
      now += DAY;
      await decided("r1", "done", "d2");
      const [request] = await shownRequests();
      expect(request).toMatchObject({ state: "done", version: 2, age: 1 });
      expect(request?.decisions).toEqual([
        { decision: "d1", state: "planned", reason: "Grund d1", by: "Uma", at: NOW },
        { decision: "d2", state: "done", reason: "Grund d2", by: "Uma", at: NOW + DAY },
      ]);
    });

    it("calls a topic that has left the list by its id", async () => {
      await ask("r1");
      await apply([{ change: "remove", table: "topic", key: { org: ORG, topic: "pivot" } }]);
      const [request] = await shownRequests();
      expect(request?.topics).toEqual([{ topic: "pivot", label: { de: "pivot", en: "pivot" } }]);
    });

    it("takes a decision the way of every event, and knows it again by the event's id", async () => {
      await ask("r1");
      const id = crypto.randomUUID();
      const posted = await handle(
        new Request("http://lotse.test/api/events?as=uma", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({
            id,
            kind: "form",
            form: "decide.write",
            value: "r1@0",
            values: { state: "planned", reason: "Ab Januar." },
          }),
        }),
      );
      expect(posted.status).toBe(202);
      await expect.poll(async () => (await shownRequests())[0]?.version).toBe(1);
      expect((await shownRequests())[0]).toMatchObject({
        state: "planned",
        decisions: [{ decision: `uma:${id}`, state: "planned", reason: "Ab Januar.", by: "Uma" }],
      });
    });
  });

  describe("has what people want to learn", () => {
    it("from closed months only: voting changes nothing until the month is over (P5, P10)", async () => {
      const before = await view();
      expect(before).toMatchObject({ months: [], snapshot: null });
      await vote("pivot", "halle", 20);
      expect(await view()).toEqual(before);
      expect((await view("uma", "2026-11")).snapshot).toBeNull();

      now += 10 * DAY;
      await close();
      const closed = await view();
      expect(closed.months).toEqual(["2026-11"]);
      expect(closed.snapshot).toMatchObject({ month: "2026-11", closedAt: now, smallestGroup: 5 });
      expect(closed.snapshot?.topics.map(({ topic }) => topic)).toEqual(["pivot"]);
      const stored = await home.store.read.selectFrom("snapshot").selectAll().executeTakeFirstOrThrow();
      expect(closed.snapshot?.withheld).toEqual(JSON.parse(stored.withheld_json));

      await vote("feedback", "halle", 20);
      expect(await view()).toEqual(closed);
    });

    it("with topics, fields and divisions by name, and people as bands", async () => {
      await vote("pivot", "halle", 12);
      await vote("feedback", "aussendienst", 7);
      now += 10 * DAY;
      await close();
      const { snapshot } = await view();
      const stored = await home.store.read.selectFrom("snapshot_cell").selectAll().execute();
      expect(snapshot?.topics).toHaveLength(stored.filter(({ level }) => level === "company").length);
      expect(snapshot?.cells).toHaveLength(stored.filter(({ level }) => level === "division").length);
      expect(snapshot?.topics).toContainEqual({
        topic: "pivot",
        label: { de: "Pivot-Tabellen", en: "Pivot tables" },
        family: { de: "Tabellen", en: "Spreadsheets" },
        band: stored.find(({ level, subject }) => level === "company" && subject === "pivot")?.band,
      });
      expect(snapshot?.divisions).toEqual([
        { division: "bau", name: "Bau" },
        { division: "vertrieb", name: "Vertrieb" },
      ]);
      const shown = new Set(snapshot?.cells.map(({ family }) => family));
      expect(new Set(snapshot?.families.map(({ family }) => family))).toEqual(shown);
      expect(JSON.stringify(snapshot)).not.toMatch(/halle-|aussendienst-/);
    });

    it("keeps a division that has been dissolved since", async () => {
      await vote("pivot", "halle", 12);
      await vote("pivot", "aussendienst", 12);
      now += 10 * DAY;
      await close();
      await apply([{ change: "remove", table: "division", key: { org: ORG, division: "bau" } }]);
      const { snapshot } = await view();
      expect(snapshot?.divisions).toEqual([
        { division: "vertrieb", name: "Vertrieb" },
        { division: "bau", name: "bau" },
      ]);
    });

    it("the newest month first, and any earlier one when it is asked for", async () => {
      await vote("pivot", "halle", 20);
      now += 10 * DAY;
      await close();
      await vote("feedback", "halle", 20);
      now += 30 * DAY;
      await close();
      const latest = await view();
      expect(latest.months).toEqual(["2026-12", "2026-11"]);
      expect(latest.snapshot?.month).toBe("2026-12");
      expect((await view("uma", "2026-11")).snapshot?.topics.map(({ topic }) => topic)).toEqual(["pivot"]);
      expect((await view("uma", "2027-01")).snapshot).toBeNull();
      expect((await view("uma", "nonsense")).snapshot).toBeNull();
    });
  });
});
