/**
 * The one error type of the house.
 * - `misconfigured`: the start or a command cannot go on; the message says what to change.
 * - `unavailable`: the store cannot be reached or written, or a key is not known, just now; the caller may try again.
 * - `conflict`: somebody else changed it first; read again and decide anew.
 * - `lost`: the lease went to somebody else; stop without writing.
 */
export type FailureKind = "misconfigured" | "unavailable" | "conflict" | "lost";

export class Failure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "Failure";
    this.kind = kind;
  }
}

export function isFailure(error: unknown, kind: FailureKind): error is Failure {
  return error instanceof Failure && error.kind === kind;
}
