import { once } from "node:events";
import { extractiveWriter } from "../src/answer/extract.ts";
import type { Writer } from "../src/answer/writer.ts";
import type { Parts } from "../src/app.ts";
import { type Ask, type Model, ModelFailure } from "../src/model/model.ts";
import type { Redacted } from "../src/redaction/redacted.ts";

/** What a model says to what it is asked, in words or in a shape; null: it is away; undefined: it never says a word. */
type Script = (ask: Ask) => unknown;

/** A model that plays a script, with prompts that are their own names and a redaction that knows one person: Ida. */
export function scriptedHelp(script: Script): NonNullable<Parts["help"]> & { asked: Ask[] } {
  const asked: Ask[] = [];
  function answer(ask: Ask): unknown {
    asked.push(ask);
    const said = script(ask);
    if (said === null) throw new ModelFailure("unavailable", "away");
    return said;
  }
  const model: Model = {
    name: "scripted",
    host: "model.test",
    async *write(ask, signal) {
      const said = answer(ask);
      if (said === undefined) await once(signal, "abort");
      if (signal.aborted) throw new ModelFailure("ended", "it was ended");
      yield String(said);
    },
    async fill(ask, shape) {
      const filled = shape.safeParse(answer(ask));
      if (!filled.success) throw new ModelFailure("unusable", "not the shape");
      return filled.data;
    },
  };
  return {
    model,
    asked,
    prompts: { of: (task, values) => `${task} ${JSON.stringify(values)}` as Redacted },
    redactionOf: async () => ({
      redact: (text) => text.replaceAll("Ida", "[Person A]") as Redacted,
      restore: (text) => text.replaceAll("[Person A]", "Ida"),
    }),
    writer: (model) => plainWriter(model),
  };
}

/** The model's words as they come, and the passages where there are none. */
function plainWriter(model: Model): Writer {
  return {
    async write(brief, say, signal) {
      const { question, language, manner = "usual", cited } = brief;
      const words = [language, manner, question, ...cited.map(({ source }) => source.text)].join("\n");
      const messages = [{ role: "user" as const, text: words as Redacted }];
      try {
        let said = "";
        for await (const piece of model.write(
          { org: "werft", task: "answer", messages, mostTokens: 100 },
          signal,
        ))
          said += piece;
        const claims = [{ parts: [{ text: said, mark: false }], item: false, citations: [1] }];
        return { blocks: [{ kind: "claims", label: "", language, claims }], sure: brief.sure };
      } catch (error) {
        if (error instanceof ModelFailure) return extractiveWriter.write(brief, say, signal);
        throw error;
      }
    },
  };
}
