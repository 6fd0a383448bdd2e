import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { ModelFailure, type Trouble } from "./model.ts";

const FAILURES_IN_A_ROW = 5;
const REST_MS = 30_000;
/** The others are about one question, or about us. */
const OUTAGES: readonly Trouble[] = ["unavailable", "refused", "slow"];

type Outcome = (failure: ModelFailure | null) => void;

/** Leaves a model alone that fails again and again, until one request has shown that it is back. */
export function breaker(log: { resting(): void; back(): void }): { enter(): Promise<Outcome> } {
  const circuit = circuitBreaker(
    handleWhen((error) => error instanceof ModelFailure && OUTAGES.includes(error.trouble)),
    { halfOpenAfter: REST_MS, breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW) },
  );
  circuit.onBreak(log.resting);
  circuit.onReset(log.back);

  return {
    /** Resolves when a request may be made, with whom to tell how it went. Throws ModelFailure `resting`. */
    async enter() {
      // Whoever came while it is being tried would wait for the outcome.
      if (circuit.state === CircuitState.HalfOpen) throw resting();
      const { promise: request, resolve, reject } = Promise.withResolvers<void>();
      await new Promise<void>((begin, refuse) => {
        circuit
          .execute(() => {
            begin();
            return request;
          })
          .catch(() => refuse(resting()));
      });
      return (failure) => (failure === null ? resolve() : reject(failure));
    },
  };
}

function resting(): ModelFailure {
  return new ModelFailure("resting", "The language model failed again and again. It is asked again soon.");
}
