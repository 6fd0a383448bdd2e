import { readFileSync } from "node:fs";
import type { Source } from "../../src/answer/grounded/evidence.ts";
import { Language } from "../../src/channel/language.ts";

const DEMO = new URL("../../demo/documents/", import.meta.url);

/** A section of the demo ("de/lernzeit.md › Was ist …") as a model gets it. */
export function sectionOf(of: string): Source {
  const [path = "", heading = ""] = of.split(" › ");
  const text = readFileSync(new URL(path, DEMO), "utf8");
  const start = text.indexOf(`## ${heading}`);
  if (start < 0) throw new Error(`The demo has no section ${of}.`);
  const end = text.indexOf("\n## ", start);
  const [, title = ""] = /^title: (.*)$/m.exec(text) ?? [];
  const body = text.slice(start, end < 0 ? undefined : end);
  return { number: 1, language: Language.parse(path.slice(0, 2)), text: `${title}\n${body}` };
}
