import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type House, house, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { openPage, type Page, wordsOf } from "../page.ts";

describe("a question that leans on the one before", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let clock: ReturnType<typeof movingClock>;
  let ida: Page;

  beforeEach(async () => {
    folder = temporaryFolder();
    clock = movingClock("2026-10-05T09:00:00Z");
    home = await house({ folder: folder.path, clock });
    ida = await openPage(home, "ida");
    await ida.say("Wie lange geht das Mentoring?", 2);
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  const said = async (text: string) => wordsOf(await ida.say(text));

  it("is looked up together with it, and the answer says so", async () => {
    const words = await said("Und wie wird man das?");
    expect(words).toContain("Verstanden als: „Und wie wird man das?“ zu „Wie lange geht das Mentoring?“");
    expect(words).toContain("Mentoring");
  });

  it("may follow another that leans: both are about the question that stood by itself", async () => {
    await ida.say("Und wie wird man das?");
    expect(await said("Und wo?")).toContain("zu „Wie lange geht das Mentoring?“");
  });

  it("stands by itself a quarter of an hour later", async () => {
    clock.set("2026-10-05T09:16:00Z");
    const words = await said("Und wie wird man das?");
    expect(words).not.toContain("Verstanden als");
    expect(words).toContain("nicht gefunden");
  });

  it("stands by itself after “new topic”", async () => {
    expect(await said("Neues Thema")).toBe("Gut, neues Thema. Was möchtest du wissen?");
    expect(await said("Und wie wird man das?")).not.toContain("Verstanden als");
  });

  it("never leans on what somebody else asked", async () => {
    const ben = await openPage(home, "ben");
    expect(wordsOf(await ben.say("Und wie wird man das?", 2))).not.toContain("Mentoring");
    await ben.close();
  });

  it("does not change a question that says itself what it is about", async () => {
    const words = await said("Wie hoch ist mein Lernbudget?");
    expect(words).not.toContain("Verstanden als");
    expect(words).toContain("1.200 Euro");
  });
});
