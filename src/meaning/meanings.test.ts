import { join } from "node:path";
import { expect, it } from "vitest";
import { openaiEmbedder } from "../../adapters/openai/embeddings.ts";
import { sqliteStore } from "../../adapters/sqlite/sqlite-store.ts";
import { embeddingsServer } from "../../tests/embeddings-server.ts";
import { memorySource, ORG, temporaryFolder } from "../../tests/house.ts";
import { systemClock } from "../clock.ts";
import { importDocuments } from "../knowledge/import.ts";
import { pinoLog } from "../log.ts";
import { type Rosters, rosters } from "../redaction/rosters.ts";
import { meanings } from "./meanings.ts";

it("lets a question go by its words alone while the names to take out are not there (P15, R4)", async () => {
  const folder = temporaryFolder();
  const server = await embeddingsServer();
  const store = sqliteStore(join(folder.path, "lotse.sqlite"));
  await importDocuments({ store, org: ORG, language: "de" }, memorySource({ "a.md": "# Kantine\n\nSuppe." }));

  const names = rosters(store);
  let areThere = true;
  const of: Rosters["of"] = (org) => (areThere ? names.of(org) : new Promise(() => {}));
  const embedder = openaiEmbedder({ url: server.url, key: "k", model: "concepts" });
  const known = meanings({ store, rosters: { of }, embedder, clock: systemClock, log: pinoLog("silent") });
  const mean = () => known.of(ORG)("Suppe?", { memberships: new Set(), audienceOf: () => [] });
  await known.refresh(ORG);
  await expect.poll(mean, { timeout: 10_000 }).not.toBeNull();

  areThere = false;
  const asked = server.asked.length;
  expect(await mean()).toBeNull();
  expect(server.asked).toHaveLength(asked);

  await known.close();
  await store.close();
  await server.close();
  folder.remove();
});
