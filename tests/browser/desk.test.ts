import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Server, serve } from "../../adapters/http/server.ts";
import { Failure } from "../../src/errors.ts";
import { texts } from "../../src/i18n/texts.ts";
import { sendRequest } from "../../src/request/change.ts";
import { findRequest } from "../../src/request/request.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import type { Band } from "../../src/store/schema.ts";
import type { Store } from "../../src/store/store.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";
import { expectAttribute, expectCount } from "./visit.ts";

const { de, en } = texts;
const DAY = 24 * 60 * 60 * 1000;
const REASON = "Ab Januar gibt es jeden Dienstag eine halbe Stunde dazu.\nMeldet euch bei <b>Uma</b> & Co.";
const MARKUP = `Zahlen <img src=x onerror=alert(1)> selbst <script>alert(2)</script> lesen`;

describeInBrowser("the desk", () => {
  let browser: Browser;
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let server: Server;
  let page: Page;
  let broken: boolean;
  let complaints: string[];
  const contexts: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    folder = temporaryFolder();
    broken = false;
    complaints = [];
    const around = (store: Store): Store => ({
      ...store,
      write: (work, org) =>
        broken ? Promise.reject(new Failure("unavailable", "The disk is full.")) : store.write(work, org),
    });
    home = await house({ folder: folder.path, around });
    server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    broken = false;
    await home.close();
    await server.close();
    folder.remove();
    expect(complaints).toEqual([]);
  });

  const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;
  const apply = (changes: Change[]) => home.store.write((writer) => applyChanges(writer, ORG, changes));
  const version = async (request: string) =>
    (await findRequest(home.store.read, home.sealer, ORG, request))?.version;

  async function ask(request: string, change: string, { others = 0, days = 0, topics = ["pivot"] } = {}) {
    const framing = { change, obstacle: "Niemand hat es uns gezeigt.", language: "de" as const, from: null };
    const now = Date.now() - days * DAY;
    await apply(sendRequest(home.sealer, { org: ORG, request, learner: "ida", framing, topics, now }));
    await apply(
      Array.from({ length: others }, (_, n) => ({
        change: "add",
        table: "voice",
        row: { org: ORG, request, learner: `stimme-${n}`, author: 0, at: now },
      })),
    );
  }

  function lostQuestion(question: string): Change {
    const expected = { document: "budget.md", section: "", memberships_json: "[]" };
    const stands = { state: "lost", since: Date.UTC(2026, 10, 24, 12) } as const;
    const written = { org: ORG, source: "files", question, line: 1, language: "de" as const };
    return { change: "add", table: "golden_question", row: { ...written, ...expected, ...stands } };
  }

  /** A closed month, as it lies in the store. */
  async function closed(month: string, topics: Record<string, Band>, cells: [string, string, Band][] = []) {
    const snapshot = { org: ORG, month, smallest_group: 5, people: 200 };
    const withheld_json = JSON.stringify({ few: 3, complement: 1, difference: 0 });
    const closed_at = Date.parse(`${month}-28T00:00:00Z`) + 5 * DAY;
    await apply([
      { change: "add", table: "snapshot", row: { ...snapshot, closed_at, withheld_json } },
      ...Object.entries(topics).map(
        ([subject, band]): Change => ({
          change: "add",
          table: "snapshot_cell",
          row: { org: ORG, month, level: "company", division: "", subject, band },
        }),
      ),
      ...cells.map(
        ([division, subject, band]): Change => ({
          change: "add",
          table: "snapshot_cell",
          row: { org: ORG, month, level: "division", division, subject, band },
        }),
      ),
    ]);
  }

  /** `expected`: what the browser itself complains about in this test, because a request is refused on purpose. */
  async function come(
    person: string,
    options: BrowserContextOptions = {},
    { hash = "", script = "", expected = /$^/, before = async (_page: Page) => {} } = {},
  ): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    contexts.push(context);
    context.setDefaultTimeout(15_000);
    if (script !== "") await context.addInitScript(script);
    context.on("console", (message) => {
      const told = ["error", "warning"].includes(message.type());
      if (told && !expected.test(message.text())) complaints.push(message.text());
    });
    context.on("weberror", (error) => complaints.push(String(error.error())));
    context.on("dialog", (popup) => {
      complaints.push(`a dialog: ${popup.message()}`);
      void popup.dismiss();
    });
    page = await context.newPage();
    await before(page);
    await page.goto(at(`/desk?as=${person}${hash}`));
    await page.locator("#desk:not([hidden])").waitFor();
    return page;
  }

  const card = (words: string) => page.getByRole("article", { name: words });
  const note = () => page.locator(".note:not(:empty)");
  const focused = (selector: string): Promise<boolean> =>
    page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`);
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  async function fillIn(state: string, reason: string): Promise<void> {
    await page.getByRole("radio", { name: state }).check();
    await page.getByLabel(de.desk.reason).fill(reason);
  }

  describe("deciding", () => {
    const told = de.desk.decided.replace("{count}", "7");

    beforeEach(async () => {
      await ask("r1", MARKUP, { others: 6, days: 4 });
      await ask("r2", "Feedback geben, ohne zu verletzen", { days: 1, topics: ["feedback"] });
    });

    it("tells how many will read the reason, and what became of it, where the person is", async () => {
      await come("uma");
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      expect(await focused("[value=planned]")).toBe(true);
      await page.getByText(de.desk.told.replace("{count}", "7")).waitFor();
      await fillIn(de.desk.wePlan, REASON);
      await button(de.desk.save).click();
      await note().getByText(told).waitFor();
      expect(await focused(".note")).toBe(true);
      // It stays in its place, though it is open no more: somebody is reading there.
      expect(await card(MARKUP).locator(".reason").textContent()).toBe(REASON);
      await card(MARKUP).locator(".decided").getByText(de.desk.planned).waitFor();
      expect(await page.getByRole("radio", { name: `${de.desk.open} 1` }).isChecked()).toBe(true);
      await expectCount(page.locator("form.decide"), 0);
      expect(await version("r1")).toBe(1);

      await card(MARKUP).getByRole("button", { name: de.desk.decideAgain }).waitFor();
      await page.getByRole("radio", { name: de.desk.planned }).check({ force: true });
      expect(await page.locator("#list article").count()).toBe(1);
    });

    it("puts each mistake beside its field and the person at the first one, and loses nothing", async () => {
      await come("uma", {}, { expected: /422/ });
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      await button(de.desk.save).click();
      const reason = page.getByLabel(de.desk.reason);
      await expectAttribute(reason, "aria-invalid", "true");
      expect(await focused("[value=planned]")).toBe(true);
      const first = page.getByRole("radio", { name: de.desk.wePlan });
      for (const [field, mistake] of [
        [first, de.decide.chooseState],
        [reason, de.decide.missing],
      ] as const) {
        const ids = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
        const described = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()));
        expect(described).toContain(mistake);
      }
      await page.getByRole("radio", { name: de.desk.weDecline }).check();
      await reason.fill("x".repeat(1001));
      await button(de.desk.save).click();
      await page.getByText(de.decide.tooLong(1000)).waitFor();
      expect(await first.getAttribute("aria-invalid")).toBeNull();
      expect(await focused("textarea")).toBe(true);
      expect(await reason.inputValue()).toHaveLength(1001);
      await reason.fill("Zu teuer.");
      await button(de.desk.save).click();
      await note().getByText(told).waitFor();
      expect(await version("r1")).toBe(1);
    });

    it("shows the decision of whoever was faster, and keeps what was typed to decide anew", async () => {
      await come("uma");
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      await fillIn(de.desk.wePlan, REASON);
      await page.request.post(at("/api/events?as=otto"), {
        data: {
          id: crypto.randomUUID(),
          kind: "form",
          form: "decide.write",
          value: "r1@0",
          values: { state: "done", reason: "Steht im Portal." },
        },
      });
      await expect.poll(() => version("r1")).toBe(1);
      await button(de.desk.save).click();
      await note().getByText(de.desk.overtaken.replace("{by}", "Otto")).waitFor();
      expect(await focused(".note")).toBe(true);
      expect(await card(MARKUP).locator(".reason").allInnerTexts()).toEqual(["Steht im Portal."]);
      expect(await page.getByLabel(de.desk.reason).inputValue()).toBe(REASON);
      expect(await page.getByRole("radio", { name: de.desk.wePlan }).isChecked()).toBe(true);

      await button(de.desk.save).click();
      await note().getByText(told).waitFor();
      expect(await card(MARKUP).locator(".decided strong").allInnerTexts()).toEqual([
        de.desk.done,
        de.desk.planned,
      ]);
    });

    it("keeps what was typed when the store is full, and tries again under the same id", async () => {
      await come("uma", {}, { expected: /503/ });
      const sent: string[] = [];
      page.on("request", (request) => {
        if (request.method() === "POST") sent.push(JSON.parse(request.postData() ?? "{}").id);
      });
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      await fillIn(de.desk.wePlan, REASON);
      broken = true;
      await button(de.desk.save).click();
      const alert = page.locator("form.decide").getByRole("alert");
      await alert.getByText(de.problems.notStored).waitFor();
      expect(await alert.textContent()).toContain(de.desk.kept);
      expect(await page.getByLabel(de.desk.reason).inputValue()).toBe(REASON);
      broken = false;
      await button(de.web.tryAgain).click();
      await note().getByText(told).waitFor();
      expect(sent).toHaveLength(2);
      expect(new Set(sent).size).toBe(1);
      expect(await version("r1")).toBe(1);
    });

    it("decides once when the answer to a decision is lost on the way", async () => {
      await come("uma", {}, { expected: /ERR_FAILED/ });
      let lost = 0;
      await page.route("**/api/events*", async (route) => {
        if (lost++ > 0) return route.continue();
        await route.fetch();
        await route.abort();
      });
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      await fillIn(de.desk.wePlan, REASON);
      await button(de.desk.save).click();
      await page.locator("form.decide").getByText(de.web.unreachable).waitFor();
      await expect.poll(() => version("r1")).toBe(1);
      await button(de.web.tryAgain).click();
      await note().getByText(told).waitFor();
      expect(await card(MARKUP).locator(".reason").allInnerTexts()).toHaveLength(1);
      expect(await version("r1")).toBe(1);
    });

    it("says when it takes long, lets the person go on, and shows it as soon as it is there", async () => {
      let stuck = "";
      await come("uma", {}, { before: (each) => each.clock.install() });
      await page.route("**/api/desk?*", async (route) => {
        if (stuck === "") stuck = await (await route.fetch()).text();
        await route.fulfill({ body: stuck, contentType: "application/json" });
      });
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await expect.poll(() => stuck).not.toBe("");
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      await fillIn(de.desk.wePlan, REASON);
      await button(de.desk.save).click();
      await note().getByText(de.desk.saving).waitFor();
      await page.clock.runFor(11_000);
      await note().getByText(de.desk.onItsWay).waitFor();
      await card("Feedback").getByRole("button", { name: de.desk.decide }).click();
      await page.getByLabel(de.desk.reason).last().fill("Inzwischen");
      await page.unroute("**/api/desk?*");
      await page.clock.runFor(4_000);
      await note().getByText(told).waitFor();
      expect(await page.getByLabel(de.desk.reason).last().inputValue()).toBe("Inzwischen");
      expect(await focused("textarea")).toBe(true);
    });

    it("keeps one form open at a time, with what is in it, also in the other language", async () => {
      await come("uma");
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      await fillIn(de.desk.itIsThere, REASON);
      await card("Feedback").getByRole("button", { name: de.desk.decide }).click();
      await expectCount(page.locator("form.decide:visible"), 1);
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      expect(await page.locator("form.decide:visible textarea").inputValue()).toBe(REASON);
      await page.getByRole("radio", { name: "English" }).check({ force: true });
      await page.getByRole("heading", { name: en.desk.requests }).waitFor();
      expect(await page.getByRole("textbox", { name: en.desk.reason }).inputValue()).toBe(REASON);
      expect(await page.getByRole("radio", { name: en.desk.itIsThere }).isChecked()).toBe(true);
      await expect
        .poll(async () => {
          const uma = home.store.read.selectFrom("learner").select("language").where("learner", "=", "uma");
          return (await uma.executeTakeFirst())?.language;
        })
        .toBe("en");
      await page.reload();
      await page.getByRole("heading", { name: en.desk.requests }).waitFor();
      expect(await page.title()).toBe(en.desk.pageTitle);
    });

    it("is not for those who only look", async () => {
      await apply([{ change: "add", table: "role", row: { org: ORG, learner: "ida", role: "coach" } }]);
      await come("ida");
      await card(MARKUP).waitFor();
      await page.getByText(de.desk.leadLook).waitFor();
      await expectCount(button(de.desk.decide), 0);
    });

    it("goes by keyboard alone", async () => {
      await come("uma");
      async function go(selector: string): Promise<void> {
        for (let step = 0; step < 30; step++) {
          await page.keyboard.press("Tab");
          if (await focused(selector)) return;
        }
        throw new Error(`Tab does not lead to ${selector}`);
      }
      await go(".deciding > .button");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      await go("textarea");
      await page.keyboard.type("Liegt im Portal.");
      await go(".primary");
      await page.keyboard.press("Enter");
      await note().getByText(told).waitFor();
      await go(".deciding > .button");
      expect(await card(MARKUP).locator(".decided strong").textContent()).toBe(de.desk.done);
    });
  });

  describe("the list of requests", () => {
    it("shows words as the words they are", async () => {
      await ask("r1", MARKUP);
      await come("uma");
      expect(await page.locator("#list h3").textContent()).toBe(MARKUP);
      await expectCount(page.locator("#list :is(img, script)"), 0);
    });

    it("is narrowed down by state, topic and words, and says what it found", async () => {
      await ask("r1", "Zahlen selbst lesen", { others: 1 });
      await ask("r2", "Feedback geben", { topics: ["feedback"] });
      await come("uma");
      const found = page.locator("#found");
      await expect.poll(() => found.textContent()).toBe(de.desk.found.replace("{count}", "2"));
      await page.getByLabel(de.desk.topic, { exact: true }).selectOption({ label: "Feedback geben" });
      await expect.poll(() => found.textContent()).toBe(de.desk.foundOne);
      await page.getByLabel(de.desk.search).fill("ZAHLEN");
      await page.getByText(de.desk.noneFound).waitFor();
      await button(de.desk.showAll).click();
      await expectCount(page.locator("#list article"), 2);
      await page.getByLabel(de.desk.search).fill("zahlen LESEN");
      await expectCount(page.locator("#list article"), 1);
      await page.getByLabel(de.desk.search).fill("");
      await page.getByRole("radio", { name: de.desk.declined }).check({ force: true });
      await expectCount(page.locator("#list article"), 0);
    });

    it("shows ten at once, and then more", async () => {
      for (let n = 0; n < 13; n++) await ask(`r${n}`, `Anfrage ${n}`, { days: 13 - n });
      await come("uma");
      await expectCount(page.locator("#list article"), 10);
      await button(de.desk.more.replace("{count}", "3")).click();
      await expectCount(page.locator("#list article"), 13);
      expect(await page.evaluate("document.activeElement.textContent")).toBe("Anfrage 10");
    });

    it("stands below the answers that got lost, in words, not in markup (S10)", async () => {
      await apply([lostQuestion(MARKUP)]);
      await come("uma");
      await page.getByRole("heading", { name: de.desk.lostTitle }).waitFor();
      expect(await page.locator("#lost-list li").textContent()).toBe(`${MARKUP} (seit 24. November 2026)`);
      await page.getByLabel("English").check({ force: true });
      await page.getByRole("heading", { name: en.desk.lostTitle }).waitFor();
    });

    it("is calm when there is nothing", async () => {
      await come("uma");
      await page.getByText(de.desk.noneYet).waitFor();
      expect(await page.locator("#filters").isVisible()).toBe(false);
    });
  });

  describe("what people want to learn", () => {
    beforeEach(async () => {
      await ask("r1", "Zahlen selbst lesen");
      await closed("2026-09", { feedback: "most" });
      await closed("2026-10", { pivot: "20-49", formeln: "20-49", feedback: "5-9" }, [
        ["bau", "tabellen", "20-49"],
        ["vertrieb", "miteinander", "5-9"],
      ]);
    });

    it("is grouped by bands, and leads to the requests about a topic and back", async () => {
      await come("uma", {}, { hash: "#needs" });
      await page.getByRole("heading", { name: de.desk.needs }).waitFor();
      expect(await page.getByLabel(de.desk.month).locator(":checked").textContent()).toBe("Oktober 2026");
      const bands = page.locator(".band");
      expect(await bands.locator("h4").allInnerTexts()).toEqual([de.desk.band20, de.desk.band5]);
      expect(await bands.first().locator(".name").allInnerTexts()).toEqual(["Formeln", "Pivot-Tabellen"]);
      await page.getByText("3, weil weniger als 5 Personen dahinterstehen").waitFor();
      await page.getByText(de.desk.method).click();
      await page.getByText(de.desk.methodNoNames).waitFor();

      await button(de.desk.aboutOne).click();
      await card("Zahlen selbst lesen").waitFor();
      expect(await focused("#requests-title")).toBe(true);
      await page.goBack();
      await page.getByRole("heading", { name: de.desk.needs }).waitFor();
    });

    it("is another month when another month is chosen", async () => {
      await come("uma", {}, { hash: "#needs" });
      await page.locator("#month").focus();
      await page.getByLabel(de.desk.month).selectOption({ label: "September 2026" });
      await expect.poll(() => page.locator(".band h4").allInnerTexts()).toEqual([de.desk.most]);
      await page.getByText(de.desk.nothingInDivisions).waitFor();
      expect(await focused("#month")).toBe(true);
    });

    it("has a table of divisions, in which what is not shown is said too", async () => {
      await come("uma", {}, { hash: "#needs" });
      const rows = page.getByRole("table").getByRole("row");
      expect(await rows.first().getByRole("columnheader").allInnerTexts()).toEqual([
        de.desk.field,
        "Bau",
        "Vertrieb",
      ]);
      const tables = rows.filter({ has: page.getByRole("rowheader", { name: "Tabellen" }) });
      expect(await tables.getByRole("cell", { name: "20–49" }).count()).toBe(1);
      expect(await tables.getByRole("cell", { name: de.desk.tooFew }).count()).toBe(1);
      expect(await page.locator(".by-division").isVisible()).toBe(false);
    });

    it("says where questions went unanswered, and nothing of it in a month without", async () => {
      const cell = { org: ORG, month: "2026-10", level: "unanswered", division: "", band: "5-9" } as const;
      await apply([{ change: "add", table: "snapshot_cell", row: { ...cell, subject: "pivot" } }]);
      await come("uma", {}, { hash: "#needs" });
      await page.getByRole("heading", { name: de.desk.unanswered }).waitFor();
      await page.getByText("Pivot-Tabellen: 5 bis 9 Personen").waitFor();
      await page.getByLabel(de.desk.month).selectOption({ label: "September 2026" });
      await expectCount(page.getByRole("heading", { name: de.desk.unanswered }), 0);
    });

    it("is a list by division on a phone", async () => {
      await come("uma", { viewport: { width: 360, height: 760 } }, { hash: "#needs" });
      await page.getByRole("heading", { name: "Bau" }).waitFor();
      expect(await page.locator(".by-division dl").allInnerTexts()).toEqual([
        "Tabellen\n20–49",
        "Miteinander\n5–9",
      ]);
      expect(await page.getByRole("table").count()).toBe(0);
    });

    it("says so when no month is closed", async () => {
      for (const table of ["snapshot_cell", "snapshot"] as const)
        await home.store.write((writer) => writer.deleteFrom(table).execute());
      await come("uma", {}, { hash: "#needs" });
      await page.getByText(de.desk.noMonth).waitFor();
      expect(await page.locator("#month").isVisible()).toBe(false);
    });
  });

  describe("people", () => {
    it("are those of the L&D team, each with their own desk and chat", async () => {
      await ask("r1", "Zahlen selbst lesen");
      await come("uma");
      const chooser = page.getByLabel(de.web.youAre);
      expect(await chooser.locator("option").allInnerTexts()).toEqual([
        "Uma · Product Ownerin",
        "Otto · Product Owner",
      ]);
      await chooser.selectOption("otto");
      await page.getByRole("heading", { name: en.desk.requests }).waitFor();
      expect(new URL(page.url()).searchParams.get("as")).toBe("otto");
      expect(await page.getByRole("link", { name: en.desk.toChat }).getAttribute("href")).toBe("/?as=otto");
      await page.goBack();
      await page.getByRole("heading", { name: de.desk.requests }).waitFor();
      await card("Zahlen selbst lesen").waitFor();
      expect(await page.locator("#list article").count()).toBe(1);
    });

    it("of whom nobody else gets in", async () => {
      const context = await browser.newContext();
      contexts.push(context);
      page = await context.newPage();
      await page.goto(at("/desk?as=ben"));
      expect(await page.locator("body").textContent()).toContain(de.problems.otherRoles);
      expect(await page.locator("body").textContent()).toContain(en.problems.otherRoles);
    });
  });

  describe("for everybody", () => {
    const STANDARDS = JSON.stringify(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]);

    async function violations(): Promise<string[]> {
      const found: axe.AxeResults = await page.evaluate(
        `axe.run(document, { runOnly: { type: "tag", values: ${STANDARDS} } })`,
      );
      expect(found.passes.length).toBeGreaterThan(10);
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
      );
    }

    const overflow = (): Promise<string[]> =>
      page.evaluate(`[...document.querySelectorAll("body *")]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
        .filter((each) => !each.closest(".matrix, .unseen"))
        .map((each) => each.tagName + "." + each.className)`);

    it.each([
      ["light", 1200, 850],
      ["dark", 1200, 850],
      ["light", 360, 760],
      ["dark", 360, 760],
      ["light", 320, 500],
    ] as const)("has nothing to mend in %s colours at %i by %i", async (colorScheme, width, height) => {
      await ask("r1", MARKUP, { others: 6, days: 400 });
      await ask("r2", `Donaudampfschifffahrtsgesellschaftskapitän${"e".repeat(80)}`);
      await closed("2026-10", { pivot: "most", formeln: "50+", feedback: "5-9" }, [
        ["bau", "tabellen", "most"],
      ]);
      await apply([lostQuestion(`Donaudampfschifffahrtsgesellschaftskapitän${"e".repeat(80)}`)]);
      const options = { colorScheme, viewport: { width, height } };
      await come("uma", options, { script: axe.source, expected: /422/ });
      expect(await violations()).toEqual([]);
      await card(MARKUP).getByRole("button", { name: de.desk.decide }).click();
      await page.getByRole("radio", { name: de.desk.weDecline }).check();
      await button(de.desk.save).click();
      await page.getByText(de.decide.missing).waitFor();
      expect(await violations()).toEqual([]);
      expect(await overflow()).toEqual([]);
      await page.getByLabel(de.desk.reason).fill("Zu teuer.");
      await button(de.desk.save).click();
      await note().waitFor();
      await expectCount(page.locator("form.decide"), 0);
      expect(await violations()).toEqual([]);

      await page.getByRole("link", { name: de.desk.toNeeds }).click();
      await page.getByText(de.desk.method).click();
      expect(await violations()).toEqual([]);
      expect(await overflow()).toEqual([]);
    });
  });
});
