import type { Log } from "../../src/log.ts";
import type { Notices } from "../../src/replica/notices.ts";
import type { Transcripts } from "../../src/transcript/transcript.ts";
import { type Hub, placeName } from "./hub.ts";

type Parts = { pages: Hub; notices: Notices; transcripts: Transcripts; log: Log };

/** How often open pages are compared with the record while replicas do not hear each other, milliseconds. */
const LOOK_MS = 4000;
/** While they do, only each so many-th time: a replica that cannot speak is noticed by nobody else. */
const SELDOM = 15;

/** What is said at one replica reaches pages at another by a notice, and notices get lost: then it is found in the record. */
export function catchUp({ pages, notices, transcripts, log }: Parts): { close(): void } {
  let seen = new Map<string, string>();
  let looks = 0;
  let looking = false;

  async function look(): Promise<void> {
    const now = new Map<string, string>();
    for (const [org, places] of Map.groupBy(pages.places(), (place) => place.org)) {
      const conversations = places.map(({ conversation }) => conversation);
      const extents = await transcripts.extents(org, conversations);
      for (const place of places) {
        const extent = extents.get(place.conversation) ?? "";
        now.set(placeName(place), extent);
        if (seen.get(placeName(place)) !== extent) await pages.reread(place);
      }
    }
    seen = now;
  }

  const timer = setInterval(async () => {
    if (looking || (looks++ % SELDOM !== 0 && notices.isUp())) return;
    looking = true;
    await look().catch((error: unknown) =>
      log.warn("open pages could not be compared with the record", {}, error),
    );
    looking = false;
  }, LOOK_MS).unref();
  return { close: () => clearInterval(timer) };
}
