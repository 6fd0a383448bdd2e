import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect } from "vitest";

export type Visit = Awaited<ReturnType<typeof visit>>;

const PATIENCE = 15_000;
/** The violations of the content security policy, told on the console even where the browser would not. */
const TELL_VIOLATIONS = `document.addEventListener("securitypolicyviolation", (violation) =>
  console.error("CSP: " + violation.violatedDirective + " " + violation.blockedURI))`;

/** Somebody opens Lotse in a browser profile of their own. `script` runs in their pages before anything else. */
export async function visit(
  browser: Browser,
  address: string,
  { script = "", ...options }: BrowserContextOptions & { script?: string } = {},
) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(TELL_VIOLATIONS);
  if (script !== "") await context.addInitScript(script);
  const complaints = complaintsIn(context);
  return {
    ...(await openTab(context, address, options)),
    context,
    /** Another tab of the same person. */
    tab: () => openTab(context, address, options),
    /** Errors on the console or in scripts, and violations of the content security policy, in any tab. */
    complaints,
    close: () => context.close(),
  };
}

function complaintsIn(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  return complaints;
}

/** A page with the conversation of a person, loaded as far as its messages. */
async function openTab(context: BrowserContext, address: string, options: BrowserContextOptions) {
  const page = await context.newPage();
  await page.goto(address);
  const log = page.locator("#log");
  const input = page.locator("#input");
  const answers = log.locator("article.lotse.done");
  const questions = log.locator("article.learner");
  // The last of the welcome, which everybody gets first.
  await log.locator(".prompts").first().waitFor();

  /** The messages of Lotse's below the learner's message with this place, from 0. */
  function below(question: number): Locator {
    const message = `(//*[@id="log"]/article[contains(@class,"learner")])[${question + 1}]`;
    return page.locator(
      `xpath=${message}/following-sibling::article[contains(@class,"lotse") and contains(@class,"done")]`,
    );
  }

  /** Does what sends a message, and gives the first message of Lotse's that follows it. */
  async function sending(send: () => Promise<void>): Promise<Locator> {
    const question = await questions.count();
    await send();
    const answer = below(question).first();
    await answer.waitFor();
    return answer;
  }

  return {
    page,
    log,
    input,
    questions,
    answers,
    dialog: page.locator("dialog"),
    sending,

    /** The same for the learner's last message, which is there already. */
    async sendingAgain(send: () => Promise<void>): Promise<Locator> {
      const answer = below((await questions.count()) - 1).first();
      await send();
      await answer.waitFor();
      return answer;
    },

    /** Asks and gives the answer. On phones Enter is for new lines, there the button sends. */
    ask(question: string): Promise<Locator> {
      return sending(async () => {
        await input.fill(question);
        if (options.hasTouch) await page.locator("#send").tap();
        else await input.press("Enter");
      });
    },

    /** Waits until a message of Lotse's says this. */
    async said(words: string): Promise<Locator> {
      const saying = answers.filter({ hasText: words }).last();
      await saying.waitFor();
      return saying;
    },

    /** Every message as plain words, in order. */
    async shown(): Promise<string[]> {
      const messages = await log.locator("article .content").allInnerTexts();
      return messages.map((words) => words.replace(/\s+/g, " ").trim());
    },

    /** What has the focus, as a CSS selector says it. */
    focused: (selector: string): Promise<boolean> =>
      page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`),
  };
}

/** Waits until the attribute has this value. */
export async function expectAttribute(element: Locator, name: string, value: string): Promise<void> {
  await expect.poll(() => element.getAttribute(name), { timeout: PATIENCE }).toBe(value);
}

/** Waits until there are this many. */
export async function expectCount(elements: Locator, count: number): Promise<void> {
  await expect.poll(() => elements.count(), { timeout: PATIENCE }).toBe(count);
}

/** Nothing has to be scrolled sideways, in the page or in its scrolling parts. */
export async function sidewaysOverflow(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll("html, body, #scroller, .panel-body, dialog")]
    .filter((element) => element.scrollWidth > element.clientWidth)
    .map((element) => element.tagName + "#" + element.id + "." + element.className)`);
}
