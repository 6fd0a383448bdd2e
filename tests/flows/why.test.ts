import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Opened } from "../../adapters/web/protocol.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";

describe("why an answer is what it is", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;
  let ben: Page;

  beforeEach(async () => {
    folder = temporaryFolder();
    home = await house({ folder: folder.path });
    ida = await openPage(home, "ida");
    ben = await openPage(home, "ben");
  });
  afterEach(async () => {
    await Promise.all([ida.close(), ben.close()]);
    await home.close();
    folder.remove();
  });

  /** What the button under the last of these messages carries. */
  function basisOf(messages: Awaited<ReturnType<Page["say"]>>): string {
    const buttons = messages.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : [])),
    );
    const button = buttons.find((one) => one.kind === "view" && one.view === "ask.why");
    if (!button) throw new Error("no button");
    return button.kind === "view" ? button.value : "";
  }

  const open = (page: Page, value: string) =>
    page.get(`/api/views/ask.why?value=${encodeURIComponent(value)}`);
  async function shown(page: Page, value: string): Promise<string> {
    const response = await open(page, value);
    expect(response.status).toBe(200);
    return wordsOf([(await response.json()) as Opened]);
  }

  it("names the places, the words they share, how sure it is, how current, and who answers for them (P18)", async () => {
    const words = await shown(ida, basisOf(await ida.say("Wie hoch ist mein Lernbudget in Teilzeit?", 2)));
    expect(words).toContain("Ich war mir sicher genug");
    expect(words).toContain("Lernbudget › Wie hoch ist das Lernbudget?: gemeinsam mit deiner Frage: „hoch“");
    expect(words).toContain("„lernbudget“, „teilzeit“ · Team Lernen, geprüft am 1. September 2026");
    expect(words).toContain("Wer fragt, spielt keine Rolle");
  });

  it("names the words that no cited place has, and what was close and left out", async () => {
    const basis = basisOf(await ida.say("Wie beantrage ich eine Schulung auf dem Mond?", 2));
    const words = await shown(ida, basis);
    expect(words).toContain("An keiner der zitierten Stellen steht: „mond“.");
  });

  it("says for what was not found, too, what came close", async () => {
    const basis = basisOf(await ida.say("Wer hat zuletzt zwei Jahre im Halbfinale geführt?", 2));
    const words = await shown(ida, basis);
    expect(words).not.toContain("Diese Stellen sind zitiert");
    expect(words).toContain("weggelassen");
  });

  it("shows nobody a place that is not for them, whatever the button carries (S5)", async () => {
    const basis = basisOf(await ben.say("Wie hoch ist der Kranichrabatt?", 2));
    expect(await shown(ben, basis)).toContain("Rabattstaffel");
    const words = await shown(ida, basis);
    expect(words).not.toContain("Rabattstaffel");
    expect(words).toContain("nicht mehr da");

    const { passage } = await home.store
      .readOf(ORG)
      .selectFrom("answer_citation")
      .select("passage")
      .executeTakeFirstOrThrow();
    const forged = JSON.stringify({ ...JSON.parse(basis), near: [passage] });
    expect(await shown(ida, forged)).not.toContain("Rabattstaffel");
  });

  it("opens nothing for an answer that is not on record, or for what no button carries", async () => {
    for (const value of ["", "x", "{}", JSON.stringify({ answer: "none such", words: [], near: [] })])
      expect((await open(ida, value)).status).toBe(404);
  });
});
