import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { texts } from "../../src/i18n/texts.ts";
import { temporaryFolder } from "../house.ts";
import { type Product, startProduct } from "../product.ts";
import { CLIENT, type OidcProvider, oidcProvider } from "../provider.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";
import { sidewaysOverflow } from "./visit.ts";

const { de } = texts;
const { setUp, messages } = de.entrance;

describeInBrowser("production, from the first start on", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let provider: OidcProvider;
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let home: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = temporaryFolder();
    const port = await freePort();
    home = `http://127.0.0.1:${port}`;
    provider = await oidcProvider({ back: `${home}/sign-in/back` });
    provider.desk.person = { sub: "anna-1", name: "Anna Ahrens" };
    product = startProduct({
      LOTSE_MODE: "production",
      LOTSE_MASTER_KEY: "ab".repeat(32),
      DATA_DIR: folder.path,
      PORT: `${port}`,
      PUBLIC_URL: home,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      LOG_LEVEL: "warn",
    });
    [browser] = await Promise.all([launchBrowser(), product.ready()]);
    await arrive({ width: 1280, height: 800 });
  });
  afterAll(async () => {
    await browser?.close();
    const { code } = await product.end("SIGTERM");
    await provider.close();
    folder.remove();
    expect({ code, complaints: product.complaints() }).toEqual({ code: 0, complaints: "" });
  });

  /** Somebody with a browser profile of their own. */
  async function arrive(viewport: { width: number; height: number }) {
    context = await browser.newContext({
      locale: "de-DE",
      reducedMotion: "reduce",
      viewport,
    });
    context.setDefaultTimeout(15_000);
    context.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page = await context.newPage();
  }
  const quiet = () => expect(complaints.splice(0)).toEqual([]);
  const accessible = async (at: Page) => {
    await at.evaluate(axe.source);
    const { violations } = await at.evaluate<{ violations: { id: string; nodes: unknown[] }[] }>("axe.run()");
    expect(violations.map(({ id, nodes }) => [id, JSON.stringify(nodes)])).toEqual([]);
  };
  /** The provider of the test is on the same host, which is all that cookies look at. */
  const ownCookies = async () =>
    (await context.cookies(home)).filter(({ name }) => name.startsWith("__Host-lotse"));
  const code = () => /^ {2}((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})$/m.exec(product.output())?.[1] ?? "";
  const say = async (words: string) => {
    await page.locator("#input").fill(words);
    await page.locator("#input").press("Enter");
  };

  it("makes whoever has the code the first admin, of their own company", async () => {
    await page.goto(home);
    expect(page.url()).toBe(`${home}/setup`);
    expect(await page.title()).toBe(`${setUp.title} · Lotse`);
    await accessible(page);
    await page.getByLabel(setUp.code).fill("FALSCH");
    await page.getByLabel(setUp.name).fill("Werft");
    await page.getByRole("button", { name: setUp.submit }).click();
    await page.getByRole("alert").waitFor();
    await accessible(page);
    complaints.splice(0); // The browser notes the 422.
    await page.getByLabel(setUp.code).fill(code());
    await page.getByRole("button", { name: setUp.submit }).click();
    await page.waitForURL(`${home}/`);
    await page.locator("#log .prompts").first().waitFor();
    expect(await page.locator("#company").textContent()).toBe("Werft");
    quiet();
  });

  it("shows no personas and no desk to an admin, but the way out, and is accessible", async () => {
    expect(await page.locator("#persona-choice").isVisible()).toBe(false);
    expect(await page.locator("#demo").isVisible()).toBe(false);
    expect(await page.locator("#desk-link").isVisible()).toBe(false);
    expect(await page.getByRole("button", { name: de.web.signOut }).isVisible()).toBe(true);
    await accessible(page);
    const refused = await page.goto(`${home}/desk`);
    expect(refused?.status()).toBe(403);
    await page.goto(home);
    complaints.splice(0); // The browser notes the 403.
  });

  it("answers, and keeps the session away from scripts", async () => {
    await page.locator("#log .prompts").first().waitFor();
    await say("Wie hoch ist mein Lernbudget?");
    await page.locator("#log article.lotse.done", { hasText: de.ask.noDocuments }).waitFor();
    expect(await page.evaluate("document.cookie")).toBe("");
    expect(await ownCookies()).toMatchObject([
      { name: "__Host-lotse", httpOnly: true, secure: true, sameSite: "Lax" },
    ]);
    quiet();
  });

  it("loses nothing that was typed when the session ends, and goes on after signing in again", async () => {
    await context.clearCookies({ name: "__Host-lotse" });
    await say("Das will ich nicht verlieren");
    const away = page.locator("#signed-out");
    await away.waitFor();
    await page.locator("#input").fill("Und das auch nicht");
    const opening = context.waitForEvent("page");
    await away.locator('[lang="de"] a').click();
    const tab = await opening;
    await tab.locator("#log .prompts").first().waitFor();
    await tab.close();
    await page.bringToFront();
    await page.evaluate("dispatchEvent(new Event('focus'))");
    await away.waitFor({ state: "hidden" });
    expect(await page.locator("#input").inputValue()).toBe("Und das auch nicht");
    await page.getByRole("button", { name: de.web.tryAgain }).click();
    await page.locator("#log article.learner.done, #log article.learner:not(:has(button))").last().waitFor();
    await expect.poll(() => page.locator("#log").textContent()).toContain("Das will ich nicht verlieren");
    await expect.poll(() => page.getByRole("button", { name: de.web.tryAgain }).count()).toBe(0);
    complaints.splice(0); // The browser notes the 401.
  });

  it("signs out, and asks whoever comes next to sign in", async () => {
    await page.getByRole("button", { name: de.web.signOut }).click();
    await page.waitForURL(`${home}/signed-out`);
    expect(await page.locator("h1").textContent()).toBe(messages.signedOut.title);
    await accessible(page);
    expect(await ownCookies()).toEqual([]);
    quiet();
    provider.desk.person = null;
    await context.clearCookies();
    await page.goto(home);
    expect(await page.locator("h1").textContent()).toBe(messages.cancelled.title);
    complaints.splice(0); // The browser notes the 403.
    await context.close();
  });

  it("lets a colleague in, on a phone, where everything fits", async () => {
    provider.desk.person = { sub: "ben-1", name: "Ben Bakker" };
    await arrive({ width: 320, height: 640 });
    await page.goto(home);
    await page.locator("#log .prompts").first().waitFor();
    expect(await page.locator("#log").textContent()).toContain(de.welcome.hello("Ben"));
    expect(await sidewaysOverflow(page)).toEqual([]);
    await accessible(page);
    quiet();
  });

  it("opens to a role what is its own: the needs to the works council, and no requests", async () => {
    const database = new DatabaseSync(join(folder.path, "lotse.sqlite"));
    database.exec(`insert into role (org, learner, role)
      select org, learner, 'works_council' from identity where native = 'ben-1'`);
    database.close();
    await page.reload();
    await page.locator("#desk-link").click();
    await page.locator("#needs-title").waitFor();
    expect(await page.locator("#requests-view").isVisible()).toBe(false);
    expect(await page.locator("#to-requests").isVisible()).toBe(false);
    expect(await page.locator("#needs").textContent()).toContain(de.desk.noMonth);
    expect(await page.getByRole("button", { name: de.web.signOut }).isVisible()).toBe(true);
    expect(await sidewaysOverflow(page)).toEqual([]);
    await accessible(page);
    quiet();
    await context.close();
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
