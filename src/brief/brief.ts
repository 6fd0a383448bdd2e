import type { Proposed } from "../../prompts/brief.ts";
import { sentRow } from "../answer/sent-button.ts";
import { type Block, type Fact, quiet, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { sees } from "../desk/rights.ts";
import { monthInWords, texts } from "../i18n/texts.ts";
import { rolesOf } from "../learner/roles.ts";
import type { Log } from "../log.ts";
import type { Help } from "../model/help.ts";
import type { Recorded } from "../model/sent.ts";
import { type FindingParts, type Found, whatIsKnown } from "./found.ts";
import { proposed } from "./proposed.ts";

type Parts = FindingParts & { help: (Help & { model: Recorded }) | null; log: Log };
type Wish = { org: string; learner: string; answer: string; question: string; language: Language };

/** The draft of a brief for new content, for those whose part of the desk it is: what is not known is left open, for them to fill in. */
export async function brief(parts: Parts, wish: Wish, signal: AbortSignal): Promise<Block[]> {
  const { org, learner, question, language, answer } = wish;
  const words = texts[language].brief;
  if (!sees("briefs", await rolesOf(parts.read, org, learner))) return [text(words.notYours)];
  const found = await whatIsKnown(parts, wish);
  const asking = parts.help && { ...parts.help, log: parts.log };
  const made = asking && (await proposed(asking, { org, question, language, cited: found.cited }, signal));
  if (signal.aborted) return [quiet(texts[language].ask.stopped)];
  const citations = found.cited.map(({ citation }) => citation);
  return [
    quiet(words.draft),
    { kind: "facts", label: words.title(question), facts: lines(language, found, made) },
    ...(citations.length === 0
      ? []
      : [{ kind: "citations" as const, label: texts[language].ask.sources, citations }]),
    ...sentRow(parts.help, language, answer),
  ];
}

function lines(language: Language, found: Found, made: Proposed | null): Fact[] {
  const { brief } = texts[language];
  const { requests, need, cited, items } = found;
  const month = need === null ? "" : monthInWords(language, need.month);
  const wish = need?.wish ? [brief.wish(brief.band[need.wish], month)] : [];
  const unanswered = need?.unanswered ? [brief.unanswered(brief.band[need.unanswered], month)] : [];
  const documents = cited.map(({ source, citation }) => {
    return brief.document([source.title, source.section].filter(Boolean).join(" › "), citation.number);
  });
  const courses = items.map(({ title }) => brief.item(title));
  const missing = [...unanswered, ...(cited.length === 0 ? [brief.noDocument] : [])];
  const listed = (name: string, entries: readonly string[], open: string): Fact => {
    return { name, value: entries.length === 0 ? open : entries.join("\n") };
  };
  return [
    listed(
      brief.purpose,
      requests.map(({ framing }) => framing.change),
      brief.open.purpose,
    ),
    listed(brief.audience, wish, brief.open.audience),
    listed(
      brief.asked,
      requests.map(({ framing, voices }) => brief.request(framing.obstacle, voices)),
      brief.open.asked,
    ),
    listed(brief.exists, [...documents, ...courses], brief.open.exists),
    listed(brief.gaps, missing, brief.open.gaps),
    ...(made && made.gaps.length > 0 ? [listed(brief.gapsByModel, made.gaps, "")] : []),
    made && made.outline.length > 0
      ? listed(brief.outlineByModel, made.outline, "")
      : listed(brief.outline, brief.template, ""),
  ];
}
