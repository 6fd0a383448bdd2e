import type { Block } from "./block.ts";

/** What an adapter is told to deliver. */
export type Outgoing =
  | { kind: "message"; blocks: Block[] }
  /** Rewrites the message that an earlier delivery of ours put there. */
  | { kind: "replace"; delivery: string; blocks: Block[] };

/** A message as our own record keeps it, for a channel that has none. */
export type Kept = {
  message: string;
  /** Order in the conversation, microseconds. */
  position: number;
  author: "learner" | "lotse";
  /** Epoch milliseconds. */
  at: number;
  blocks: Block[];
};

/** What became of a delivery. Failures are few, and a retry reads one field. */
export type Sent =
  | { state: "sent"; message: string }
  /** The channel has no record but ours: it is sent when this is kept, and then it is shown. */
  | { state: "ours"; kept: Kept; show(): void }
  /** Not tried: the channel keeps to its platform's pace. In so many milliseconds it may, and this was none of its tries. */
  | { state: "later"; inMs: number }
  /** A clear no. `retryAfter` in milliseconds, or never. */
  | { state: "refused"; reason: string; retryAfter: number | "never" }
  /** It may or may not have arrived: looked up before anything is sent again. */
  | { state: "unknown"; reason: string };

/** An earlier answer, to be said in another manner. */
export type Retell = { answer: string; manner: "easy" | "other-language" };

/** A hint of the coach, to be put in a model's words: what it is about, what was tried, and what is said where no model helps. */
export type Hinting = {
  passages: readonly string[];
  point: number;
  strength: 0 | 1 | 2 | 3;
  tries: readonly string[];
  otherwise: Block[];
};

/** What is written like an answer and is none. */
export type Task =
  /** What there is to practise about the words of the question; empty: what was asked a moment ago. */
  | { do: "practise" }
  | { do: "hint"; hint: Hinting }
  /** The document of this passage in short; null: the one that is named, or that was asked about a moment ago. */
  | { do: "summarise"; passage: string | null }
  /** The draft of a brief for content about the words of the question. */
  | { do: "brief" };
