import type { Address } from "../../src/channel/address.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { nativeOf } from "./places.ts";
import type { Posting } from "./posting.ts";

/** Says below a message that Lotse is at work on it, until it answers. */
export function showsWork({ homeOf, reach }: Posting, languageOf: (to: Address) => Promise<Language>) {
  return async (to: Address): Promise<void> => {
    const { channel } = nativeOf(to);
    // In a channel, everybody would see that somebody has asked.
    if (!to.direct || to.thread === undefined || channel === null) return;
    try {
      const home = await homeOf(to);
      if (!home) return;
      const { status } = texts[await languageOf(to)].slack;
      await reach(home, "assistant.threads.setStatus", { channel_id: channel, thread_ts: to.thread, status });
    } catch {
      // Whoever waits sees the answer a moment later, with or without it.
    }
  };
}
