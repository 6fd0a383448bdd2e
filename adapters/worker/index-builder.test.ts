import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentsOf, HANDBOOK } from "../../src/search/handbook.fixture.ts";
import type { Searched } from "../../src/search/passage.ts";
import { passageIndex } from "../../src/search/passage-index.ts";
import { temporaryFolder } from "../../tests/house.ts";
import { indexBuilder } from "./index-builder.ts";

const NAME = { org: "werft/nord", of: "documents" } as const;
const EVERYONE: ReadonlySet<string> = new Set();

async function* batches(): AsyncGenerator<Searched[]> {
  for (const document of documentsOf(HANDBOOK)) yield [document];
}

describe("indexes built by a worker", () => {
  let place: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    place = temporaryFolder();
  });
  afterEach(() => place.remove());
  const builder = () => indexBuilder(join(place.path, "index"));
  const search = (index: ReturnType<typeof passageIndex>) => {
    const { band, hits } = index.search("Wie viele Tage Bildungsurlaub?", {
      memberships: EVERYONE,
      limit: 5,
    });
    return { band, hits };
  };

  it("are what they would be without one, and are kept for the next process", async () => {
    const built = passageIndex(await builder().build(NAME, batches()));
    const here = passageIndex();
    here.update(documentsOf(HANDBOOK));
    expect(search(built)).toEqual(search(here));
    const loaded = await builder().load(NAME);
    expect(search(passageIndex(loaded ?? undefined))).toEqual(search(here));
    const file = join(place.path, "index", "werft%2Fnord.documents");
    expect(statSync(file).mode & 0o077).toBe(0);
    await builder().forget(NAME);
    expect(await builder().load(NAME)).toBeNull();
    expect(readdirSync(join(place.path, "index"))).toEqual([]);
  });

  it("leave others their turn meanwhile", async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    await builder().build(NAME, batches());
    clearInterval(others);
    expect(turns).toBeGreaterThan(5);
  });

  it("are not taken from a file that is damaged", async () => {
    await builder().build(NAME, batches());
    const file = join(place.path, "index", "werft%2Fnord.documents");
    writeFileSync(file, readFileSync(file).subarray(0, 1000));
    expect(await builder().load(NAME)).toBeNull();
    writeFileSync(file, "");
    expect(await builder().load(NAME)).toBeNull();
  });

  it("serve all the same when there is no place to keep them (F17)", async () => {
    writeFileSync(join(place.path, "index"), "a file where the folder should be");
    expect(passageIndex(await builder().build(NAME, batches())).size).toBe(HANDBOOK.length);
    expect(await builder().load(NAME)).toBeNull();
  });

  it("fail, too, when the thread dies while the next documents are being read", async () => {
    const begun = once(process, "worker");
    async function* interrupted(): AsyncGenerator<Searched[]> {
      yield documentsOf(HANDBOOK).slice(0, 3);
      const [worker] = await begun;
      await worker.terminate();
      yield documentsOf(HANDBOOK).slice(3);
    }
    await expect(builder().build(NAME, interrupted())).rejects.toThrow("ended before its time");
  });

  it("fail with what is wrong when the documents cannot be read", async () => {
    async function* failing(): AsyncGenerator<Searched[]> {
      yield documentsOf(HANDBOOK);
      throw new Error("The store is away.");
    }
    await expect(builder().build(NAME, failing())).rejects.toThrow("away");
  });
});
