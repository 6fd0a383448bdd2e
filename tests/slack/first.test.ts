import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ASK, keepRhythm, schedule, USUAL } from "../../src/rhythm/rhythm.ts";
import { applyChanges } from "../../src/store/change.ts";
import { ORG, temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type SlackHouse, slackHouse } from "../slack-house.ts";

describe("Lotse writing first in Slack", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: SlackHouse;
  let ana: Hands;

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await slackHouse({ folder: folder.path });
    ana = at.slack.person(at.team, "Ana", { locale: "de-DE" });
    await ana.says("Hallo");
    await at.quiet();
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  /** They have said yes, and now it is time. */
  async function makeDue(saidYes: boolean): Promise<void> {
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

  it("stands beside all threads; what is pressed there is answered below it (R3)", async () => {
    await makeDue(true);
    const asked = fromLotse(ana).at(-1);
    expect(asked).toMatchObject({ thread: null, words: expect.stringContaining("Check-in") });
    const [button = ""] = asked?.buttons.slice(-1) ?? [];
    await ana.clicks(button, asked?.ts);
    await at.quiet();
    expect(fromLotse(ana).at(-1)).toMatchObject({ thread: asked?.ts });
    await at.home.app.tick();
    await at.quiet();
    expect(fromLotse(ana).filter(({ thread }) => thread === null)).toHaveLength(1);
  });

  it("happens to nobody who has not said yes (P1)", async () => {
    const before = fromLotse(ana).length;
    await makeDue(false);
    expect(fromLotse(ana)).toHaveLength(before);
  });

  it("finds the direct conversation by the person, where it was never seen", async () => {
    await ana.opensHome();
    await expect.poll(() => ana.seesHome()).toContain("English");
    // What is pressed on the Home tab comes without a channel, and is the latest place known of them.
    await ana.clicks("English", "home");
    await at.quiet();
    expect(fromLotse(ana).at(-1)).toMatchObject({ thread: null, words: expect.stringContaining("English") });
    await makeDue(true);
    expect(fromLotse(ana).filter(({ thread }) => thread === null)).toHaveLength(2);
  });
});
