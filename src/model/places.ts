import { ModelFailure } from "./model.ts";

type Limits = { atOnce: number; ofAnOrg: number; waiting: number };
type Place = { org: string; begin(): void };

/** How many requests there may be at once, in all and of an org; a few more may wait. */
export function places(limits: Limits) {
  const taken: string[] = [];
  let queue: Place[] = [];

  const fits = (org: string) =>
    taken.length < limits.atOnce && taken.filter((other) => other === org).length < limits.ofAnOrg;

  function leave(org: string): void {
    taken.splice(taken.indexOf(org), 1);
    const next = queue.find((place) => fits(place.org));
    if (!next) return;
    queue = queue.filter((place) => place !== next);
    taken.push(next.org);
    next.begin();
  }

  return {
    /** Resolves when there is a place, with how to leave it. Throws ModelFailure `busy`, or `ended` when `signal` ends the waiting. */
    async take(org: string, signal: AbortSignal): Promise<() => void> {
      signal.throwIfAborted();
      if (fits(org)) {
        taken.push(org);
        return () => leave(org);
      }
      if (queue.filter((place) => place.org === org).length >= limits.waiting)
        throw new ModelFailure("busy", "Too many questions wait for the language model.");
      await new Promise<void>((resolve, reject) => {
        const place: Place = { org, begin };
        function begin(): void {
          signal.removeEventListener("abort", giveUp);
          resolve();
        }
        function giveUp(): void {
          queue = queue.filter((other) => other !== place);
          reject(new ModelFailure("ended", "Ended while it waited for the language model."));
        }
        signal.addEventListener("abort", giveUp, { once: true });
        queue.push(place);
      });
      return () => leave(org);
    },
  };
}
