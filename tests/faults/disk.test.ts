import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openPage, wordsOf } from "../page.ts";
import { startProduct } from "../product.ts";
import { canMount, smallDisk } from "../small-disk.ts";

describe.skipIf(!canMount())("a full disk under the running product (F5, F17, R1)", () => {
  it("refuses new messages with a kind 503, still shows what is there, and goes on by itself when there is room", async () => {
    const disk = smallDisk(3072);
    const product = startProduct({ DATA_DIR: disk.path });
    try {
      const address = await product.ready();
      const page = await openPage(
        { handle: (request) => fetch(request.url.replace("http://lotse.test", address), request) },
        "jonas",
      );
      const message = (id: string) => ({
        kind: "message",
        id,
        text: "Wie hoch ist mein Lernbudget?",
        attachments: [],
      });
      const acknowledged: string[] = [];
      const refused: string[] = [];
      for (let n = 0; refused.length < 3 && n < 2000; n++) {
        const id = `message-${n}`;
        const response = await page.post(message(id));
        if (response.ok) acknowledged.push(id);
        else {
          expect(response.status).toBe(503);
          expect(await response.json()).toEqual({
            problem: {
              de: expect.stringContaining("gerade nicht"),
              en: expect.stringContaining("right now"),
            },
          });
          refused.push(id);
        }
      }
      expect(refused.length).toBe(3);
      expect((await page.get("/api/me")).status).toBe(200);

      disk.grow(64);
      for (const id of refused) await sendUntilTaken(() => page.post(message(id)));
      const expected = acknowledged.length + refused.length;
      const answers = () =>
        page.fromLotse().filter(({ blocks }) => blocks.some(({ kind }) => kind === "quote"));
      await page.until(() => answers().length >= expected);
      expect(answers()).toHaveLength(expected);
      expect(wordsOf(answers())).toContain("1.200");
      await page.close();
    } finally {
      await product.end("SIGKILL");
      disk.remove();
    }
  }, 60_000);

  async function sendUntilTaken(send: () => Promise<Response>): Promise<void> {
    for (let tries = 0; tries < 50; tries++) {
      if ((await send()).ok) return;
      await sleep(100);
    }
    throw new Error("still refused");
  }
});
