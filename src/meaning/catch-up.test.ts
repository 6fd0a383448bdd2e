import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openaiEmbedder } from "../../adapters/openai/embeddings.ts";
import { sqliteStore } from "../../adapters/sqlite/sqlite-store.ts";
import { type EmbeddingsServer, embeddingsServer } from "../../tests/embeddings-server.ts";
import { memorySource, ORG, temporaryFolder } from "../../tests/house.ts";
import { systemClock } from "../clock.ts";
import { importDocuments } from "../knowledge/import.ts";
import { newLearner } from "../learner/learner.ts";
import { pinoLog } from "../log.ts";
import { rosters } from "../redaction/rosters.ts";
import type { Store } from "../store/store.ts";
import { catchUp } from "./catch-up.ts";
import { type OrgMeaning, orgMeaning } from "./org-meaning.ts";
import { rests } from "./rest.ts";

describe("what is known of an org's passages", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: EmbeddingsServer;
  let store: Store;
  let known: OrgMeaning;

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await embeddingsServer();
    store = sqliteStore(join(folder.path, "lotse.sqlite"));
    known = orgMeaning();
  });
  afterEach(async () => {
    await store.close();
    await server.close();
    folder.remove();
  });

  async function bring(files: Record<string, string>): Promise<boolean> {
    await importDocuments({ store, org: ORG, language: "de" }, memorySource(files));
    const embedder = openaiEmbedder({ url: server.url, key: "k", model: "concepts" });
    const { signal } = new AbortController();
    const parts = {
      store,
      rosters: rosters(store),
      embedder,
      rest: rests(systemClock),
      log: pinoLog("silent"),
      signal,
    };
    return catchUp(parts, ORG, known);
  }
  const documentsKnown = () =>
    known.vectors
      .names()
      .map((passage) => passage.split("#")[0])
      .sort();
  const soup = "# Kantine\n\nSuppe.";

  it("is what there is, and nothing of what is gone", async () => {
    expect(await bring({ "a.md": soup, "b.md": "# Lager\n\nKisten." })).toBe(true);
    expect(documentsKnown()).toEqual(["files/a.md", "files/b.md"]);
    await bring({ "a.md": soup, "c.md": "# Halle\n\nTore." });
    expect(documentsKnown()).toEqual(["files/a.md", "files/c.md"]);
    expect(known.hashOf.size).toBe(2);
  });

  it("is asked for once, where two documents say the same", async () => {
    await bring({ "a.md": soup, "b.md": soup });
    expect(documentsKnown()).toEqual(["files/a.md", "files/b.md"]);
    expect(server.asked.flat().filter((text) => text === "Kantine\nSuppe.")).toHaveLength(1);
  });

  it("has what comes near by chance reckoned anew when passages or audiences change, and only then", async () => {
    await bring({ "a.md": soup });
    const first = known.chance;
    expect(first).not.toBeNull();
    await bring({ "a.md": soup });
    expect(known.chance).toBe(first);
    await bring({ "a.md": `---\naudience: [division:bau]\n---\n${soup}` });
    expect(known.chance?.chance.audiences).toEqual([["division:bau"]]);
  });

  it("is asked for without the names of people, and not again because somebody comes (P15)", async () => {
    const come = (learner: string, name: string) =>
      store.write(async (writer) => {
        const row = { ...newLearner(ORG, learner), name };
        const { introducedAt: introduced_at, ...rest } = row;
        await writer
          .insertInto("learner")
          .values({ ...rest, introduced_at })
          .execute();
      }, ORG);
    await come("one", "Ole Rekowski");
    const names = { "a.md": "# Kantine\n\nFragen an Rekowski oder Tscherny, ole@firma.example." };
    await bring(names);
    expect(server.asked.flat()).toContain("Kantine\nFragen an [Person A] oder Tscherny, [Mail A].");
    const before = server.asked.length;
    await come("two", "Ida Tscherny");
    expect(await bring(names)).toBe(true);
    expect(server.asked).toHaveLength(before);
  });

  it("is not whole while the endpoint is away, and was nothing before", async () => {
    server.fail(() => ({ status: 500 }));
    expect(await bring({ "a.md": soup })).toBe(false);
    expect(documentsKnown()).toEqual([]);
    expect(known.chance).toBeNull();
  });
});
