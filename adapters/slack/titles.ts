import type { Posting } from "./posting.ts";
import type { By } from "./take.ts";

/** In the list of conversations Slack shows about so much. */
const LONGEST = 80;

/** A conversation is called what it began with: in the words of who began it, where only they see it. */
export function titling({ reach }: Posting) {
  return async ({ home, spot: { channel, thread } }: By, text: string): Promise<void> => {
    const [line = ""] = text.split("\n");
    const title = [...line].slice(0, LONGEST).join("").trim();
    if (title === "" || channel === null || thread === null) return;
    await reach(home, "assistant.threads.setTitle", { channel_id: channel, thread_ts: thread, title });
  };
}
