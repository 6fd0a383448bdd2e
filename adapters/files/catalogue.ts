import type { Dirent } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type CatalogueSource, LARGEST_FILE_BYTES } from "../../src/catalogue/source.ts";
import { Failure } from "../../src/errors.ts";

/** One exported file, `.json` or `.csv`. Its name is the name of the source: a later export is read in its place. */
export function catalogueFile(path: string): CatalogueSource {
  const source = basename(path);
  return { source, read: async () => ({ path: source, bytes: await bytesOf(path) }) };
}

/** Every `.json` and `.csv` file of a folder, each a source of its own. What is hidden or linked is left out. */
export async function catalogueFolder(path: string): Promise<CatalogueSource[]> {
  const names = (await list(path))
    .filter((entry) => entry.isFile() && /^[^.].*\.(json|csv)$/i.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  return names.map((name) => catalogueFile(join(path, name)));
}

async function list(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `The folder ${path} cannot be read. Check that it exists, is a folder and may be read.`,
      { cause },
    );
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      return await read(file);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `The catalogue ${path} cannot be read. Check that it exists, is a .json or .csv file and may be read.`,
      { cause },
    );
  }
}

/** No more than it takes to see that a file is too large. */
async function read(file: FileHandle): Promise<Uint8Array> {
  const { size } = await file.stat();
  const bytes = new Uint8Array(Math.min(size, LARGEST_FILE_BYTES + 1));
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}
