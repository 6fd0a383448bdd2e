import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { type SlackHouse, slackHouse } from "../slack-house.ts";

describe("talking in Slack", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: SlackHouse;

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await slackHouse({ folder: folder.path });
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  it("answers a direct message in its thread, with the source", async () => {
    const ana = at.slack.person(at.team, "Ana Arndt", { locale: "de-DE" });
    const { ts, reception } = await ana.says("Wie hoch ist das Lernbudget?");
    expect(reception).toMatchObject({ state: "answered", status: 200 });
    await expect.poll(() => ana.reads().join("\n"), { timeout: 5000 }).toContain("1.200 Euro");
    await expect.poll(() => ana.sees().some(({ live }) => live)).toBe(false);
    console.log(JSON.stringify(ana.sees(), null, 1).slice(0, 6000));
    console.log(
      at.slack
        .calls()
        .map((c) => JSON.stringify(c).slice(0, 200))
        .join("\n"),
    );
    expect(
      ana
        .sees()
        .filter(({ from }) => from === "Lotse")
        .map(({ thread }) => thread),
    ).toEqual([ts, ts]);
  });
});
