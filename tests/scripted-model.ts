import { type Ask, type Model, ModelFailure, type Trouble } from "../src/model/model.ts";

/** What a model does next: write a piece, pause, or fail. */
export type Step = string | { pauseMs: number } | { fails: Trouble };

/** A model that plays what `script` makes of each request, and keeps to the signal. `asked` are the requests. */
export function scriptedModel(script: (ask: Ask) => readonly Step[]) {
  const asked: Ask[] = [];
  const model: Model = {
    name: "scripted",
    host: "model.test",
    async *write(ask, signal) {
      asked.push(ask);
      for (const step of script(ask)) {
        if (typeof step === "string") yield step;
        else if ("fails" in step) throw new ModelFailure(step.fails, "it failed");
        else await pause(step.pauseMs, signal);
        if (signal.aborted) throw new ModelFailure("ended", "it was ended");
      }
    },
    async fill() {
      throw new ModelFailure("unusable", "it only writes");
    },
  };
  return { model, asked };
}

/** The last excerpts and question as the model got them. */
export function textsOf(ask: Ask): string {
  return ask.messages.map(({ text }) => text).join("\n\n");
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
