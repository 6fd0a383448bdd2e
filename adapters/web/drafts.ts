import { type Place, placeName } from "./hub.ts";

/** An answer that is being written. */
export type Draft = { message: string; position: number; at: number; written: string };

/**
 * What has been streamed so far, for pages that come in the middle. It is in memory only: after a crash the same delivery writes the
 * same message anew.
 */
export function drafts() {
  const open = new Map<string, Map<string, Draft>>();
  return {
    begin(place: Place, draft: Draft): void {
      const here = open.get(placeName(place)) ?? new Map<string, Draft>();
      open.set(placeName(place), here.set(draft.message, draft));
    },
    end(place: Place, { message }: Draft): void {
      const here = open.get(placeName(place));
      here?.delete(message);
      if (here?.size === 0) open.delete(placeName(place));
    },
    of: (place: Place): Draft[] => [...(open.get(placeName(place))?.values() ?? [])],
  };
}

export type Drafts = ReturnType<typeof drafts>;
