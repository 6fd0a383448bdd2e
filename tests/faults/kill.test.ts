import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { openPage, type Page } from "../page.ts";

const CHILD = new URL("./child.ts", import.meta.url).pathname;
const QUESTION = "Wie hoch ist mein Lernbudget?";
/** A first question makes this many writes from accept to the last mark; the test below proves that none is beyond. */
const WRITES = 6;

describe("SIGKILL between accept and reply (R1, F13)", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const children = new Set<ChildProcess>();

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    for (const child of children) await end(child);
    folder.remove();
  });

  async function start(step?: string): Promise<{ child: ChildProcess; page(): Promise<Page> }> {
    const args = ["--disable-warning=ExperimentalWarning", CHILD, folder.path, ...(step ? [step] : [])];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    children.add(child);
    const [line] = await once(child.stdout, "data");
    const port = Number.parseInt(String(line), 10);
    const handle = (request: Request) => {
      const { pathname, search } = new URL(request.url);
      return fetch(
        `http://lotse.test:${port}${pathname}${search}`.replace("lotse.test", "127.0.0.1"),
        request,
      );
    };
    return { child, page: () => openPage({ handle }, "ida") };
  }

  async function end(child: ChildProcess): Promise<void> {
    children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }

  /** Sends as the page does: the same id until it is acknowledged. */
  async function ask(page: Page, id: string): Promise<boolean> {
    try {
      return (await page.post({ kind: "message", id, text: QUESTION, attachments: [] })).ok;
    } catch {
      return false;
    }
  }

  async function expectOneAnswer(id: string, acknowledged: boolean): Promise<void> {
    const { child, page } = await start();
    const chat = await page();
    // What was acknowledged is never sent again: it has to be there.
    if (!acknowledged) expect(await ask(chat, id)).toBe(true);
    // The page hears of its own message by the stream, which may come after the answer to what it posted.
    await chat.until(() => chat.fromLotse().length >= 2 && chat.messages.has(id));
    await quiet();
    const shown = [...chat.messages.values()];
    expect(shown.map(({ author, state }) => `${author} ${state}`).sort()).toEqual([
      "learner done",
      "lotse done",
      "lotse done",
    ]);
    expect(shown.filter(({ blocks }) => blocks.some((block) => block.kind === "quote"))).toHaveLength(1);
    expect(shown.filter(({ id: own }) => own === id)).toHaveLength(1);
    await chat.close();
    await end(child);
  }

  /** Until nothing is open in the store any more. */
  async function quiet(): Promise<void> {
    const database = new DatabaseSync(join(folder.path, "lotse.sqlite"), { readOnly: true });
    const open = database.prepare(
      `select (select count(*) from inbox where state = 'waiting')
            + (select count(*) from outbox where state in ('pending', 'sending', 'unknown')) as count`,
    );
    while (open.get()?.count !== 0) await sleep(20);
    database.close();
  }

  const steps = Array.from({ length: WRITES }, (_, at) => at + 1).flatMap((count) =>
    ["before", "inside", "after"].map((moment) => `${count}:${moment}`),
  );

  it.each(steps)("at write %s leads to exactly one answer after the restart", async (step) => {
    const first = await start(step);
    const chat = await first.page();
    const id = crypto.randomUUID();
    const exit = once(first.child, "exit");
    const acknowledged = await ask(chat, id);
    const [, signal] = await exit;
    expect(signal).toBe("SIGKILL");
    await expectOneAnswer(id, acknowledged);
  });

  it("has no further write that the steps above would miss", async () => {
    const { child, page } = await start(`${WRITES + 1}:before`);
    const chat = await page();
    expect(await ask(chat, crypto.randomUUID())).toBe(true);
    await chat.until(() => chat.fromLotse().length === 2);
    await quiet();
    expect(child.signalCode).toBeNull();
  });

  it("at random moments, again and again, loses and doubles nothing", async () => {
    const ids: string[] = [];
    for (let round = 0; round < 12; round++) {
      const { child, page } = await start();
      const chat = await page();
      const id = crypto.randomUUID();
      ids.push(id);
      const exit = once(child, "exit");
      const kill = sleep(Math.random() * 25).then(() => child.kill("SIGKILL"));
      const acknowledged = await ask(chat, id);
      await Promise.all([kill, exit]);
      if (!acknowledged) {
        const again = await start();
        const retry = await again.page();
        expect(await ask(retry, id)).toBe(true);
        await end(again.child);
      }
    }
    const { page } = await start();
    const chat = await page();
    await chat.until(() => chat.fromLotse().length >= ids.length + 1);
    await quiet();
    const shown = [...chat.messages.values()];
    expect(
      shown
        .filter(({ author }) => author === "learner")
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort());
    expect(shown.filter(({ blocks }) => blocks.some((block) => block.kind === "quote"))).toHaveLength(
      ids.length,
    );
    expect(chat.fromLotse()).toHaveLength(ids.length + 1);
  });
});
