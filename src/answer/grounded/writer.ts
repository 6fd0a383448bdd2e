import { type Block, type Claim, quiet } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import { visibleText } from "../../channel/text.ts";
import type { Texts } from "../../i18n/en.ts";
import { texts } from "../../i18n/texts.ts";
import type { Log } from "../../log.ts";
import { type Ask, type Model, ModelFailure, type Trouble } from "../../model/model.ts";
import type { Prompts } from "../../model/prompts.ts";
import type { Redaction } from "../../redaction/redaction.ts";
import type { Brief, Writer } from "../writer.ts";
import { asked, sourceText } from "./ask.ts";
import type { Refusal } from "./claim.ts";
import { patienceFor } from "./patience.ts";
import { type ClaimReader, claimReader, textOf } from "./reader.ts";
import { isIn } from "./translation.ts";

const MOST_TOKENS = 700;
/** A model that has said nothing worth showing by then is not waited for. */
const PATIENCE_MS = 7000;
const IN_LANGUAGE: Record<Language, string> = {
  de: "German, and call the reader du",
  en: "English",
};

type Parts = {
  model: Model;
  prompts: Prompts;
  /** A fresh one for each request. */
  redactionOf(org: string): Promise<Redaction>;
  /** Answers whenever the model does not. */
  fallback: Writer;
  log: Log;
};

type Outcome =
  /** All of it; or what had been said when it was stopped. */
  { state: "said"; claims: Claim[] } | { state: "refused"; why: Refusal } | { state: "failed"; why: Trouble };

/** Answers in a model's words where the passages bear out each of its claims, and otherwise with the passages. */
export function modelWriter({ model, prompts, redactionOf, fallback, log }: Parts): Writer {
  return {
    async write(brief, say, signal) {
      // Whether the closest passages are an answer at all is for people to judge, from their own words.
      if (!brief.sure || signal.aborted) return fallback.write(brief, say, signal);
      const redaction = await redactionOf(brief.org);
      const restored = (text: string) => visibleText(redaction.restore(text));
      const words = texts[brief.language].ask;
      let label = `${words.byModel}\n`;
      const tell = async (text: string) => {
        await say(`${label}${restored(text)}`);
        label = "";
      };
      const outcome = await ask(brief, redaction, tell, signal);
      switch (outcome.state) {
        case "said":
          return { blocks: blocks(brief, outcome.claims, restored), sure: true };
        case "refused":
          log.info("a model's answer was not used", { org: brief.org, reason: outcome.why });
          return fallback.write({ ...brief, sure: outcome.why !== "no answer" }, say, signal);
        case "failed": {
          log.warn("a model gave no answer", { org: brief.org, reason: outcome.why });
          const { blocks, sure } = await fallback.write(brief, say, signal);
          return { blocks: [quiet(reason(outcome.why, words)), ...blocks], sure };
        }
      }
    },
  };

  async function ask(
    { org, question, language, cited, manner }: Brief,
    redaction: Redaction,
    tell: (text: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const sources = cited.map(({ source, citation: { number } }) => {
      return { number, language: source.language, text: redaction.redact(sourceText(source)) };
    });
    const task = manner === "easy" ? "answer-easy" : "answer";
    const system = prompts.of(task, { language: IN_LANGUAGE[language] });
    const messages = [{ role: "system" as const, text: system }, asked(question, cited, redaction)];
    const reader = claimReader(sources, language);
    const patience = patienceFor(PATIENCE_MS, signal);
    const read = async (reading: ReturnType<ClaimReader["read"]>) => {
      if (reading.state === "refused") return reading;
      if (reading.say === "") return null;
      patience.enough();
      await tell(reading.say);
      return null;
    };
    try {
      const request: Ask = { org, task, messages, mostTokens: MOST_TOKENS };
      for await (const piece of model.write(request, patience.signal)) {
        if (signal.aborted) break;
        const refused = await read(reader.read(piece));
        if (refused) return refused;
      }
    } catch (error) {
      if (!signal.aborted) {
        if (!(error instanceof ModelFailure)) throw error;
        return { state: "failed", why: patience.signal.aborted ? "slow" : error.trouble };
      }
    } finally {
      patience.enough();
    }
    if (signal.aborted) return { state: "said", claims: reader.soFar() };
    const refused = (await read(reader.end())) ?? inAnother(language, reader.claims());
    return refused ?? { state: "said", claims: reader.claims() };
  }
}

function reason(trouble: Trouble, words: Texts["ask"]): string {
  if (trouble === "used-up") return words.modelUsedUp;
  return trouble === "busy" ? words.modelBusy : words.modelAway;
}

function inAnother(language: Language, claims: readonly Claim[]): Outcome | null {
  const words = claims.map(textOf).join("\n");
  return isIn(language, words) ? null : { state: "refused", why: "other language" };
}

function blocks({ language }: Brief, claims: readonly Claim[], restored: (text: string) => string): Block[] {
  if (claims.length === 0) return [];
  const named = claims.map((claim) => ({
    ...claim,
    parts: claim.parts.map(({ text, mark }) => ({ text: restored(text), mark })),
  }));
  return [{ kind: "claims", label: texts[language].ask.byModel, language, claims: named }];
}
