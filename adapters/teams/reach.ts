import type { Log } from "../../src/log.ts";
import type { Called } from "./sdk.ts";

/** Why a chat can be closed to us, in the words of Teams; a 403 without a word means the same. */
const CLOSED = new Set([
  ...["", "Forbidden", "BotDisabledByAdmin", "ConversationBlockedByUser", "MessageWritesBlocked"],
  ...["BotNotInConversationRoster", "ForbiddenOperationException"],
]);
const GONE = "ConversationNotFound";
const MOST_REMEMBERED = 100_000;

/**
 * Which chats cannot be written into: blocked, without the app, or gone. Nothing is tried there until somebody writes there again or
 * installs the app again. Kept in memory: after a new start one try finds it out anew.
 */
export function reaching(log: Log) {
  const closed = new Map<string, string>();

  return {
    /** Why nothing can be written there; null: it can. */
    closed: (chat: string): string | null => closed.get(chat) ?? null,
    opened(chat: string): void {
      closed.delete(chat);
    },
    shut(chat: string, reason: string): void {
      if (closed.size >= MOST_REMEMBERED) closed.clear();
      closed.set(chat, reason);
    },
    learn(chat: string, called: Called): void {
      if (called.state !== "no") return;
      const isClosed = called.status === 403 && CLOSED.has(called.reason);
      const isGone = called.status === 404 && called.reason === GONE;
      if (!isClosed && !isGone) return;
      this.shut(chat, called.reason || `http_${called.status}`);
      // Not whose: that somebody has blocked Lotse is nobody's business.
      log.info("a chat in Teams cannot be written into any more", { reason: called.reason || "not said" });
    },
  };
}

export type Reach = ReturnType<typeof reaching>;
