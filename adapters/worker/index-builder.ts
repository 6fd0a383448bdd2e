import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { fromBytes } from "../../src/search/index-bytes.ts";
import type { IndexBuilder, IndexName } from "../../src/search/kept-index.ts";
import type { Searched } from "../../src/search/passage.ts";
import type { Built } from "./indexing.ts";

/**
 * Builds indexes in a thread of their own and keeps them as files in a folder, which may be deleted at any time. A file that cannot be
 * written is not missed: the next process builds the index again.
 */
export function indexBuilder(folder: string): IndexBuilder {
  const fileOf = ({ org, of }: IndexName) => join(folder, `${encodeURIComponent(org)}.${of}`);
  return {
    async load(name) {
      try {
        return await fromBytes(await bytesOf(fileOf(name)));
      } catch {
        return null;
      }
    },
    async build(name, documents) {
      const bytes = await builtInWorker(documents);
      // First, because the index goes on in these very bytes.
      await keep(folder, fileOf(name), bytes).catch(() => {});
      const saved = await fromBytes(bytes);
      if (!saved) throw new Error("The thread that builds indexes gave bytes that are none.");
      return saved;
    },
    forget: (name) => rm(fileOf(name), { force: true }),
  };
}

/** In memory of their own that begins at a whole number: an index goes on in its bytes. */
async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const { buffer, byteOffset, length } = await readFile(file);
  const isOwn = buffer.byteLength === length;
  return isOwn ? new Uint8Array(buffer) : new Uint8Array(buffer.slice(byteOffset, byteOffset + length));
}

async function keep(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Flushed: after a power cut there is the whole of it, or none.
  await writeFile(`${file}.new`, bytes, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

/** The documents go over in batches, the next one when the one before has been taken in. */
async function builtInWorker(documents: AsyncIterable<Searched[]>): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL("./indexing.ts", import.meta.url));
  // Listened to all the time: it may also end while the next documents are read.
  const end = new Promise<never>((_, reject) => {
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The thread that builds indexes ended before its time.")));
  });
  end.catch(() => {});
  const answerTo = async (batch: Searched[] | null): Promise<Built> => {
    const answer = new Promise<Built>((resolve) => worker.once("message", resolve));
    worker.postMessage(batch);
    return Promise.race([answer, end]);
  };
  try {
    for await (const batch of documents) await answerTo(batch);
    const { bytes } = await answerTo(null);
    if (!bytes) throw new Error("The thread that builds indexes gave nothing.");
    return bytes;
  } finally {
    await worker.terminate();
  }
}
