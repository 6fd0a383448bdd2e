import type { Dirent } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Failure } from "../../src/errors.ts";
import { isBeside } from "../../src/knowledge/beside.ts";
import type { DocumentSource, SourceFile } from "../../src/knowledge/document.ts";

/** Read at the same time: bounds the open files. */
const FILES_AT_ONCE = 50;

/**
 * The Markdown files of a folder and the folders in it, and what stands beside them at its top. What is hidden (a leading dot) and what is
 * linked is left out.
 */
export function folder(path: string): DocumentSource {
  return {
    source: "files",
    async read() {
      const found = (await list(path))
        .filter((entry) => entry.isFile())
        .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join("/"))
        .filter((name) => /\.md$/i.test(name) || isBeside(name))
        .filter((name) => !name.split("/").some((part) => part.startsWith(".")))
        .sort();
      const files: SourceFile[] = [];
      for (let at = 0; at < found.length; at += FILES_AT_ONCE) {
        const some = found.slice(at, at + FILES_AT_ONCE);
        files.push(
          ...(await Promise.all(
            some.map(async (name) => ({ path: name, bytes: await bytesOf(join(path, name)) })),
          )),
        );
      }
      return files;
    },
  };
}

async function list(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `The folder ${path} cannot be read. Check that it and the folders in it exist, are folders and may be read.`,
      { cause },
    );
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `The file ${file} cannot be read. Check that it is still there and may be read.`,
      {
        cause,
      },
    );
  }
}
