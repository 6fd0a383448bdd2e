import { setImmediate as nextTurn } from "node:timers/promises";

/** Does something while something else is done, and waits for neither. */
export function meanwhile<Made>(
  make: (signal: AbortSignal) => Promise<Made>,
  signal: AbortSignal,
): { sofar(): Promise<Made | null> } {
  const over = new AbortController();
  const making = make(AbortSignal.any([signal, over.signal]));
  // Whoever asks for it hears of it; until then nobody does.
  making.catch(() => {});
  return {
    /** Null: it is not there yet, and is given up. */
    async sofar() {
      const made = await Promise.race([making, nextTurn(null)]);
      over.abort();
      return made;
    },
  };
}
