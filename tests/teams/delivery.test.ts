import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ASK, keepRhythm, schedule, USUAL } from "../../src/rhythm/rhythm.ts";
import { applyChanges } from "../../src/store/change.ts";
import { ORG, temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";

describe("what Lotse delivers in Teams", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: TeamsHouse;
  let ana: Hands;
  let lines: string[] = [];

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await teamsHouse({ folder: folder.path, log: (line) => lines.push(line) });
    ana = at.teams.person(at.tenant, "Ana", { locale: "de-DE" });
    await ana.says("Hallo");
    await at.quiet();
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  const posted = () => at.teams.calls("send").filter(({ bytes }) => JSON.parse(bytes).type === "message");

  async function makeDue(saidYes = true): Promise<void> {
    const { store, app } = at.home;
    const row = await store.read
      .selectFrom("learner")
      .select("learner")
      .where("name", "=", "Ana")
      .executeTakeFirst();
    const learner = row?.learner ?? "";
    const now = Date.now();
    const yes = { org: ORG, learner, opt_in: "messages", given_at: now } as const;
    await store.write((writer) =>
      applyChanges(writer, ORG, [
        ...(saidYes ? [{ change: "put", table: "opt_in", row: yes } as const] : []),
        ...keepRhythm({ org: ORG, learner, zone: "Europe/Berlin", now }, USUAL),
        schedule({ org: ORG, learner, zone: "Europe/Berlin" }, ASK, "", now),
      ]),
    );
    await app.tick();
    await at.quiet();
  }

  it("is a check-in to somebody who said yes, by the stored reference, once (R3)", async () => {
    await makeDue();
    expect(fromLotse(ana).at(-1)?.words).toContain("Check-in");
    const before = fromLotse(ana).length;
    await at.home.app.tick();
    await at.quiet();
    expect(fromLotse(ana)).toHaveLength(before);
  });

  it("is nothing unasked to somebody who has not said yes (P1)", async () => {
    const before = fromLotse(ana).length;
    await makeDue(false);
    expect(fromLotse(ana)).toHaveLength(before);
  });

  it("is an answer all the same, after Teams was away for a moment (F9)", async () => {
    at.teams.faults.next("send", { kind: "status", status: 502, when: "before" }, { times: 2 });
    await ana.says(BUDGET);
    await at.quiet();
    expect(fromLotse(ana).filter(({ words }) => words.includes("1.200 Euro"))).toHaveLength(1);
  });

  it.each(["code", "subCode", "none"] as const)(
    "is nothing to somebody who has blocked Lotse, until they write again; reason in %s (F10)",
    async (where) => {
      at.teams.givesReasons(where);
      ana.blocks();
      const before = posted().length;
      await makeDue();
      expect(posted()).toHaveLength(before + 1);
      await ana.says(BUDGET);
      await at.quiet();
      expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
    },
  );

  it.each([
    { status: 403, code: "ConversationBlockedByUser" },
    { status: 403, code: "BotDisabledByAdmin" },
    { status: 404, code: "ConversationNotFound" },
  ])(
    "is not tried a second time once Teams has said $status $code, until something comes from there (F10)",
    async (no) => {
      const ben = at.teams.person(at.tenant, "Ben", { locale: "de-DE" });
      at.teams.faults.always("send", { kind: "refused", ...no }, { conversation: ben.chat() });
      // Two messages: who Lotse is, and the answer.
      await ben.says(BUDGET);
      await at.quiet();
      expect(at.teams.calls("send").filter(({ status }) => status === no.status)).toHaveLength(1);
      at.teams.faults.mend();
      await ben.says(BUDGET);
      await at.quiet();
      expect(fromLotse(ben).at(-1)?.words).toContain("1.200 Euro");
    },
  );

  it("is not tried where the app was taken out (F10, F12)", async () => {
    await ana.uninstalls();
    const before = posted().length;
    await makeDue();
    expect(posted()).toHaveLength(before);
  });

  it("is said in words alone where the whole is too large", async () => {
    at.teams.faults.next("send", { kind: "refused", status: 413, code: "MessageSizeTooBig" });
    const before = posted().length;
    await makeDue();
    const last = JSON.parse(posted().at(-1)?.bytes ?? "{}");
    expect(posted().length).toBeGreaterThan(before + 1);
    expect(last.attachments ?? []).toEqual([]);
  });

  it("is not tried again in a chat that is gone", async () => {
    at.teams.dissolves(ana.chat());
    const before = posted().length;
    await makeDue();
    await makeDue();
    expect(posted().length).toBeLessThanOrEqual(before + 1);
  });

  it("takes no token to an address that is none of the connector's, although it stands in our own store (S2)", async () => {
    let asked = 0;
    const evil = createServer((_, response) => {
      asked += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => evil.listen(0, "127.0.0.1", resolve));
    const { port } = evil.address() as AddressInfo;
    const { teams } = at;
    await at.home.store.write(async (writer) => {
      const { address_json } = await writer
        .selectFrom("conversation")
        .select("address_json")
        .executeTakeFirstOrThrow();
      const there = address_json.replaceAll(teams.authority, `http://127.0.0.1:${port}`);
      expect(there).not.toBe(address_json);
      await writer.updateTable("conversation").set({ address_json: there }).execute();
    });
    await at.home.close();
    at = await teamsHouse({ folder: folder.path, teams });
    const before = posted().length;
    await makeDue();
    expect(posted()).toHaveLength(before);
    expect(asked).toBe(0);
    await at.close();
    await teams.close();
    evil.close();
    at = await teamsHouse({ folder: folder.path });
  });

  it("lets a tenant rest that asked for it: nothing is written or shown there meanwhile, and all of it comes after (F6)", async () => {
    const ben = at.teams.person(at.tenant, "Ben", { locale: "de-DE" });
    at.teams.faults.next("send", { kind: "rate limited", seconds: 3 });
    await ana.says(BUDGET);
    await expect.poll(() => at.teams.calls().some(({ status }) => status === 429)).toBe(true);
    await ben.says(BUDGET);
    await at.quiet();
    const refusedAt = at.teams.calls().find(({ status }) => status === 429)?.at ?? 0;
    expect(at.teams.calls().filter((call) => call.at > refusedAt && call.at < refusedAt + 2900)).toEqual([]);
    for (const who of [ana, ben]) expect(fromLotse(who).at(-1)?.words).toContain("1.200 Euro");
  });

  it("is named in no log by whose it was, when it could not be delivered: that would tell who said yes, and who has blocked Lotse (P9)", async () => {
    const [named, { store }] = [ana.directory, at.home];
    expect(JSON.stringify(await store.read.selectFrom("conversation").selectAll().execute())).toContain(
      named,
    );
    lines = [];
    const no = { kind: "refused", status: 403, code: "ConversationBlockedByUser" } as const;
    at.teams.faults.always("send", no, { conversation: ana.chat() });
    await makeDue();
    at.teams.faults.mend();
    expect(lines.join()).toContain("a delivery was given up");
    expect(lines.join()).not.toContain(named);
  });

  it("goes to where the tenant is served from by now", async () => {
    at.teams.moves(at.tenant, "amer");
    const ben = at.teams.person(at.tenant, "Ben", { locale: "de-DE" });
    await ben.says("Hallo");
    await at.quiet();
    await makeDue();
    expect(fromLotse(ana).at(-1)?.words).toContain("Check-in");
  });
});
