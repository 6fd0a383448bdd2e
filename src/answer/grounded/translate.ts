import type { Claim } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import { visibleText } from "../../channel/text.ts";
import type { Log } from "../../log.ts";
import { fenced } from "../../model/fenced.ts";
import type { Help } from "../../model/help.ts";
import { ModelFailure } from "../../model/model.ts";
import type { Redaction } from "../../redaction/redaction.ts";
import type { Line, Said } from "../said.ts";
import type { Cited } from "../writer.ts";
import { sourceText } from "./ask.ts";
import { checked, type Refusal } from "./claim.ts";
import { evidenceOf, type Source } from "./evidence.ts";
import { patienceFor } from "./patience.ts";
import { textOf } from "./reader.ts";
import { translationIn } from "./translation.ts";

const TASK = "translate";
const MOST_TOKENS = 1200;
/** There and back. */
const PATIENCE_MS = 9000;
const LONGEST_REPLY = 8000;
const IN_LANGUAGE: Record<Language, string> = {
  de: "German, and call the reader du",
  en: "English",
};

type Wanted = { org: string; said: Said; to: Language; cited: readonly Cited[] };
type Parts = Help & { log: Log };

/**
 * What an answer said, in the other language. Words of two languages cannot be compared, so the translation is translated back, by
 * somebody who sees nothing but it: what comes back has to stand in the passages like any claim. Null: not in time, or it does not.
 */
export async function translated(
  help: Parts,
  { org, said, to, cited }: Wanted,
  signal: AbortSignal,
): Promise<Claim[] | null> {
  const { log, redactionOf } = help;
  const patience = patienceFor(PATIENCE_MS, signal);
  const redaction = await redactionOf(org);
  const sources = cited.map(({ source, citation: { number } }) => {
    return { number, language: source.language, text: redaction.redact(sourceText(source)) };
  });
  try {
    const made = await thereAndBack(help, { org, said, to, sources, redaction }, patience.signal);
    if (typeof made !== "string") return made;
    log.info("a model's translation was not used", { org, reason: made });
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    log.info("a model gave no translation", { org, reason: error.trouble });
  } finally {
    patience.enough();
  }
  return null;
}

type Way = { org: string; said: Said; to: Language; sources: readonly Source[]; redaction: Redaction };

async function thereAndBack(
  help: Parts,
  { org, said, to, sources, redaction }: Way,
  signal: AbortSignal,
): Promise<Claim[] | Refusal> {
  if (said.lines.length === 0) return "nothing said";
  const reply = await asked(help, { org, to, lines: said.lines, redaction }, signal);
  const lines = said.lines.map((line) => ({ ...line, text: redaction.redact(line.text) }));
  const there = translationIn(reply, lines, to);
  if (typeof there === "string") return there;
  const sourcesOf = ({ citations }: Claim) => sources.filter(({ number }) => citations.includes(number));
  const isForeign = (claim: Claim) => sourcesOf(claim).every(({ language }) => language !== to);
  const back = there.some(isForeign)
    ? await broughtBack(help, { org, to: said.language, claims: there }, signal)
    : there;
  if (typeof back === "string") return back;
  for (const [at, claim] of there.entries()) {
    const [words, language] = isForeign(claim) ? [back[at], said.language] : [claim, to];
    const borne = words && checked(textOf(words), evidenceOf(sourcesOf(claim), language));
    if (borne === undefined) return "other claims";
    if (typeof borne === "string") return borne;
  }
  return there.map((claim) => ({
    ...claim,
    parts: claim.parts.map(({ text, mark }) => ({ text: visibleText(redaction.restore(text)), mark })),
  }));
}

/** With the placeholders of the claims: they are data to this request. */
async function broughtBack(
  help: Parts,
  { org, to, claims }: { org: string; to: Language; claims: readonly Claim[] },
  signal: AbortSignal,
): Promise<Claim[] | Refusal> {
  const redaction = await help.redactionOf(org);
  const lines = claims.map((claim) => ({ ...claim, text: textOf(claim) }));
  const reply = await asked(help, { org, to, lines, redaction }, signal);
  return translationIn(redaction.restore(reply), lines, to);
}

/** All of a reply: nothing of it is shown before it has been looked at. */
async function asked(
  { model, prompts }: Parts,
  { org, to, lines, redaction }: { org: string; to: Language; lines: readonly Line[]; redaction: Redaction },
  signal: AbortSignal,
): Promise<string> {
  const claims = lines.map(({ text, citations }) => `${citations.map((one) => `[${one}]`).join("")} ${text}`);
  const messages = [
    { role: "system" as const, text: prompts.of(TASK, { language: IN_LANGUAGE[to] }) },
    { role: "user" as const, text: redaction.redact(fenced({ lines: claims.join("\n") })) },
  ];
  let reply = "";
  for await (const piece of model.write({ org, task: TASK, messages, mostTokens: MOST_TOKENS }, signal)) {
    reply += piece;
    if (reply.length > LONGEST_REPLY)
      throw new ModelFailure("unusable", "It wrote far more than it was given.");
  }
  return reply;
}
