import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type House, house, temporaryFolder } from "../house.ts";
import { openPage, type Page } from "../page.ts";

/** As many as a person may send in a minute. */
const MOST = 120;

describe("somebody who sends more than hands can (S14)", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;

  beforeEach(async () => {
    folder = temporaryFolder();
    home = await house({ folder: folder.path });
    ida = await openPage(home, "ida");
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  const say = (id: string) => ida.post({ kind: "message", id, text: "Hallo", attachments: [] });
  const rush = () => Promise.all(Array.from({ length: MOST + 10 }, (_, at) => say(`message-${at}`)));

  it("is asked to wait, kindly and in both languages, and none of it is half taken in", async () => {
    const responses = await rush();
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(responses.filter(({ status }) => status === 202)).toHaveLength(MOST);
    const [first] = refused;
    expect(await first?.json()).toEqual({
      problem: {
        de: expect.stringContaining("Warte einen Moment"),
        en: expect.stringContaining("Wait a moment"),
      },
    });
    const seconds = Number(first?.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await home.store.read.selectFrom("inbox").select("event").execute()).toHaveLength(MOST);
    const said = await home.store.read.selectFrom("transcript").select("author").execute();
    expect(said.filter(({ author }) => author === "learner")).toHaveLength(MOST);
  });

  it("can still stop an answer, and is in nobody else's way", async () => {
    await rush();
    expect((await ida.post({ kind: "stop", delivery: "any" })).status).toBe(202);
    const ben = await openPage(home, "ben");
    await ben.send({ kind: "joined" }, 2);
    await ben.close();
  });
});
