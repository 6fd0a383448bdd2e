import { Coached } from "../../../prompts/coach.ts";
import { type Block, quiet, text } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import type { Hinting } from "../../channel/reply.ts";
import { visibleText } from "../../channel/text.ts";
import { texts } from "../../i18n/texts.ts";
import type { SourcePassage } from "../../knowledge/passages.ts";
import { membershipsOf } from "../../learner/learner.ts";
import type { Log } from "../../log.ts";
import { filled } from "../../model/filled.ts";
import type { Help } from "../../model/help.ts";
import type { Recorded } from "../../model/sent.ts";
import type { Reader } from "../../store/store.ts";
import { sourceText } from "../grounded/ask.ts";
import { checked } from "../grounded/claim.ts";
import { evidenceOf } from "../grounded/evidence.ts";
import { plainWords } from "../grounded/plain.ts";
import { sentButton } from "../sent-button.ts";
import { hint, judgeButtons, sourcesOf, where } from "./hint.ts";
import { givesAway, type Point, pointsOf } from "./points.ts";
import { strengthAfter } from "./talk.ts";

const PATIENCE_MS = 8000;
const MOST_TOKENS = 400;
const IN_LANGUAGE: Record<Language, string> = { de: "German, and call the reader du", en: "English" };

type Parts = { read: Reader; help: (Help & { model: Recorded }) | null; log: Log };
type Wish = {
  org: string;
  learner: string;
  answer: string;
  question: string;
  language: Language;
  hinting: Hinting;
};

/** The next hint in a model's words, with what it thinks of the tries; whatever does not bear a check is replaced by the passage's own hint. */
export async function coached({ read, help, log }: Parts, wish: Wish, signal: AbortSignal): Promise<Block[]> {
  const { org, learner, question, language, hinting } = wish;
  if (help === null) return hinting.otherwise;
  const memberships = await membershipsOf(read, org, learner);
  const sources = await sourcesOf(read, org, hinting.passages, memberships);
  const point = pointsOf(sources, question)[hinting.point];
  if (!point) return hinting.otherwise;
  const excerpts = sources.map((source, at) => [`excerpt-${at + 1}`, sourceText(source)]);
  const tries = hinting.tries.map((words, at) => [`try-${at + 1}`, words]);
  const wanted = {
    ...{ org, task: "coach", values: { language: IN_LANGUAGE[language] }, shape: Coached },
    data: { ...Object.fromEntries(excerpts), question, point: point.sentence, ...Object.fromEntries(tries) },
    ...{ mostTokens: MOST_TOKENS, patienceMs: PATIENCE_MS },
  };
  const given = await filled({ ...help, log }, wanted, signal);
  if (signal.aborted) return [quiet(texts[language].ask.stopped)];
  if (given === null) return hinting.otherwise;
  const restored = (words: string) => visibleText(given.restore(words)).trim();
  const made = readable(given.made, restored);
  const borne = bearing(made, { sources, point, question, language, tries: hinting.tries });
  if (borne === null) {
    log.info("a model's hint was not used", { org });
    return hinting.otherwise;
  }
  const strength = strengthAfter(hinting.strength, made.fits);
  const words = texts[language].coach;
  const fit = made.fits.at(-1);
  const weak = strength === 0 ? borne.question : borne.pointer;
  const said =
    fit === "yes" ? [text(words.onward)] : strength === 2 ? hint(language, point, question, 2) : weak;
  return [
    quiet(words.byModel),
    ...(fit === undefined ? [] : [text(words.fits[fit])]),
    ...borne.right,
    ...(fit === "yes" ? [] : borne.missing),
    ...said,
    ...where(language, sources, made.cited),
    judgeButtons(language, [sentButton(language, wish.answer)]),
  ];
}

function readable(made: Coached, restored: (words: string) => string): Coached {
  const { right, missing, question, pointer } = made;
  return {
    ...made,
    right: right === null ? null : restored(right),
    missing: missing === null ? null : restored(missing),
    question: restored(question),
    pointer: restored(pointer),
  };
}

type Borne = Record<"right" | "missing" | "question" | "pointer", Block[]>;

/** What may be shown of it. Null: not all that has to be there bears the check. */
function bearing(
  { fits, right, missing, question: asks, pointer, cited }: Coached,
  of: {
    sources: readonly SourcePassage[];
    point: Point;
    question: string;
    language: Language;
    tries: readonly string[];
  },
): Borne | null {
  const { sources, point, question, language } = of;
  if (fits.length !== of.tries.length || cited.some((number) => number < 1 || number > sources.length))
    return null;
  const shown = sources.flatMap((source, at) =>
    cited.includes(at + 1) ? [{ number: at + 1, language: source.language, text: sourceText(source) }] : [],
  );
  const evidence = evidenceOf(shown, language);
  const leads = (words: string): Block[] | null => {
    const plain = plainWords(words, evidence);
    return plain === null || givesAway(plain, point, question) ? null : [text(plain)];
  };
  const [weak, strong, rest] = [leads(asks), leads(pointer), missing === null ? [] : leads(missing)];
  // What is right may be said once they have said it themselves.
  const isSaid = givesAway(of.tries.at(-1) ?? "", point, question);
  if (right !== null && !isSaid && givesAway(right, point, question)) return null;
  const parts = right === null ? [] : checked(right, evidence);
  if (weak === null || strong === null || rest === null || typeof parts === "string") return null;
  const claims = [{ parts, item: false, citations: cited }];
  const label = texts[language].coach.right;
  return {
    right: parts.length === 0 ? [] : [{ kind: "claims", label, language, claims }],
    missing: rest,
    question: weak,
    pointer: strong,
  };
}
