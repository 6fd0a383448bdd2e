import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { scriptedHelp } from "../scripted-help.ts";
import { fromLotse, type Hands, type SlackHouse, slackHouse } from "../slack-house.ts";

describe("an answer of a model in Slack", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: SlackHouse;
  let ana: Hands;

  beforeEach(async () => {
    folder = temporaryFolder();
    const help = scriptedHelp(({ task, messages }) => {
      if (task !== "answer") return { questions: [], topics: [], question: null };
      return `said in ${String(messages[0]?.text).split("\n").slice(0, 2).join(", ")}`;
    });
    at = await slackHouse({ folder: folder.path, help });
    ana = at.slack.person(at.team, "Ana Arndt", { locale: "de-DE" });
    await ana.says("Wie hoch ist das Lernbudget?");
    await at.quiet();
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  it("opens why it is what it is, and what was sent for it (P18)", async () => {
    await ana.clicks("Warum diese Antwort?");
    await expect.poll(() => JSON.stringify(ana.seesModal())).toContain("gemeinsam mit deiner Frage");
    ana.closesModal();
    await ana.clicks("Was wurde gesendet?");
    await expect.poll(() => JSON.stringify(ana.seesModal())).toContain("An scripted bei model.test:");
  });

  it("is followed by the same in plain words, on one tap", async () => {
    await ana.clicks("In einfachen Worten");
    await at.quiet();
    expect(fromLotse(ana).at(-1)?.words).toContain("said in de, easy");
  });
});
