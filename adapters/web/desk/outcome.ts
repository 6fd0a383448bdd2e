import type { Desk } from "./desk.ts";

/** A decision on its way: `decision` is what it will be called when it has arrived. */
type Sent = { request: string; version: number; decision: string };

export type Outcome =
  | "decided"
  /** Somebody else decided before. */
  | "overtaken"
  /** The request is no longer there. */
  | "gone"
  /** The person went away from the desk. */
  | "left";

const LOOK_EVERY = 300;
const PATIENCE = 10_000;
const LOOK_EVERY_LATER = 3_000;

/** Looks until it is known what became of a decision. `late` is called once if that takes long; the looking goes on. */
export async function outcomeOf(
  desk: Pick<Desk, "refresh" | "requests" | "signal">,
  { request, version, decision }: Sent,
  late: () => void,
): Promise<Outcome> {
  const began = Date.now();
  let isLate = false;
  while (!desk.signal.aborted) {
    if (await desk.refresh()) {
      const now = desk.requests().find((each) => each.request === request);
      if (now === undefined) return "gone";
      if (now.decisions.some((each) => each.decision === decision)) return "decided";
      if (now.version !== version) return "overtaken";
    }
    if (!isLate && Date.now() - began > PATIENCE) {
      isLate = true;
      late();
    }
    await new Promise((resolve) => setTimeout(resolve, isLate ? LOOK_EVERY_LATER : LOOK_EVERY));
  }
  return "left";
}
