/** Somebody as this redaction knows them so far: numbers of all who are called so; none, where a shape gives them away. */
export type Kind =
  | "Person"
  | "Mail"
  | "Phone"
  | "Account"
  | "Number"
  | "Id"
  | "Company"
  | "Team"
  /** What looks like a placeholder of ours, and was written. */
  | "Text";

/** A place of a plain text that must not leave, and whose it may be. */
export type Span = { start: number; end: number; kind: Kind; people: readonly number[] };
