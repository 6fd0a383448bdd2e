import type { Language } from "../channel/language.ts";

/**
 * Every table, a column each. `org` comes first in every key. Times are epoch milliseconds unless they say otherwise; `*_json` is
 * JSON as text; `sealed_*` is ciphertext (sealing.ts).
 */
export type Schema = {
  org: { org: string; name: string; language: Language; demo: 0 | 1 };
  /** A known word, sealed: tells at the start whether the master key is the one that sealed the rest. */
  key_check: { org: string; sealed_word: string };
  /** A Slack workspace, an Entra tenant or the local web chat, bound to its org. */
  connection: { org: string; connection: string; channel: string; native: string };
  division: { org: string; division: string; name: string };
  unit: { org: string; unit: string; division: string; name: string };
  learner: {
    org: string;
    learner: string;
    name: string;
    unit: string | null;
    /** What the learner chose. Counts where what they write does not show its language. */
    language: Language | null;
    /** When Lotse introduced itself as an AI. */
    introduced_at: number | null;
    version: number;
  };
  /** Who a channel's person is. */
  identity: { org: string; connection: string; native: string; learner: string };

  conversation: {
    org: string;
    conversation: string;
    address_json: string;
    /** The dialogs under way, innermost last. */
    sealed_stack: string | null;
    /** Spoken last. */
    language: Language | null;
    version: number;
    /** Rises each time the lease is taken: what an earlier holder writes is refused. */
    fence: number;
    lease_until: number;
  };
  inbox: {
    org: string;
    connection: string;
    event: string;
    conversation: string;
    /** Order of arrival, microseconds. */
    received: number;
    state: "waiting" | "done" | "quarantined";
    /** How often a worker began with it. */
    attempts: number;
    /** Not before this time is it tried again. */
    not_before: number;
    sealed_event: string | null;
  };
  outbox: {
    org: string;
    delivery: string;
    conversation: string;
    /** Order within the conversation, microseconds. */
    position: number;
    state: "pending" | "sending" | "unknown" | "sent" | "refused";
    attempts: number;
    not_before: number;
    lease_until: number;
    fence: number;
    /** The channel's id of the message, as soon as it is known. */
    message: string | null;
    /** The learner asked to stop this answer. */
    stopped: 0 | 1;
    sealed_reply: string | null;
  };

  document: {
    org: string;
    document: string;
    source: string;
    title: string;
    owner: string;
    language: Language;
    /** ISO date of the last review. */
    reviewed: string | null;
    /** Who may see it: `division:…` or `unit:…`; empty means everyone. */
    audience_json: string;
    url: string | null;
    hash: string;
  };
  passage: {
    org: string;
    passage: string;
    document: string;
    position: number;
    section: string;
    text: string;
  };
  /**
   * An answer that was given: enough for feedback, nothing of the question. Its id is in sealed columns only, and it knows no more
   * than the day: nothing here leads to a person.
   */
  answer: { org: string; answer: string; band: string; language: Language; day: string };
  answer_citation: { org: string; answer: string; number: number; document: string; passage: string };
  feedback: {
    org: string;
    answer: string;
    verdict: "helpful" | "unhelpful";
    /** What its author previewed and sent. */
    sealed_comment: string | null;
    day: string;
  };

  /** What the web chat shows. The other channels keep their own. */
  transcript: {
    org: string;
    conversation: string;
    message: string;
    position: number;
    author: "learner" | "lotse";
    at: number;
    sealed_blocks: string;
  };
};

/** The columns that name a row. */
export const KEYS = {
  org: ["org"],
  key_check: ["org"],
  connection: ["org", "connection"],
  division: ["org", "division"],
  unit: ["org", "unit"],
  learner: ["org", "learner"],
  identity: ["org", "connection", "native"],
  conversation: ["org", "conversation"],
  inbox: ["org", "connection", "event"],
  outbox: ["org", "delivery"],
  document: ["org", "document"],
  passage: ["org", "passage"],
  answer: ["org", "answer"],
  answer_citation: ["org", "answer", "number"],
  feedback: ["org", "answer"],
  transcript: ["org", "conversation", "message"],
} as const satisfies { [Table in keyof Schema]: readonly (keyof Schema[Table] & string)[] };
