import type { Json, World } from "./world.ts";

/** What the connector says no with: a status, a code and a sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly retryAfter: number | null;

  constructor(status: number, code: string | null, message: string, retryAfter: number | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export const badArgument = (message: string) => new Refusal(400, "BadArgument", message);
export const tooBig = () => new Refusal(413, "MessageSizeTooBig", "Message size too large.");
export const noConversation = () => new Refusal(404, "ConversationNotFound", "Conversation not found.");
export const noMessage = () => new Refusal(404, "ActivityNotFoundInConversation", "Conversation not found.");
export const throttled = (seconds: number) =>
  new Refusal(429, "Throttled", "Too many requests.", Math.max(1, Math.ceil(seconds)));
/** `reason` is one of the platform's, such as `BotDisabledByAdmin`. */
export const forbidden = (reason: string, message: string) => new Refusal(403, reason, message);

/** The body, with the reason of a 403 where this Teams puts it. */
export function bodyOf({ status, code, message }: Refusal, { reasons }: World): Json | null {
  if (code === null) return null;
  // Why a stream ended is always said: without it, a bot could not know that it was stopped.
  if (status !== 403 || reasons === "code" || code === "ContentStreamNotAllowed")
    return { error: { code, message } };
  if (reasons === "subCode") return { error: { code: "Forbidden", subCode: code, message } };
  return { error: { code: "Forbidden", message: "Forbidden" } };
}
