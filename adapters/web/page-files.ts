import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { extname } from "node:path";
import { problem } from "./respond.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The files of a page by name, ready to be served: TypeScript without its types. */
export function pageFiles(
  page: "page" | "desk" | "tab" = "page",
): Map<string, { type: string; body: string }> {
  const folder = new URL(`./${page}/`, import.meta.url);
  const files = new Map<string, { type: string; body: string }>();
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)];
    if (!type || name.endsWith(".test.ts")) continue;
    const source = readFileSync(new URL(name, folder), "utf8");
    files.set(name, { type, body: name.endsWith(".ts") ? stripTypeScriptTypes(source) : source });
  }
  return files;
}

export function fileOf(files: ReturnType<typeof pageFiles>, name: string): Response {
  const found = files.get(name);
  if (!found) return problem(404, ({ problems }) => problems.nothingHere);
  return new Response(found.body, { headers: { "content-type": found.type, "cache-control": "no-cache" } });
}
