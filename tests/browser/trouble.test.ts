import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Server, serve } from "../../adapters/http/server.ts";
import { LONGEST_MESSAGE, plainText } from "../../src/channel/text.ts";
import { texts } from "../../src/i18n/texts.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { type Product, startProduct } from "../product.ts";
import { sharedFile } from "../shared.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";
import { expectAttribute, expectCount, type Visit, visit } from "./visit.ts";

const { de } = texts;

describeInBrowser("when the server goes away", () => {
  let browser: Browser;
  let folder: ReturnType<typeof temporaryFolder>;
  let product: Product;
  let home: string;
  let jonas: Visit;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    folder = temporaryFolder();
    product = startProduct({ DATA_DIR: folder.path });
    home = await product.ready();
    jonas = await visit(browser, `${home}/?as=jonas`);
  });
  afterEach(async () => {
    await jonas.close();
    await product.end("SIGTERM");
    folder.remove();
  });

  const connection = () => jonas.page.locator("#connection");
  const failed = () => jonas.log.locator("article.learner.failed");

  async function die(): Promise<void> {
    await product.end("SIGKILL");
    await connection().getByText(de.web.connectionLost).waitFor();
  }

  async function comeBack(): Promise<void> {
    product = startProduct({ DATA_DIR: folder.path, PORT: new URL(home).port });
    await product.ready();
    // The page tries again by itself; it waits longer from time to time.
    await connection().getByText(de.web.connectionLost).waitFor({ state: "detached", timeout: 25_000 });
    await expect.poll(() => connection().textContent()).toBe("");
  }

  it("says so, keeps what was not sent, recovers by itself, and sends it once", async () => {
    const question = "Wie bestelle ich ein Buch?";
    await jonas.ask("Wie viel Lernzeit habe ich?");
    const before = await jonas.shown();
    await die();
    await jonas.input.fill(question);
    await jonas.input.press("Enter");
    await failed().getByText(de.web.notSent).waitFor();
    expect(await jonas.shown()).toEqual([...before, question]);

    await comeBack();
    expect(await jonas.shown()).toEqual([...before, question]);
    const answer = await jonas.sendingAgain(() =>
      failed().getByRole("button", { name: de.web.tryAgain }).click(),
    );
    expect(await answer.locator("blockquote").count()).toBeGreaterThan(0);
    await expectCount(failed(), 0);

    // Messages are answered in order: a second copy would stand before this one.
    await jonas.ask("Wer wurde 1990 Fußballweltmeister?");
    const shown = await jonas.shown();
    await jonas.page.reload();
    await jonas.said(de.ask.notFound);
    expect(await jonas.shown()).toEqual(shown);
    expect(await jonas.questions.filter({ hasText: question }).count()).toBe(1);
    expect(await jonas.questions.count()).toBe(3);
    expect(await jonas.answers.filter({ has: jonas.page.locator("blockquote") }).count()).toBe(2);
  });

  it("keeps an unsent message through a reload, and loses it in no other way", async () => {
    const question = "Wie bestelle ich ein Buch?";
    await die();
    await jonas.input.fill(question);
    await jonas.input.press("Enter");
    await failed().getByText(de.web.notSent).waitFor();
    await comeBack();
    await jonas.page.reload();
    await failed().getByText(de.web.notSent).waitFor();
    await failed().getByRole("button", { name: de.web.tryAgain }).click();
    await jonas.answers
      .filter({ has: jonas.page.locator("blockquote") })
      .first()
      .waitFor();
    expect(await jonas.questions.locator(".content").allInnerTexts()).toEqual([question]);
  });

  it("marks a thumb and a form as not sent, and takes them when it is back", async () => {
    const answer = await jonas.ask("Wie bestelle ich ein Buch?");
    const thumb = answer.locator(".thumb").first();
    await die();
    await thumb.click();
    await answer.getByRole("alert").getByText(de.web.unreachable).waitFor();
    expect(await thumb.getAttribute("aria-pressed")).toBe("false");
    await answer.locator(".source").first().click();
    await jonas.dialog.getByRole("alert").getByText(de.web.unreachable).waitFor();
    await comeBack();
    await jonas.dialog.getByRole("button", { name: de.web.tryAgain }).click();
    await jonas.dialog.getByRole("alert").waitFor({ state: "detached" });
    await jonas.page.keyboard.press("Escape");
    await thumb.click();
    await expectAttribute(thumb, "aria-pressed", "true");
    await jonas.said(de.ask.thanks);
  });
});

describeInBrowser("what people and documents can contain", () => {
  const HOSTILE = {
    "bewertung.md": `---
title: "<img src=x onerror=alert(1)> Kranbuch"
owner: "<script>alert(2)</script>"
language: de
reviewed: 2026-09-01
url: 'https://intranet.example/?q="><script>alert(3)</script>'
---
# Kranbuch

## Wo liegt das Kranbuch "onmouseover=alert(4)?

Das Kranbuch liegt im \`<svg onload=alert(5)>\` Büro. Ein \`</script><script>alert(6)</script>\` hängt daneben.
`,
  };
  const RTL_OVERRIDE = "\u202Egnp.hcabrednu\u202C \u2066abc\u2069";

  let browser: Browser;
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let server: Server;
  let ida: Visit;
  const popups: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    folder = temporaryFolder();
    home = await house({ folder: folder.path, documents: HOSTILE });
    server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
    ida = await visit(browser, `http://127.0.0.1:${server.port}/?as=ida`);
    ida.page.on("dialog", (popup) => {
      popups.push(popup.message());
      void popup.dismiss();
    });
  });
  afterEach(async () => {
    expect(popups).toEqual([]);
    expect(
      await ida.page.locator("#log :is(img, script, iframe, svg:not(.icon), a[href^='javascript:'])").count(),
    ).toBe(0);
    expect(ida.complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await home?.close();
    await server?.close();
    folder.remove();
  });

  it("shows what looks like HTML, a script or a formula as the words it is", async () => {
    for (const typed of [...payloads(), RTL_OVERRIDE]) {
      await ida.ask(typed);
      await expectCount(ida.log.locator("article.learner.sending"), 0);
      expect(await ida.questions.last().locator(".content").textContent()).toBe(plainText(typed));
    }
    const shown = await ida.shown();
    await ida.page.reload();
    await expect.poll(() => ida.shown(), { timeout: 15_000 }).toEqual(shown);
  });

  it("shows a document with markup in every place as the words it is", async () => {
    const answer = await ida.ask("Wo liegt das Kranbuch?");
    expect(await answer.locator("figcaption").first().textContent()).toContain(
      "<img src=x onerror=alert(1)>",
    );
    expect(await answer.locator("blockquote").first().textContent()).toContain("<svg onload=alert(5)>");
    expect(await answer.locator(".source .detail").first().textContent()).toContain(
      "<script>alert(2)</script>",
    );
    const original = await answer.locator("a").getAttribute("href");
    expect(original).toBe("https://intranet.example/?q=%22%3E%3Cscript%3Ealert(3)%3C/script%3E");
    await answer.locator(".source").first().click();
    await ida.dialog.getByText("<svg onload=alert(5)>").waitFor();
    expect(await ida.dialog.locator("h2").textContent()).toContain("<img src=x onerror=alert(1)>");
    await ida.page.keyboard.press("Escape");
    await expectCount(ida.dialog, 0);
  });

  it("takes the longest message, and holds back one that is longer, with a clear word", async () => {
    const longest = "Kran ".repeat(LONGEST_MESSAGE / 5 - 1).padEnd(LONGEST_MESSAGE, "n");
    const limit = ida.page.locator("#limit");
    const send = ida.page.locator("#send");
    const sent = await ida.questions.count();
    await ida.input.fill(`${longest}n`);
    await limit.getByText("12.000").waitFor();
    expect(await limit.textContent()).toContain("zu lang");
    expect(await ida.page.locator("#counter").textContent()).toContain("12.001");
    expect(await ida.input.getAttribute("aria-invalid")).toBe("true");
    await ida.input.press("Enter");
    await send.click({ force: true });
    expect(await ida.input.inputValue()).toHaveLength(LONGEST_MESSAGE + 1);
    expect(await ida.questions.count()).toBe(sent);

    const answer = await ida.ask(longest);
    expect(await answer.textContent()).toContain(de.ask.tooLong(1000));
    expect(await ida.questions.last().locator(".content").textContent()).toBe(longest);
    expect(await limit.textContent()).toBe("");
  });
});

/** A handful from a public collection, where it is at hand, and some of our own. */
function payloads(): string[] {
  const own = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    `"><svg/onload=alert(1)>`,
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    `=HYPERLINK("javascript:alert(1)";"Kran")`,
  ];
  const collections = ["corpora/web/patt_xss_quick.txt", "corpora/web/patt_xss_polyglots.txt"].flatMap(
    (path) => sharedFile(path) ?? [],
  );
  const found = collections.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "" && line.length < 1000)
      .slice(0, 12),
  );
  return [...own, ...found];
}
