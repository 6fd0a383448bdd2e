import { parentPort } from "node:worker_threads";
import { toBytes } from "../../src/search/index-bytes.ts";
import type { Searched } from "../../src/search/passage.ts";
import { passageIndex } from "../../src/search/passage-index.ts";

/** To a batch: taken in. To the end of them: the index. */
export type Built = { bytes: Uint8Array<ArrayBuffer> | null };

// What a worker of `index-builder.ts` does.
const EVERYONE: ReadonlySet<string> = new Set();
const index = passageIndex();
parentPort?.on("message", async (batch: Searched[] | null) => {
  if (batch !== null) {
    index.update(batch);
    parentPort?.postMessage({ bytes: null } satisfies Built);
    return;
  }
  await index.prepare(EVERYONE);
  const bytes = toBytes(index.saved());
  parentPort?.postMessage({ bytes } satisfies Built, [bytes.buffer]);
});
