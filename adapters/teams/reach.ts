import type { Log } from "../../src/log.ts";
import type { ShortMemory } from "../../src/replica/short-memory.ts";
import type { Called } from "./sdk.ts";

/** Why a chat can be closed to us, in the words of Teams; a 403 without a word means the same. */
const CLOSED = new Set([
  ...["", "Forbidden", "BotDisabledByAdmin", "ConversationBlockedByUser", "MessageWritesBlocked"],
  ...["BotNotInConversationRoster", "ForbiddenOperationException"],
]);
const GONE = "ConversationNotFound";
const REMEMBERED_MS = 14 * 24 * 60 * 60_000;

type Parts = { memory: ShortMemory; log: Log };

/**
 * Which chats cannot be written into: blocked, without the app, or gone. Nothing is tried there until somebody writes there again or
 * installs the app again, whichever replica hears of it. Only remembered, and for two weeks: then one try finds it out anew.
 */
export function reaching({ memory, log }: Parts) {
  const key = (chat: string) => `teams closed ${chat}`;

  /** Why nothing can be written there; null: it can. */
  async function closed(chat: string): Promise<string | null> {
    const reason = await memory.get(key(chat));
    return typeof reason === "string" ? reason : null;
  }

  const shut = (chat: string, reason: string) => memory.put(key(chat), reason, REMEMBERED_MS);

  return {
    closed,
    shut,
    async opened(chat: string): Promise<void> {
      if ((await closed(chat)) === null) return;
      // In place of the reason: each replica has a copy of it, which counts where there is nothing else.
      await memory.put(key(chat), false, REMEMBERED_MS);
    },
    async learn(chat: string, called: Called): Promise<void> {
      if (called.state !== "no") return;
      const isClosed = called.status === 403 && CLOSED.has(called.reason);
      const isGone = called.status === 404 && called.reason === GONE;
      if (!isClosed && !isGone) return;
      await shut(chat, called.reason || `http_${called.status}`);
      // Not whose: that somebody has blocked Lotse is nobody's business.
      log.info("a chat in Teams cannot be written into any more", { reason: called.reason || "not said" });
    },
  };
}

export type Reach = ReturnType<typeof reaching>;
