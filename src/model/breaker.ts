import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { ModelFailure, type Trouble } from "./model.ts";

const FAILURES_IN_A_ROW = 5;
const REST_MS = 30_000;
/** The others are about one question, or about us. */
const OUTAGES: readonly Trouble[] = ["unavailable", "refused", "slow"];

/** How it went; "untold": it had no time or leave to answer, which says nothing about it. */
type Outcome = (how: ModelFailure | "answered" | "untold") => void;

class Untold extends Error {}

/** Leaves a model alone that fails again and again, until one request has shown that it is back. */
export function breaker(log: { resting(): void; back(): void }): { enter(): Promise<Outcome> } {
  const circuit = circuitBreaker(
    handleWhen((error) => isOutage(error) || (error instanceof Untold && isTried())),
    { halfOpenAfter: REST_MS, breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW) },
  );
  const isTried = () => circuit.state === CircuitState.HalfOpen;
  circuit.onBreak(log.resting);
  circuit.onReset(log.back);

  return {
    /** Resolves when a request may be made, with whom to tell how it went. Throws ModelFailure `resting`. */
    async enter() {
      // Whoever came while it is being tried would wait for the outcome.
      if (isTried()) throw resting();
      const { promise: request, resolve, reject } = Promise.withResolvers<void>();
      await new Promise<void>((begin, refuse) => {
        circuit
          .execute(() => {
            begin();
            return request;
          })
          .catch(() => refuse(resting()));
      });
      return (how) => (how === "answered" ? resolve() : reject(how === "untold" ? new Untold() : how));
    },
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof ModelFailure && OUTAGES.includes(error.trouble);
}

function resting(): ModelFailure {
  return new ModelFailure("resting", "The language model failed again and again. It is asked again soon.");
}
