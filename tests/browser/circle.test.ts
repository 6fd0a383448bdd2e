import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Server, serve } from "../../adapters/http/server.ts";
import { texts } from "../../src/i18n/texts.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";
import { type Visit, visit } from "./visit.ts";

const { de, en } = texts;

describeInBrowser("the whole circle, in the demo company", () => {
  const clock = movingClock("2026-11-24T09:00:00Z");
  const visits: Visit[] = [];
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let server: Server;
  let browser: Browser;

  beforeAll(async () => {
    folder = temporaryFolder();
    home = await house({ folder: folder.path, clock, demo: true });
    server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
    for (const each of visits) await each.close();
    await browser?.close();
    await server?.close();
    await home?.close();
    folder.remove();
  });

  async function come(persona: string): Promise<Visit> {
    const made = await visit(browser, `http://127.0.0.1:${server.port}/?as=${persona}`, {
      timezoneId: "Europe/Berlin",
    });
    visits.push(made);
    return made;
  }
  /** Moves the clock, and lets what a minute brings happen. */
  async function moveTo(time: string): Promise<void> {
    clock.set(time);
    await home.app.tick();
  }
  const button = (who: Visit, name: string) => who.log.getByRole("button", { name, exact: true }).last();
  const field = (who: Visit, name: string) => who.dialog.getByLabel(name, { exact: false });

  describe("a need", () => {
    let jonas: Visit;
    let aylin: Visit;
    const change = "Mit Drohnen die Dächer der Pumpwerke prüfen können";

    it("is asked about and not found, and becomes a request that its author sees word for word", async () => {
      jonas = await come("jonas");
      await jonas.ask("Wie lerne ich Drohnen zu fliegen?");
      await button(jonas, de.request.write).click();
      await field(jonas, de.request.change).fill(change);
      await field(jonas, de.request.obstacle).fill("Wir steigen noch auf Leitern.");
      await jonas.dialog.getByRole("button", { name: de.request.next }).click();
      const preview = await jonas.said(de.request.preview);
      expect(await preview.textContent()).toContain(change);
      expect(await preview.textContent()).toContain(de.request.anonymous);
      await button(jonas, de.request.send).click();
      await jonas.said(de.request.sent);
    });

    it("gets the voice of somebody else who writes nearly the same", async () => {
      aylin = await come("aylin");
      await aylin.ask("Request");
      await button(aylin, en.request.write).click();
      await field(aylin, en.request.change).fill("Dächer der Pumpwerke mit Drohnen prüfen");
      await field(aylin, en.request.obstacle).fill("Es gibt keinen Kurs.");
      await aylin.dialog.getByRole("button", { name: en.request.next }).click();
      await aylin.said(en.request.similar);
      await aylin.log.getByRole("button", { name: en.request.mineToo }).first().click();
      await aylin.said("2 voices by now");
    });

    it("is decided on the desk, and both are told with the reason", async () => {
      const katrin = await browser.newPage();
      await katrin.goto(`http://127.0.0.1:${server.port}/desk?as=katrin`);
      const article = katrin.getByRole("article").filter({ hasText: change });
      expect(await article.textContent()).toMatch(/2\s*Stimmen/);
      await article.getByRole("button", { name: de.decide.button }).click();
      await article.getByText(de.decide.options.planned).click();
      await article.getByRole("textbox").fill("Wir fragen die Feuerwehr Kiel nach einem Kurs.");
      await article.getByRole("button", { name: de.decide.save }).click();
      for (const [who, words] of [
        [jonas, de.request.decided],
        [aylin, en.request.decided],
      ] as const) {
        const told = await who.said(words);
        expect(await told.textContent()).toContain("Wir fragen die Feuerwehr Kiel nach einem Kurs.");
      }
      await katrin.getByText(de.request.states.planned, { exact: false }).first().waitFor();
      await katrin.close();
    });
  });

  describe("a find", () => {
    it("is saved from far up in the conversation, and the answer to that comes into view", async () => {
      const aylin = await come("aylin");
      await aylin.ask("Recommend something on pivot tables");
      await aylin.ask("How much is my learning budget?");
      await aylin.log.getByRole("button", { name: en.recommend.save, exact: true }).first().click();
      const saved = await aylin.said("Saved: ");
      await expect
        .poll(() => saved.evaluate((element) => element.getBoundingClientRect().bottom))
        .toBeLessThan(720);
      await aylin.page.getByRole("button", { name: en.web.home }).click();
      await aylin.dialog.getByRole("heading", { name: en.home.saved }).waitFor();
    });
  });

  describe("a week", () => {
    it("begins with a goal, and the next check-in shows the plan that the last one made", async () => {
      const marek = await come("marek");
      await marek.ask("Ziel");
      await button(marek, de.goal.keep).click();
      await button(marek, de.goal.write).click();
      await field(marek, de.goal.field).fill("Schichten ruhig übergeben");
      await field(marek, de.goal.when).fill("die Pause vorbei ist");
      await field(marek, de.goal.step).fill("schreibe ich drei Zeilen auf");
      await marek.dialog.getByRole("button", { name: de.goal.save }).click();
      await button(marek, de.goal.yesWrite).click();
      await marek.said("Freitag, 27. November");

      await moveTo("2026-11-27T13:00:10Z");
      await marek.said("Hast du 90 Sekunden?");
      await button(marek, de.checkIn.write).click();
      await marek.dialog.getByText("Wenn die Pause vorbei ist, dann schreibe ich drei Zeilen auf").waitFor();
      await marek.dialog.getByText(de.checkIn.workedOptions.partly).click();
      await field(marek, de.checkIn.helped).fill("Der Zettel an der Tür");
      await field(marek, de.checkIn.when).fill("die Glocke läutet");
      await field(marek, de.checkIn.step).last().fill("rufe ich die nächste Schicht");
      await marek.dialog.getByRole("button", { name: de.checkIn.save, exact: true }).click();
      await marek.said(de.checkIn.saved);

      await moveTo("2026-12-04T13:00:10Z");
      await marek.answers.filter({ hasText: "90 Sekunden" }).nth(1).waitFor();
      await button(marek, de.checkIn.write).click();
      await marek.dialog.getByText("Wenn die Glocke läutet, dann rufe ich die nächste Schicht").waitFor();
      await marek.page.keyboard.press("Escape");
      expect((await marek.shown()).join()).not.toContain("Glocke");
      // Back in November for what follows.
      clock.set("2026-11-30T09:00:00Z");
    });
  });

  describe("a month", () => {
    it("is closed with the topic that others confirmed too, in a band, and without the one that only one person did", async () => {
      const votes = await home.store.read
        .selectFrom("vote")
        .innerJoin("topic", "topic.topic", "vote.topic")
        .select(({ fn }) => ["topic.label_en", "vote.topic", fn.countAll<number>().as("count")])
        .groupBy(["vote.topic", "topic.label_en"])
        .orderBy("count", "desc")
        .execute();
      const shared = votes[0];
      const named = new Set(votes.map(({ topic }) => topic));
      const topics = await home.store.read.selectFrom("topic").select(["topic", "label_en"]).execute();
      const lonely = topics.find(({ topic }) => !named.has(topic));
      if (!shared || !lonely) throw new Error("The demo has no such topics.");

      const priya = await come("priya");
      await priya.ask("Check-in");
      await button(priya, en.checkIn.write).click();
      await field(priya, en.checkIn.helped).fill(`${shared.label_en}, and ${lonely.label_en}`);
      await priya.dialog.getByRole("button", { name: en.checkIn.save, exact: true }).click();
      await priya.said(en.signal.offer);
      await button(priya, shared.label_en).click();
      await priya.said("No text, no names");
      await button(priya, en.signal.yes(shared.label_en)).click();
      await priya.said(en.signal.counted(shared.label_en));
      await button(priya, lonely.label_en).click();
      await priya.said(en.signal.counted(lonely.label_en));

      await moveTo("2026-12-01T06:00:00Z");
      await home.app.tidy();
      const deniz = await browser.newPage({ locale: "en-GB" });
      await deniz.goto(`http://127.0.0.1:${server.port}/desk?as=deniz#needs`);
      const needs = deniz.locator("#needs-view");
      await needs.getByText(shared.label_en).first().waitFor();
      expect(await needs.locator("option:checked").textContent()).toBe("November 2026");
      const shown = await needs.textContent();
      expect(shown).toMatch(/\d+ to \d+|50/);
      expect(shown).not.toContain(lonely.label_en);
      await deniz.close();
    });
  });
});
