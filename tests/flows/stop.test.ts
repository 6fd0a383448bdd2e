import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type House, house, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { slowWriter } from "../slow-writer.ts";

const WORDS = Array.from({ length: 400 }, (_, at) => `Wort${at}`);

describe("stopping an answer", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;

  beforeEach(async () => {
    folder = temporaryFolder();
    home = await house({ folder: folder.path, writer: slowWriter(WORDS, 20) });
    ida = await openPage(home, "ida");
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  const open = () => [...ida.messages.values()].find((message) => message.state === "open");
  const ask = async () => {
    await ida.post({ kind: "message", text: "Wie hoch ist mein Lernbudget?", attachments: [] });
    const answer = await ida.until(open);
    await ida.until(() => ida.seen.filter(({ name }) => name === "append").length >= 3);
    return answer.id;
  };
  const finished = async (id: string) => {
    await ida.until(() => ida.messages.get(id)?.state === "done");
    const message = ida.messages.get(id);
    return wordsOf(message ? [message] : []);
  };

  it("keeps what was written, says so, and ends long before the whole was written", async () => {
    const id = await ask();
    await ida.post({ kind: "stop", delivery: id });
    const words = await finished(id);
    expect(words).toContain("Wort0 Wort1");
    expect(words).toContain("Angehalten.");
    expect(words).not.toContain("Wort399");
  });

  it("works by a typed word as well, which is not treated as a question", async () => {
    const id = await ask();
    await ida.post({ kind: "message", text: "Stopp!", attachments: [] });
    expect(await finished(id)).toContain("Angehalten.");
    await ida.until(() => wordsOf(ida.fromLotse()).includes("ich höre auf"));
  });

  it("is without effect on somebody else's answer", async () => {
    const id = await ask();
    const ben = await openPage(home, "ben");
    await ben.post({ kind: "stop", delivery: id });
    await ben.until(() => ben.seen.some(({ name }) => name === "snapshot"));
    const before = ida.seen.length;
    await ida.until(() => ida.seen.length > before + 5);
    expect(open()?.id).toBe(id);
    await ida.post({ kind: "stop", delivery: id });
    await finished(id);
    await ben.close();
  });

  it("shows a page that comes in the middle what was written so far", async () => {
    const id = await ask();
    const second = await openPage(home, "ida");
    await second.until(() => second.messages.has(id));
    const message = second.messages.get(id);
    expect(message?.state).toBe("open");
    expect(wordsOf(message ? [message] : [])).toContain("Wort0 Wort1");
    await second.close();
    await ida.post({ kind: "stop", delivery: id });
    await finished(id);
  });

  it("interrupts an answer when the process ends, and writes it anew into the same message after the restart", async () => {
    const id = await ask();
    await ida.close();
    await home.app.drain(0);
    await home.store.close();
    home = await house({ folder: folder.path, writer: slowWriter(["Neu", "geschrieben"], 1) });
    ida = await openPage(home, "ida");
    expect(await finished(id)).toContain("Neu geschrieben");
    expect([...ida.messages.keys()].filter((key) => key === id)).toHaveLength(1);
    expect(ida.fromLotse()).toHaveLength(2);
  });

  it("is remembered over a restart: a stopped answer is not written anew", async () => {
    const id = await ask();
    await home.app.drain(0);
    await home.store.write((writer) =>
      writer.updateTable("outbox").set({ stopped: 1 }).where("delivery", "=", id).execute(),
    );
    await home.store.close();
    home = await house({ folder: folder.path, writer: slowWriter(["Neu", "geschrieben"], 1) });
    ida = await openPage(home, "ida");
    const words = await finished(id);
    expect(words).toBe("Angehalten.");
  });
});
