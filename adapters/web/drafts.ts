import { type Place, placeName } from "./hub.ts";
import type { PageMessage } from "./protocol.ts";

/** An answer that is being written. */
export type Draft = { message: string; at: number; written: string };

/** What has not been finished by then was finished unheard, milliseconds. */
const LONGEST_MS = 10 * 60 * 1000;

/**
 * What has been streamed so far, here or by another replica, for pages that come in the middle. It is in memory only: after a crash the
 * same delivery writes the same message anew.
 */
export function drafts() {
  const open = new Map<string, Map<string, Draft>>();

  function end(place: string, message: string): void {
    const here = open.get(place);
    here?.delete(message);
    if (here?.size === 0) open.delete(place);
  }

  return {
    /** A message is shown: one that is being written, or one that is done. */
    shown(place: Place, { id, state, at }: PageMessage): void {
      const name = placeName(place);
      const here = open.get(name) ?? new Map<string, Draft>();
      if (state === "done") end(name, id);
      else open.set(name, here.set(id, { message: id, at, written: "" }));
    },
    append(place: Place, message: string, text: string): void {
      const draft = open.get(placeName(place))?.get(message);
      if (draft) draft.written += text;
    },
    of: (place: Place): Draft[] => [...(open.get(placeName(place))?.values() ?? [])],
    forgetOld(now: number): void {
      for (const [place, here] of open)
        for (const { message, at } of here.values()) if (at < now - LONGEST_MS) end(place, message);
    },
  };
}
