import type { Dirent } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Failure } from "../../src/errors.ts";
import type { DocumentSource } from "../../src/knowledge/document.ts";

/** The Markdown files of a folder and the folders in it. What is hidden (a leading dot) and what is linked is left out. */
export function folder(path: string): DocumentSource {
  return {
    source: "files",
    async read() {
      const found = (await list(path)).filter((entry) => entry.isFile() && /\.md$/i.test(entry.name));
      const files = await Promise.all(
        found.map(async (entry) => {
          const file = join(entry.parentPath, entry.name);
          return { path: relative(path, file).split(sep).join("/"), bytes: await readFile(file) };
        }),
      );
      return files.filter((file) => !file.path.split("/").some((part) => part.startsWith("."))).sort(byPath);
    },
  };
}

async function list(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `The folder ${path} cannot be read. Check that it exists, is a folder and may be read.`,
      {
        cause,
      },
    );
  }
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
