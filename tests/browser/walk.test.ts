import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { texts } from "../../src/i18n/texts.ts";
import { temporaryFolder } from "../house.ts";
import { type Product, startProduct } from "../product.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";
import { expectAttribute, expectCount, sidewaysOverflow, type Visit, visit } from "./visit.ts";

const { de, en } = texts;
const OFF_TOPIC = "Wer wurde 1990 Fußballweltmeister?";

describeInBrowser("a walk through the demo", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let product: Product;
  let home: string;
  let browser: Browser;
  const visits: Visit[] = [];

  beforeAll(async () => {
    folder = temporaryFolder();
    product = startProduct({ DATA_DIR: folder.path });
    [home, browser] = await Promise.all([product.ready(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    const { code: exitCode } = await product.end("SIGTERM");
    const complaints = product.complaints();
    folder.remove();
    expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: "" });
  });

  async function come(persona: string | null, options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
    const address = persona === null ? home : `${home}/?as=${persona}`;
    const made = await visit(browser, address, options);
    visits.push(made);
    return made;
  }

  function expectNoComplaints(): void {
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
  }

  async function leave(): Promise<void> {
    for (const each of visits.splice(0)) await each.close();
  }

  describe("first visit, in German", () => {
    let jonas: Visit;

    beforeAll(async () => {
      jonas = await come(null);
    });
    afterEach(expectNoComplaints);
    afterAll(leave);

    it("greets the person, says that it is an AI and shows what one can ask", async () => {
      const { page } = jonas;
      expect(await page.getAttribute("html", "lang")).toBe("de");
      expect(await page.title()).toBe(de.web.pageTitle);
      expect(await page.locator("#demo").textContent()).toBe(de.web.demoNotice);
      await jonas.said("KI-Assistent");
      const welcome = await jonas.said(de.welcome.hello("Jonas"));
      expect(await welcome.getByRole("button").allInnerTexts()).toEqual([
        ...de.welcome.prompts,
        de.tour.start,
      ]);
      expect(await jonas.focused("#input")).toBe(true);
    });

    it("answers with a quotation, marks the sentence that answers and names the source", async () => {
      const answer = await jonas.ask("Wie hoch ist mein Lernbudget?");
      expect(await answer.locator("blockquote").first().textContent()).not.toBe("");
      expect(await answer.locator("blockquote mark").count()).toBeGreaterThan(0);
      expect(await answer.locator(".sources .title").allInnerTexts()).toContain("Lernbudget");
      expect(await jonas.input.inputValue()).toBe("");
    });

    it("opens the passage behind a citation; Escape closes it and gives the focus back", async () => {
      const source = jonas.log.locator(".source").first();
      const title = await source.locator(".title").textContent();
      const quoted = await jonas.log.locator("blockquote mark").first().textContent();
      await source.click();
      const panel = jonas.page.getByRole("dialog", { name: title ?? "" });
      await panel.getByText(quoted?.trim().split("\n")[0] ?? "").waitFor();
      await jonas.page.keyboard.press("Escape");
      await expectCount(jonas.dialog, 0);
      expect(await jonas.focused(".source")).toBe(true);
    });

    it("opens it from the raised number in the text, and closes it by its button or a click beside it", async () => {
      const reference = jonas.log.locator("button.reference").first();
      await reference.click();
      await jonas.dialog.getByRole("button", { name: de.web.close }).click();
      await expectCount(jonas.dialog, 0);
      expect(await jonas.focused("button.reference")).toBe(true);
      await reference.click();
      await jonas.dialog.waitFor();
      await jonas.page.mouse.click(5, 300);
      await expectCount(jonas.dialog, 0);
    });

    it("keeps the passage open when its source is clicked twice, as some people do", async () => {
      await jonas.log.locator(".source").first().dblclick();
      await jonas.dialog.getByText(de.web.loading).waitFor({ state: "detached" });
      expect(await jonas.dialog.count()).toBe(1);
      await jonas.page.keyboard.press("Escape");
      await expectCount(jonas.dialog, 0);
    });

    it("takes a thumb and says thanks", async () => {
      const thumb = jonas.log.getByRole("button", { name: de.ask.helpful, exact: true });
      expect(await thumb.getAttribute("aria-pressed")).toBe("false");
      await thumb.click();
      await expectAttribute(thumb, "aria-pressed", "true");
      await jonas.said(de.ask.thanks);
    });

    it("takes a comment: a mistake is shown at its field, a preview before it is sent", async () => {
      const { page, dialog } = jonas;
      const comment = `Zwei Zeilen & <b>ein</b> „Zitat“.\nDie zweite: 20 % mehr 🌊`;
      await jonas.log.getByRole("button", { name: de.comment.button }).click();
      const field = page.getByRole("dialog", { name: de.comment.title }).getByLabel(de.comment.field);
      expect(await dialog.textContent()).toContain(de.comment.intro);
      await dialog.getByRole("button", { name: de.comment.next }).click();
      await expectAttribute(field, "aria-invalid", "true");
      const described = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
      const descriptions = await Promise.all(described.map((id) => page.locator(`#${id}`).textContent()));
      expect(descriptions).toContain(de.web.fillIn);
      expect(await jonas.focused("#field-comment")).toBe(true);

      await field.fill(comment);
      await dialog.getByRole("button", { name: de.comment.next }).click();
      await expectCount(dialog, 0);
      const preview = await jonas.said(de.comment.preview);
      expect(await preview.locator("blockquote").textContent()).toBe(comment);
      await preview.getByRole("button", { name: de.comment.send }).click();
      await jonas.said(de.comment.sent);
    });

    it("shows everything again after a reload, with the thumb still pressed", async () => {
      const before = await jonas.shown();
      await jonas.page.reload();
      await jonas.said(de.comment.sent);
      expect(await jonas.shown()).toEqual(before);
      const thumb = jonas.log.getByRole("button", { name: de.ask.helpful, exact: true });
      expect(await thumb.getAttribute("aria-pressed")).toBe("true");
    });

    it("asks a follow-up question with one press", async () => {
      const chip = jonas.log
        .locator("article", { has: jonas.page.locator("blockquote mark") })
        .locator(".chip");
      const question = await chip.first().textContent();
      const answer = await jonas.sending(() => chip.first().click());
      expect(await jonas.questions.last().locator(".content").textContent()).toBe(question);
      expect(await answer.locator("blockquote").count()).toBeGreaterThan(0);
    });

    it("says honestly what it did not find, and what to do next", async () => {
      const answer = await jonas.ask(OFF_TOPIC);
      const words = await answer.textContent();
      expect(words).toContain("nicht gefunden");
      expect(words).toContain(de.ask.nextStep);
      expect(await answer.locator("blockquote").count()).toBe(0);
    });

    it("speaks English from the moment somebody presses EN", async () => {
      const { page } = jonas;
      await page.getByRole("radio", { name: "English" }).click();
      await expectAttribute(page.locator("html"), "lang", "en");
      expect(await page.locator("#input").getAttribute("placeholder")).toBe(en.web.askLotse);
      await jonas.said(en.common.languageChosen);
      const answer = await jonas.ask("Who pays for an exam?");
      expect(await answer.locator("figcaption").first().textContent()).toContain("Quotation from");
      expect(await answer.locator("blockquote mark").count()).toBeGreaterThan(0);
      const none = await jonas.ask("Who won the football world cup in 1990?");
      expect(await none.textContent()).toContain(en.ask.notFound);
      expect(await none.textContent()).toContain(en.ask.nextStep);
      await page.reload();
      await jonas.said(en.ask.notFound);
      expect(await page.getAttribute("html", "lang")).toBe("en");
    });

    it("shows somebody else's own conversation when another person is chosen, and back again", async () => {
      const { page } = jonas;
      await page.getByLabel(en.web.youAre).selectOption("katrin");
      await jonas.said(de.welcome.hello("Katrin"));
      expect(new URL(page.url()).searchParams.get("as")).toBe("katrin");
      expect(await jonas.questions.count()).toBe(0);
      await page.goBack();
      await jonas.said(en.ask.notFound);
      await expectCount(jonas.answers.filter({ hasText: de.welcome.hello("Katrin") }), 0);
      expect(await page.getByLabel(en.web.youAre).inputValue()).toBe("jonas");
    });
  });

  describe("people and tabs", () => {
    afterEach(async () => {
      expectNoComplaints();
      await leave();
    });

    it("shows a document for one division to its people only", async () => {
      const question = "Wann beginnt „Fjord 400 warten“ bei Service Nord?";
      const title = "Enablement-Plan Vertrieb & Service 2027";
      const [jonas, aylin] = [await come("jonas"), await come("aylin")];
      const answer = await jonas.ask(question);
      expect(await answer.textContent()).toContain("12. April 2027");
      const request = jonas.page.waitForRequest(/\/api\/passages\//);
      await answer.locator(".source", { hasText: title }).first().click();
      await jonas.dialog.getByText(de.passage.restricted).waitFor();

      const hidden = await aylin.ask(question);
      expect(await hidden.textContent()).not.toContain(title);
      expect(await hidden.textContent()).not.toContain("12. April 2027");
      const passage = (await request).url();
      expect((await jonas.page.request.get(passage)).status()).toBe(200);
      expect((await jonas.page.request.get(passage.replace("as=jonas", "as=aylin"))).status()).toBe(404);
    });

    it("shows the same in two tabs of one person", async () => {
      const katrin = await come("katrin");
      const second = await katrin.tab();
      await katrin.ask("Wie bestelle ich ein Buch?");
      await second.questions.filter({ hasText: "Wie bestelle ich ein Buch?" }).waitFor();
      await expectCount(second.answers, await katrin.answers.count());
      expect(await second.shown()).toEqual(await katrin.shown());
      await second.ask("Wie viel Lernzeit habe ich?");
      await expectCount(katrin.answers, await second.answers.count());
      expect(await katrin.shown()).toEqual(await second.shown());
    });

    it("sends once what was clicked twice", async () => {
      const marek = await come("marek");
      const chip = marek.log.locator(".chip").first();
      const asked = await chip.textContent();
      // The second click comes when the first has long been taken, as it does with people.
      const posted = marek.page.waitForResponse(/\/api\/events/);
      await marek.sending(async () => {
        await chip.click();
        await posted;
        await chip.dispatchEvent("click", { detail: 2 });
      });
      await marek.input.fill("Wie bestelle ich ein Buch?");
      await marek.sending(() =>
        marek.page.getByRole("button", { name: de.web.send, exact: true }).dblclick(),
      );
      // Messages are answered in order: whatever was sent twice would stand before this one.
      await marek.ask(OFF_TOPIC);
      expect(await marek.questions.locator(".content").allInnerTexts()).toEqual([
        asked,
        "Wie bestelle ich ein Buch?",
        OFF_TOPIC,
      ]);
    });

    it("declines a dropped file kindly", async () => {
      const marek = await come("marek");
      const answer = await marek.sending(() =>
        marek.page.evaluate(`{
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["geheim"], "plan.pdf", { type: "application/pdf" }));
          document.querySelector("#log").dispatchEvent(
            new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }`),
      );
      expect(await answer.textContent()).toContain(de.ask.file);
      expect(new URL(marek.page.url()).pathname).toBe("/");
    });
  });

  describe("without a mouse", () => {
    afterEach(async () => {
      expectNoComplaints();
      await leave();
    });

    it("asks, opens a source and gives a thumb by keyboard alone", async () => {
      const priya = await come("priya");
      const { keyboard } = priya.page;

      async function go(key: "Tab" | "Shift+Tab", selector: string): Promise<void> {
        for (let step = 0; step < 40; step++) {
          await keyboard.press(key);
          if (await priya.focused(selector)) return;
        }
        throw new Error(`${key} does not lead to ${selector}`);
      }

      expect(await priya.focused("#input")).toBe(true);
      const answer = await priya.sending(async () => {
        await keyboard.type("Who pays for an exam?");
        await keyboard.press("Enter");
      });
      expect(await priya.focused("#input")).toBe(true);

      await go("Shift+Tab", ".source");
      await keyboard.press("Enter");
      await priya.dialog.locator(".text").first().waitFor();
      // The focus stays inside what is open.
      for (let step = 0; step < 6; step++) {
        await keyboard.press("Tab");
        expect(await priya.focused("dialog *, body")).toBe(true);
      }
      await keyboard.press("Escape");
      await expectCount(priya.dialog, 0);
      expect(await priya.focused(".source")).toBe(true);

      await go("Tab", ".thumb");
      await keyboard.press("Space");
      await expectAttribute(answer.locator(".thumb").first(), "aria-pressed", "true");
      expect(await priya.focused(".thumb")).toBe(true);
      await priya.said(en.ask.thanks);

      await go("Tab", ".message:last-child [aria-haspopup=dialog].button");
      await keyboard.press("Enter");
      await priya.dialog.waitFor();
      expect(await priya.focused("#field-comment")).toBe(true);
      await keyboard.type("Fine.");
      await go("Tab", ".button.primary");
      await keyboard.press("Enter");
      await expectCount(priya.dialog, 0);
      await priya.said(en.comment.preview);
      await go("Tab", ".button.primary");
      await keyboard.press("Enter");
      await priya.said(en.comment.sent);
      await go("Tab", "#input");
    });

    it("comes to every control in the order of the page, and shows where it is", async () => {
      const priya = await come("priya");
      await priya.page.locator("#persona").focus();
      const seen: { at: number; ring: boolean; name: string }[] = [];
      for (;;) {
        await priya.page.keyboard.press("Tab");
        const stop: (typeof seen)[number] = await priya.page.evaluate(`{
          const active = document.activeElement;
          // A radio button and the text field draw their ring on what is around them.
          const drawn = [active, active.nextElementSibling, active.parentElement].filter((each) => each !== null);
          ({
            at: [...document.querySelectorAll("*")].indexOf(active),
            ring: drawn.some((each) => getComputedStyle(each).outlineStyle !== "none"),
            name: active.id || active.className,
          })
        }`);
        seen.push(stop);
        if (stop.name === "send") break;
      }
      const names = seen.map(({ name }) => name);
      expect(names.slice(0, 2)).toEqual(["english", "scroller"]);
      expect(names).toContain("chip");
      expect(names.slice(-2)).toEqual(["input", "send"]);
      expect(seen.filter(({ ring }) => !ring)).toEqual([]);
      expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted((a, b) => a - b));
    });
  });

  describe("on small screens", () => {
    afterEach(async () => {
      expectNoComplaints();
      await leave();
    });

    it.each([
      ["a phone", 390, 844],
      ["the narrowest screen, or a large magnification", 320, 256],
    ])("needs no scrolling sideways on %s", async (_name, width, height) => {
      const aylin = await come("aylin", { viewport: { width, height }, hasTouch: true, isMobile: true });
      const { page } = aylin;
      const answer = await aylin.ask("Which courses are there?");
      expect(await sidewaysOverflow(page)).toEqual([]);
      await answer.locator(".source").first().tap();
      await aylin.dialog.locator(".text").first().waitFor();
      expect(await sidewaysOverflow(page)).toEqual([]);
      await aylin.dialog.getByRole("button", { name: en.web.close }).tap();
      await answer.locator(".thumb").last().tap();
      await aylin.said(en.ask.sorry);
      await aylin.log.getByRole("button", { name: en.comment.button }).last().tap();
      await aylin.dialog.waitFor();
      expect(await sidewaysOverflow(page)).toEqual([]);
    });
  });

  describe("for everybody (axe-core)", () => {
    afterEach(async () => {
      expectNoComplaints();
      await leave();
    });

    const STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

    async function violations({ page }: Visit): Promise<string[]> {
      const runOnly = JSON.stringify({ type: "tag", values: STANDARDS });
      const found: axe.AxeResults = await page.evaluate(`axe.run(document, { runOnly: ${runOnly} })`);
      expect(found.passes.length).toBeGreaterThan(10);
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
      );
    }

    it.each([
      ["light", 1200, 850],
      ["dark", 1200, 850],
      ["light", 390, 844],
      ["dark", 390, 844],
    ] as const)("has nothing to mend in %s colours at %i by %i", async (colorScheme, width, height) => {
      const priya = await come("priya", { colorScheme, viewport: { width, height }, script: axe.source });
      const answer = await priya.ask("Who pays for an exam?");
      expect(await violations(priya)).toEqual([]);

      await answer.locator(".source").first().click();
      await priya.dialog.locator(".text").first().waitFor();
      expect(await violations(priya)).toEqual([]);
      await priya.page.keyboard.press("Escape");

      await answer.locator(".thumb").first().click();
      await priya.log.getByRole("button", { name: en.comment.button }).last().click();
      await priya.dialog.getByRole("button", { name: en.comment.next }).click();
      await expectAttribute(priya.page.locator("#field-comment"), "aria-invalid", "true");
      expect(await violations(priya)).toEqual([]);
    });
  });

  if (process.env.LOTSE_SCREENSHOTS)
    describe("pictures for the README", () => {
      const IMAGES = fileURLToPath(new URL("../../docs/images/", import.meta.url));
      const DESK = { viewport: { width: 1200, height: 850 }, colorScheme: "light" } as const;
      const PHONE = {
        viewport: { width: 390, height: 844 },
        colorScheme: "dark",
        hasTouch: true,
        isMobile: true,
      } as const;

      // Conversations that nobody has had before: a Lotse of their own.
      let fresh: ReturnType<typeof temporaryFolder>;
      let own: Product;
      let address: string;
      beforeAll(async () => {
        mkdirSync(IMAGES, { recursive: true });
        fresh = temporaryFolder();
        own = startProduct({ DATA_DIR: fresh.path });
        address = await own.ready();
      });
      afterAll(async () => {
        await own.end("SIGTERM");
        fresh.remove();
      });

      it.each([
        ["chat-de-light.png", "katrin", "Wie viel Lernzeit habe ich?", DESK],
        ["chat-en-dark-phone.png", "aylin", "How much is my learning budget?", PHONE],
      ] as const)("takes %s", async (name, persona, question, options) => {
        const visitor = await visit(browser, `${address}/?as=${persona}`, options);
        await visitor.ask(question);
        const picture = await visitor.page.screenshot({ path: `${IMAGES}${name}` });
        expect(picture.length).toBeLessThan(200 * 1024);
        await visitor.close();
      });
    });
});
