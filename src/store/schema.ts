import type { Language } from "../channel/language.ts";
import type { Role } from "../channel/role.ts";

/** Three separate yeses: messages nobody asked for, keeping reflections, sharing signals. */
export type OptIn = "messages" | "reflections" | "signals";
export type Format = "course" | "video" | "article" | "book" | "podcast" | "event" | "path" | "person";
export type Level = "beginner" | "intermediate" | "advanced";
/** Open until decided; every later state is a decision with a reason. */
export type RequestState = "open" | "planned" | "done" | "declined";
/** How a count of people is shown: in steps, or as "most" where nearly everybody is counted. */
export type Band = "5-9" | "10-19" | "20-49" | "50+" | "most";

/**
 * Every table, a column each. `org` comes first in every key. Times are epoch milliseconds unless they say otherwise; `*_json` is
 * JSON as text; `sealed_*` is ciphertext (sealing.ts).
 */
export type Schema = {
  org: {
    org: string;
    name: string;
    language: Language;
    demo: 0 | 1;
    /** IANA time zone: where a learner's own is not known, and where a month ends. */
    zone: string;
    /** When a demo company was filled with its people's past. */
    seeded_at: number | null;
    /** The kill switch: since then Lotse says nothing but that it is stopped, and starts nothing by itself. */
    stopped_at: number | null;
    /** Lotse is there for the members of the pilot group only. */
    pilot: 0 | 1;
    /** The claim of the company's sign-in that names somebody's unit. */
    unit_claim: string | null;
    /** The connection whose people share signals until their identities are joined; null: the first one. So nobody counts twice. */
    signals_from: string | null;
    /** Rises with each change of documents, catalogue or topics; null before the first. */
    knowledge: number | null;
  };
  /** Who belongs to the pilot group, as audiences say it: `unit:…`, `division:…`, or `learner:…`. */
  pilot_member: { org: string; member: string };
  /** How far the key vault had come, sealed, under no org: tells another vault or an older copy of it (key-check.ts). */
  key_check: { org: string; sealed_word: string };
  /** A Slack workspace, an Entra tenant or the local web chat, bound to its org. */
  connection: { org: string; connection: string; channel: string; native: string };
  /** A workspace or Grid organisation that has installed the app: the native id of its connection. */
  slack_install: {
    org: string;
    install: string;
    /** Null: they are in the settings, or gone. */
    sealed_tokens: string | null;
    /** When the token ends, where they are renewed. */
    ends_at: number | null;
    /** Until then, somebody is renewing them. */
    renewing_until: number;
    /** When the app was taken out of the workspace. */
    gone_at: number | null;
  };
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
    /** Where they talk with Lotse alone: there goes what is meant for them only. */
    conversation: string | null;
    /** IANA time zone, as their channel tells it. */
    zone: string | null;
    version: number;
  };
  /** What somebody does for learning in the company, beside learning. */
  role: { org: string; learner: string; role: Role };
  /** What a learner said yes to; no row is a no. */
  opt_in: { org: string; learner: string; opt_in: OptIn; given_at: number };
  /** That a learner wants everything about them erased; gone with the rest, a minute later at most. */
  erasure_wish: { org: string; learner: string; at: number };
  /** Who a channel's person is. `mail_mark`: the fingerprint of their mail address, once the channel has verified it. */
  identity: { org: string; connection: string; native: string; learner: string; mail_mark: string | null };
  /** What the company's people file says about whoever has this mail address. */
  directory_entry: { org: string; mail_mark: string; unit: string | null; has_left: 0 | 1; at: number };
  /** That somebody has left the company: nothing reaches them any more, and after a while they are erased. */
  leaver: { org: string; learner: string; at: number };
  /** Somebody who is signed in to the pages. `session` is the hash of what their cookie says. */
  session: {
    org: string;
    session: string;
    learner: string;
    /** Who they are in the web connection. */
    native: string;
    created_at: number;
    used_at: number;
    ends_at: number;
  };
  /**
   * A code that can be used once: to become the first admin, or to join one's identities. `code` is its hash. Before there is a
   * company, `org` is empty.
   */
  one_time_code: {
    org: string;
    code: string;
    purpose: "admin" | "join";
    learner: string | null;
    made_at: number;
    ends_at: number;
  };
  /** How often somebody has lately typed a code that joins nothing, counted since `since`. */
  code_tries: { org: string; learner: string; tries: number; since: number };
  /** That this learner and `into_learner` are one person; gone with the learner, a minute later at most. */
  join_wish: { org: string; learner: string; into_learner: string; at: number };
  /** Who somebody was before two were joined, as the erasure log would name them (privacy/erase.ts). */
  former_id: { org: string; learner: string; person: string };

  conversation: {
    org: string;
    conversation: string;
    address_json: string;
    /** The dialogs under way, innermost last. */
    sealed_stack: string | null;
    /** Spoken last. */
    language: Language | null;
    /** Whose it is, where Lotse talks with one person alone. */
    learner: string | null;
    /** When it was last said here that Lotse is stopped, or not there for them. */
    closed_said_at: number | null;
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
    /** Nobody asked for it: it leaves only while this learner's opt-in for messages stands. */
    unasked_of: string | null;
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
  /** Words and phrases that mean the same, as the synonym file of a source says: `words_json` is a list of them. */
  synonym_group: { org: string; source: string; number: number; words_json: string };
  /**
   * A question that L&D wants to see answered from a certain place, and how it stands since `since`: `unasked` has no such time. A path
   * stands in `document`, as in its file.
   */
  golden_question: {
    org: string;
    source: string;
    question: string;
    line: number;
    language: Language;
    document: string;
    /** Empty for anywhere in the document. */
    section: string;
    /** Of whoever asks. */
    memberships_json: string;
    state: "unasked" | "never found" | "found" | "lost";
    since: number | null;
  };
  /**
   * What a text means to an embedding model: the hash of the text, and its vector as base64 of one signed byte for each number. What
   * the passages say, and general questions to compare with; never a question that somebody asked.
   */
  text_vector: { org: string; hash: string; model: string; vector: string };
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
  /** What a model was asked. `mark`: a fingerprint of the answer it was for and its learner. */
  sent: { org: string; sent: string; mark: string; learner: string; at: number; sealed_request: string };

  /** A group of topics. */
  family: { org: string; family: string; label_de: string; label_en: string };
  /** What there is to learn. `words_json`: what people also call it, `{ de: string[], en: string[] }`. `esco`: its ESCO address. */
  topic: {
    org: string;
    topic: string;
    family: string;
    label_de: string;
    label_en: string;
    words_json: string;
    esco: string | null;
  };
  /** An entry of the catalogue. */
  content_item: {
    org: string;
    item: string;
    source: string;
    title: string;
    description: string;
    url: string;
    language: Language;
    format: Format;
    minutes: number | null;
    level: Level | null;
    provider: string;
    /** Topic ids. */
    topics_json: string;
    /** Words its source gave it. */
    tags_json: string;
    /** ISO date. */
    modified: string | null;
    hash: string;
  };
  learner_item: {
    org: string;
    learner: string;
    item: string;
    state: "saved" | "done" | "declined";
    at: number;
  };

  /** When a learner wants to hear from Lotse; it is there while their opt-in for messages stands. */
  rhythm: {
    org: string;
    learner: string;
    /** ISO: 1 is Monday. */
    weekday: number;
    hour: number;
    /** On Mondays, the plan again. */
    plan_again: 0 | 1;
    /** Nothing before this time; `FOREVER` until they say so. */
    paused_until: number | null;
  };
  /** What becomes due for a learner, as `dialog.name`. `zone` is the time zone that `next_at` was reckoned in. */
  schedule: {
    org: string;
    learner: string;
    job: string;
    /** What it is about, where there can be several of a job; else empty. */
    subject: string;
    next_at: number;
    zone: string;
    /** The latest slot passed while Lotse was down. */
    skipped: 0 | 1;
  };
  /** That a learner was contacted: at most once per job and local ISO week. */
  contact: { org: string; learner: string; job: string; subject: string; week: string; at: number };

  /** What a learner wants to be able to do. Sealed with their own key, as everything below down to `note`. */
  goal: { org: string; learner: string; sealed_goal: string; since: number; version: number };
  /** One week's check-in. `week` is the local ISO week, such as `2026-W48`. */
  check_in: {
    org: string;
    learner: string;
    week: string;
    state: "done" | "skipped";
    sealed_entry: string | null;
    at: number;
    version: number;
  };
  /** A question a learner asks themselves, after 7, 21 and 60 days. `step` counts how often it was asked. */
  self_question: {
    org: string;
    learner: string;
    question: string;
    sealed_words: string;
    step: number;
    at: number;
    version: number;
  };

  /** A note to oneself: an address, and own words about what stands there. */
  note: { org: string; learner: string; note: string; sealed_content: string; at: number };

  /** A learning request. Its words are what its author previewed and sent. */
  request: {
    org: string;
    request: string;
    state: RequestState;
    sealed_framing: string;
    /** Topic ids. */
    topics_json: string;
    created_at: number;
    version: number;
  };
  /** Somebody who shares a request; `author` for who wrote it. Only their number is shown. */
  voice: { org: string; request: string; learner: string; author: 0 | 1; at: number };
  /** What L&D did with a request. `decision` is the id of the event it was made by. */
  decision: {
    org: string;
    decision: string;
    request: string;
    number: number;
    state: RequestState;
    sealed_reason: string;
    /** The name of the product owner. */
    decided_by: string;
    at: number;
  };

  /** That a learner confirmed a topic in a month that is still open, such as `2026-11`. Gone when the month is closed. */
  vote: {
    org: string;
    month: string;
    topic: string;
    learner: string;
    /** They had asked something about it that nothing answered for sure. */
    unanswered: 0 | 1;
  };
  /** The frozen aggregate of a closed month; never recomputed. */
  snapshot: {
    org: string;
    month: string;
    closed_at: number;
    smallest_group: number;
    people: number;
    /** How many cells were held back, by reason. */
    withheld_json: string;
  };
  /**
   * A released cell. `subject` is a family in a division, else a topic; `division` is empty then. `unanswered`: of those who confirmed the
   * topic in the company, those whose question about it went unanswered.
   */
  snapshot_cell: {
    org: string;
    month: string;
    level: "company" | "unanswered" | "division";
    division: string;
    subject: string;
    band: Band;
  };

  /** What the company has asked of a language model in a day (UTC; epoch milliseconds of its beginning), whoever asked. */
  model_use: { org: string; day: number; asked: number; failed: number; tokens: number };

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
  pilot_member: ["org", "member"],
  key_check: ["org"],
  connection: ["org", "connection"],
  slack_install: ["org", "install"],
  division: ["org", "division"],
  unit: ["org", "unit"],
  learner: ["org", "learner"],
  role: ["org", "learner", "role"],
  opt_in: ["org", "learner", "opt_in"],
  erasure_wish: ["org", "learner"],
  identity: ["org", "connection", "native"],
  directory_entry: ["org", "mail_mark"],
  leaver: ["org", "learner"],
  session: ["org", "session"],
  one_time_code: ["org", "code"],
  code_tries: ["org", "learner"],
  join_wish: ["org", "learner"],
  former_id: ["org", "learner", "person"],
  conversation: ["org", "conversation"],
  inbox: ["org", "connection", "event"],
  outbox: ["org", "delivery"],
  document: ["org", "document"],
  passage: ["org", "passage"],
  synonym_group: ["org", "source", "number"],
  golden_question: ["org", "source", "question"],
  text_vector: ["org", "hash"],
  answer: ["org", "answer"],
  answer_citation: ["org", "answer", "number"],
  feedback: ["org", "answer"],
  sent: ["org", "sent"],
  family: ["org", "family"],
  topic: ["org", "topic"],
  content_item: ["org", "item"],
  learner_item: ["org", "learner", "item"],
  rhythm: ["org", "learner"],
  schedule: ["org", "learner", "job", "subject"],
  contact: ["org", "learner", "job", "subject", "week"],
  goal: ["org", "learner"],
  check_in: ["org", "learner", "week"],
  self_question: ["org", "learner", "question"],
  note: ["org", "learner", "note"],
  request: ["org", "request"],
  voice: ["org", "request", "learner"],
  decision: ["org", "decision"],
  vote: ["org", "month", "topic", "learner"],
  snapshot: ["org", "month"],
  snapshot_cell: ["org", "month", "level", "division", "subject"],
  model_use: ["org", "day"],
  transcript: ["org", "conversation", "message"],
} as const satisfies { [Table in keyof Schema]: readonly (keyof Schema[Table] & string)[] };
