import { Proposed } from "../../prompts/brief.ts";
import { sourceText } from "../answer/grounded/ask.ts";
import { evidenceOf } from "../answer/grounded/evidence.ts";
import { plainWords } from "../answer/grounded/plain.ts";
import type { Cited } from "../answer/writer.ts";
import type { Language } from "../channel/language.ts";
import { visibleText } from "../channel/text.ts";
import type { Log } from "../log.ts";
import { filled } from "../model/filled.ts";
import type { Help } from "../model/help.ts";

const MOST = 6;
const IN_LANGUAGE: Record<Language, string> = { de: "German", en: "English" };

/**
 * What documents leave open and how new content could be built, in a model's words. It gets the topic and the documents found: what
 * people asked for does not leave. Null: nothing of use.
 */
export async function proposed(
  help: Help & { log: Log },
  { org, question, language, cited }: { org: string; question: string; language: Language; cited: Cited[] },
  signal: AbortSignal,
): Promise<Proposed | null> {
  if (cited.length === 0) return null;
  const texts = cited.map(({ source }) => sourceText(source));
  const wanted = {
    ...{ org, task: "brief", values: { language: IN_LANGUAGE[language] }, shape: Proposed },
    data: { topic: question, excerpts: texts.join("\n\n") },
    ...{ mostTokens: 500, patienceMs: 8000 },
  };
  const given = await filled(help, wanted, signal);
  if (given === null) return null;
  const sources = cited.map(({ source }, at) => {
    return { number: at + 1, language: source.language, text: `${question}\n${texts[at]}` };
  });
  const evidence = evidenceOf(sources, language);
  const shown = (lines: readonly string[]) =>
    lines
      .map((line) => plainWords(visibleText(given.restore(line)).trim(), evidence))
      .filter((line) => line !== null)
      .slice(0, MOST);
  const made = { gaps: shown(given.made.gaps), outline: shown(given.made.outline) };
  return made.gaps.length + made.outline.length === 0 ? null : made;
}
