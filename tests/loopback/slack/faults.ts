/** What can go wrong with a call, on demand. `after` is after its effect: the app does not know whether it was. */
export type Fault =
  | { kind: "rate limited"; seconds: number }
  | { kind: "status"; status: number; when: "before" | "after" }
  /** The connection breaks. */
  | { kind: "cut"; when: "before" | "after" }
  /** No answer ever comes. */
  | { kind: "silence"; when: "before" | "after" }
  /** `token_revoked`, `account_inactive`, `channel_not_found`, `invalid_blocks` … */
  | { kind: "error"; error: string };

type Where = { team?: string; channel?: string };
type Planned = Where & { method: string; fault: Fault; left: number };

export function faults() {
  let planned: Planned[] = [];
  return {
    /** The next call of a method (or the next `times`) goes wrong, in one workspace or channel or anywhere. */
    next(method: string, fault: Fault, { times = 1, ...where }: Where & { times?: number } = {}): void {
      planned.push({ ...where, method, fault, left: times });
    },
    /** Every call from now on. */
    always(method: string, fault: Fault, where: Where = {}): void {
      planned.push({ ...where, method, fault, left: Number.POSITIVE_INFINITY });
    },
    mend(): void {
      planned = [];
    },
    take(method: string, team: string, channel: string): Fault | null {
      const found = planned.find(
        (one) =>
          one.method === method &&
          one.left > 0 &&
          (one.team ?? team) === team &&
          (one.channel ?? channel) === channel,
      );
      if (!found) return null;
      found.left -= 1;
      return found.fault;
    },
  };
}
export type Faults = ReturnType<typeof faults>;
