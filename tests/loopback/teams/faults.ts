/** What can go wrong with a call, on demand. `after` is after its effect: the bot does not know whether it was. */
export type Fault =
  | { kind: "rate limited"; seconds: number | null }
  /** 412, 500, 502, 503, 504 …, as the platform or a gateway says it; `seconds`: and when to come again. */
  | { kind: "status"; status: number; when: "before" | "after"; seconds?: number }
  /** A refusal with its reason, such as 403 `BotDisabledByAdmin`. */
  | { kind: "refused"; status: number; code: string }
  /** The connection breaks. */
  | { kind: "cut"; when: "before" | "after" }
  /** No answer ever comes. */
  | { kind: "silence"; when: "before" | "after" };

/** What a call is about. */
export type Operation = "send" | "update" | "delete" | "create" | "members" | "token" | "graph";
type Where = { conversation?: string };
type Planned = Where & { operation: Operation; fault: Fault; left: number };

export function faults() {
  let planned: Planned[] = [];
  return {
    /** The next call (or the next `times`) goes wrong, in one conversation or anywhere. */
    next(operation: Operation, fault: Fault, { times = 1, ...where }: Where & { times?: number } = {}): void {
      planned.push({ ...where, operation, fault, left: times });
    },
    /** Every call from now on. */
    always(operation: Operation, fault: Fault, where: Where = {}): void {
      planned.push({ ...where, operation, fault, left: Number.POSITIVE_INFINITY });
    },
    mend(): void {
      planned = [];
    },
    take(operation: Operation, conversation: string): Fault | null {
      const found = planned.find(
        (one) =>
          one.operation === operation && one.left > 0 && (one.conversation ?? conversation) === conversation,
      );
      if (!found) return null;
      found.left -= 1;
      return found.fault;
    },
  };
}
export type Faults = ReturnType<typeof faults>;
