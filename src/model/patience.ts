import { ModelFailure } from "./model.ts";

/** In milliseconds: until the first piece, from one to the next, and for everything. */
export type Waits = { first: number; next: number; all: number };

/** How long somebody waits for a model. It runs from now on. */
export function patience({ first, next, all }: Waits, ended: AbortSignal) {
  const over = new AbortController();
  const giveUp = () => over.abort();
  const everything = setTimeout(giveUp, all);
  let waiting = setTimeout(giveUp, first);

  return {
    /** Ends what is waited for: when it takes too long, or when `ended` does. */
    signal: AbortSignal.any([ended, over.signal]),
    /** A piece is there. Until somebody wants the next, nobody waits. */
    came: () => clearTimeout(waiting),
    again() {
      waiting = setTimeout(giveUp, next);
    },
    end() {
      clearTimeout(waiting);
      clearTimeout(everything);
    },
    /** What an error means that may come of the signal. */
    meaning(error: unknown): unknown {
      if (ended.aborted) return new ModelFailure("ended", "Ended before the language model was done.");
      if (over.signal.aborted) return new ModelFailure("slow", "The language model took too long.");
      return error;
    },
  };
}

export type Patience = ReturnType<typeof patience>;
