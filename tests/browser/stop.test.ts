import { setTimeout as pause } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Server, serve } from "../../adapters/http/server.ts";
import type { Writer } from "../../src/answer/writer.ts";
import { text } from "../../src/channel/block.ts";
import { texts } from "../../src/i18n/texts.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { describeInBrowser, launchBrowser } from "./browser.ts";
import { expectCount, type Visit, visit } from "./visit.ts";

const { de } = texts;
const QUESTION = "Wie hoch ist mein Lernbudget?";

/** Counts aloud, a number every 100 ms, until `enough` is called or the learner has had enough. */
function countingWriter(): Writer & { enough(): void } {
  let counting = true;
  return {
    enough() {
      counting = false;
    },
    async write({ sure }, say, signal) {
      let said = "";
      for (let number = 1; counting && !signal.aborted; number++) {
        const words = `${said === "" ? "" : " "}${number}`;
        said += words;
        await say(words);
        await pause(100, null, { signal }).catch(() => null);
      }
      return { blocks: [text(said)], sure };
    },
  };
}

describeInBrowser("an answer that is being written", () => {
  let browser: Browser;
  let folder: ReturnType<typeof temporaryFolder>;
  let writer: ReturnType<typeof countingWriter>;
  let home: House;
  let server: Server;
  let ida: Visit;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    folder = temporaryFolder();
    writer = countingWriter();
    home = await house({ folder: folder.path, writer });
    server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
    ida = await visit(browser, `http://127.0.0.1:${server.port}/?as=ida`);
    await ida.input.fill(QUESTION);
    await ida.input.press("Enter");
  });
  afterEach(async () => {
    expect(ida.complaints).toEqual([]);
    await ida.close();
    writer.enough();
    await home.close();
    await server.close();
    folder.remove();
  });

  const open = () => ida.log.locator("article.lotse.open .content");
  const stopButton = () => ida.page.getByRole("button", { name: de.web.stop, exact: true });

  /** Waits until this many numbers can be read in the open answer. Each stands there once, and none is left out. */
  async function readUpTo(count: number): Promise<number[]> {
    await expect
      .poll(async () => (await numbersIn(open())).length, { timeout: 15_000 })
      .toBeGreaterThanOrEqual(count);
    return numbersIn(open());
  }

  async function numbersIn(content: ReturnType<typeof open>): Promise<number[]> {
    const [words = ""] = await content.allInnerTexts();
    const numbers = words.match(/\d+/g)?.map(Number) ?? [];
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    return numbers;
  }

  /** What was written stays, with the word that it was stopped; and the page is ready for the next question. */
  async function expectStopped(read: number[]): Promise<void> {
    const answer = await ida.said(de.ask.stopped);
    expect((await numbersIn(answer.locator(".content"))).length).toBeGreaterThanOrEqual(read.length);
    await expectCount(open(), 0);
    await stopButton().waitFor({ state: "hidden" });
    expect(await ida.focused("#input")).toBe(true);
  }

  /** Takes the time in the page, in milliseconds: from the next such event until no answer is open any more. */
  async function stopwatch(event: "click" | "keydown"): Promise<() => Promise<number>> {
    await ida.page.evaluate(`{
      addEventListener("${event}", (pressed) => {
        const log = document.querySelector("#log");
        new MutationObserver(() => {
          if (!log.querySelector(".open")) window.stopped ??= performance.now() - pressed.timeStamp;
        }).observe(log, { subtree: true, childList: true, attributes: true });
      }, { capture: true, once: true });
    }`);
    return () => ida.page.evaluate("window.stopped");
  }

  it("appears word by word, and ends within a second when Stop is pressed", async () => {
    const first = await readUpTo(1);
    const read = await readUpTo(first.length + 3);
    await stopButton().waitFor();
    const stopped = await stopwatch("click");
    await stopButton().click();
    await expectStopped(read);
    expect(await stopped()).toBeLessThan(1000);
    await ida.page.reload();
    await expectStopped(read);
  });

  it("ends with Escape in the composer, which keeps what is typed there", async () => {
    const read = await readUpTo(3);
    await ida.input.fill("Und dann");
    const stopped = await stopwatch("keydown");
    await ida.input.press("Escape");
    await expectStopped(read);
    expect(await stopped()).toBeLessThan(1000);
    expect(await ida.input.inputValue()).toBe("Und dann");
  });

  it("is there again in mid-stream after a reload, and goes on to its end", async () => {
    const read = await readUpTo(5);
    await ida.page.reload();
    const resumed = await readUpTo(read.length);
    await stopButton().waitFor();
    await readUpTo(resumed.length + 5);
    writer.enough();
    await expectCount(open(), 0);
    const answer = ida.log.locator("article.lotse.done").last();
    expect((await numbersIn(answer.locator(".content > .text").nth(1))).length).toBeGreaterThan(
      resumed.length + 4,
    );
    expect(await answer.locator(".source").count()).toBeGreaterThan(0);
    await stopButton().waitFor({ state: "hidden" });
  });
});
