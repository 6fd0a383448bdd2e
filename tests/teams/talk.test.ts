import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { fromLotse, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";

describe("talking with Lotse alone in Teams", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: TeamsHouse;

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await teamsHouse({ folder: folder.path });
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  it("answers with the source and thumbs, labelled, once introduced as an AI (P16)", async () => {
    const ana = at.teams.person(at.tenant, "Ana Arndt", { locale: "de-DE" });
    const { reception } = await ana.says(BUDGET);
    expect(reception).toMatchObject({ state: "answered", status: 200 });
    await at.quiet();
    const [introduction, answer, ...more] = fromLotse(ana);
    expect(introduction?.words).toContain("KI-Assistent");
    expect(answer).toMatchObject({ ai: true, feedback: "custom", live: false });
    expect(answer?.words).toContain("1.200 Euro");
    expect(answer?.sources).toContainEqual(
      expect.objectContaining({ url: "https://intranet.werft.example/lernbudget" }),
    );
    expect(more).toEqual([]);
    const last = JSON.parse(at.teams.calls("send").at(-1)?.bytes ?? "");
    expect(JSON.stringify(last.entities)).toContain("AIGeneratedContent");
  });
});
