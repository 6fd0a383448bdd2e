import type { LogFields } from "../log.ts";
import type { Condition } from "../store/any-rows.ts";
import { quarantinedEvent, settledDelivery, settledEvent } from "../store/conditions.ts";
import type { Schema } from "../store/schema.ts";

type Table = keyof Schema;

/** Why it may be kept. `service`: it cannot be done without, for what the learner asks of Lotse (contract or legitimate interest). */
type Basis = "none: nothing about a person" | "service" | "consent";

/**
 * Whose a row is.
 * - `learner`: the one in its column `learner`; `conversation`: whoever the conversation belongs to.
 * - `sender`: as `conversation`, and in one of several people whoever is in the sealed part.
 * - `mail`: whoever has this mail address; `pilot`: the one it names, if it names one.
 * - `both`: the two it is about.
 * - `author`: who wrote the request; `decider`: who decided on it; `asker`: who has the answer in their chat.
 */
type Whose =
  | "nobody"
  | "learner"
  | "conversation"
  | "sender"
  | "mail"
  | "pilot"
  | "both"
  | "author"
  | "decider"
  | "asker";

/** `sealed`: opened with the master key, or with the learner's own; `versioned`: bound to the version of its row, too. */
type Export = "shown" | "left out" | { sealed: "master" | "own" | "own, versioned" };

/**
 * What erasing does to the row. `cleared`: it stays for others, without the name and without the way back to the person. `stays`:
 * nothing in it leads to a person once the rest is gone.
 */
type Erase = "removed" | "cleared" | "stays";

/**
 * What becomes of somebody's row when they turn out to be another learner too, who is kept.
 * - `moves`: it is the kept learner's from then on; of what both have, the kept learner's stays.
 * - `ends`: it goes, and the kept learner's stands.
 * - `follows`: nothing in it names a learner; it stays with the conversation, request or address it belongs to.
 * - `apart`: as `joined-apart.ts` says.
 */
type Join = "moves" | "ends" | "follows" | "apart";

/** A time limit: what is older is forgotten within the hour. */
export type Limit<T extends Table = Table> = {
  what: string;
  days: number;
  column: keyof Schema[T] & string;
  unit: "milliseconds" | "microseconds";
  /** Only these rows. */
  only: Condition | null;
};

/** What a column says. In somebody's row, what is `left out` of the export is bookkeeping and says nothing about them. */
type Column = string | { says: string; export: Export };

export type Entry<T extends Table = Table> = {
  purpose: string;
  whose: Whose;
  basis: Basis;
  recipients: string;
  /** In words, where it is no time limit or more than that. */
  kept: string;
  limits: readonly Limit<T>[];
  erase: Erase;
  join: Join;
  columns: { [C in keyof Schema[T]]-?: Column };
};

const NOBODYS = {
  whose: "nobody",
  basis: "none: nothing about a person",
  recipients: "everyone in the company",
  limits: [],
  erase: "stays",
  join: "follows",
} as const;
const OWN = {
  whose: "learner",
  basis: "service",
  recipients: "nobody but the learner",
  limits: [],
  erase: "removed",
  join: "moves",
} as const;
const REFLECTION = {
  ...OWN,
  basis: "consent",
  kept: "until the yes to keeping reflections is taken back",
} as const;
const RHYTHM = { ...OWN, basis: "consent", kept: "until the yes to messages is taken back" } as const;

const skipped = (says: string): Column => ({ says, export: "left out" });
const ORG = skipped("the company");
const WHO = "the learner's id";
const VERSION = skipped("rises with each change");
const ms = { unit: "milliseconds", only: null } as const;

/** How long somebody who has left can come back to what was theirs. */
export const ERASE_LEAVERS_DAYS = 30;

/** Every table and column of the store: what for, on what basis, for whom, for how long, and what becomes of it. */
export const dataMap: { [T in Table]: Entry<T> } = {
  org: {
    ...NOBODYS,
    purpose: "the company",
    kept: "as long as Lotse runs for it",
    columns: {
      org: "id",
      name: "name",
      language: "language",
      demo: "whether it is the demo",
      zone: "time zone",
      seeded_at: "when the demo's past was made",
      stopped_at: "since when Lotse is stopped there",
      pilot: "whether it is there for the pilot group only",
      unit_claim: "what sign-in calls a unit",
      signals_from: "the connection whose people share signals until they are joined",
      knowledge: "rises with each change of documents, catalogue or topics",
    },
  },
  pilot_member: {
    ...OWN,
    whose: "pilot",
    purpose: "to be there for those first who try Lotse for the others",
    recipients: "admins",
    kept: "until the pilot group is changed",
    join: "apart",
    columns: { org: ORG, member: "a unit, a division or a learner" },
  },
  key_check: {
    ...NOBODYS,
    purpose: "to notice that the key vault is another one, or an older copy",
    recipients: "nobody",
    kept: "as long as the store",
    columns: { org: "empty: it is about the whole store", sealed_word: "how far the vault had come, sealed" },
  },
  connection: {
    ...NOBODYS,
    purpose: "which workspace or tenant belongs to the company",
    recipients: "nobody",
    kept: "with the company",
    columns: { org: ORG, connection: "id", channel: "its kind", native: "the platform's id" },
  },
  slack_install: {
    ...NOBODYS,
    purpose: "to be let into a Slack workspace, and to know that the app was taken out of it",
    recipients: "nobody",
    kept: "the tokens until the app is taken out of the workspace, the rest with the company",
    columns: {
      org: ORG,
      install: "the workspace",
      sealed_tokens: "the tokens of the app",
      ends_at: "when they end",
      renewing_until: "how long somebody renews them",
      gone_at: "when the app was taken out",
    },
  },
  division: {
    ...NOBODYS,
    purpose: "the company's structure",
    kept: "as long as the company names it",
    columns: { org: ORG, division: "id", name: "name" },
  },
  unit: {
    ...NOBODYS,
    purpose: "the company's structure",
    kept: "as long as the company names it",
    columns: { org: ORG, unit: "id", division: "its division", name: "name" },
  },
  learner: {
    ...OWN,
    purpose: "to address somebody, and to show them what is for their unit",
    kept: "until they are erased",
    join: "apart",
    columns: {
      org: ORG,
      learner: "id",
      name: "name",
      unit: "unit",
      language: "the language they chose",
      introduced_at: "when Lotse introduced itself as an AI",
      conversation: "where Lotse talks with them alone",
      zone: "time zone",
      version: VERSION,
    },
  },
  role: {
    ...OWN,
    purpose: "who may decide on requests and see the desk",
    kept: "as long as they have the role",
    columns: { org: ORG, learner: WHO, role: "what they do for learning in the company" },
  },
  opt_in: {
    ...OWN,
    purpose: "to prove a yes",
    kept: "until it is taken back",
    join: "ends",
    columns: { org: ORG, learner: WHO, opt_in: "what they said yes to", given_at: "when" },
  },
  erasure_wish: {
    ...OWN,
    purpose: "to erase everything about somebody who asked for it",
    kept: "a minute",
    join: "ends",
    columns: { org: ORG, learner: WHO, at: "when they asked" },
  },
  identity: {
    ...OWN,
    purpose: "to know who writes",
    kept: "until they are erased",
    columns: {
      org: ORG,
      connection: "the workspace or tenant",
      native: "their id there",
      learner: WHO,
      mail_mark: "a fingerprint of their mail address",
    },
  },
  directory_entry: {
    ...OWN,
    whose: "mail",
    purpose: "to know somebody's unit, and that they have left, also before they first write",
    recipients: "nobody",
    kept: "until a people file without them",
    join: "follows",
    columns: {
      org: ORG,
      mail_mark: "a fingerprint of their mail address",
      unit: "unit",
      has_left: "whether they have left",
      at: "when the file said so",
    },
  },
  leaver: {
    ...OWN,
    purpose: "to reach nobody who has left, and to erase them after a while",
    recipients: "admins",
    kept: `until they are erased, ${ERASE_LEAVERS_DAYS} days after they left`,
    columns: { org: ORG, learner: WHO, at: "when they left" },
  },
  session: {
    ...OWN,
    purpose: "to know who looks at a page",
    kept: "",
    limits: [{ what: "a session that has ended", days: 1, column: "ends_at", ...ms }],
    columns: {
      org: ORG,
      session: skipped("a hash of what the cookie says"),
      learner: WHO,
      native: "their id at sign-in",
      created_at: "when they signed in",
      used_at: "when they last came",
      ends_at: "when it ends",
    },
  },
  one_time_code: {
    ...OWN,
    purpose: "to become the first admin, or to join one's identities",
    kept: "",
    limits: [{ what: "a code that was not used", days: 1, column: "ends_at", ...ms }],
    join: "ends",
    columns: {
      org: ORG,
      code: skipped("a hash of the code"),
      purpose: "what for",
      learner: WHO,
      made_at: "when",
      ends_at: "until when",
    },
  },
  code_tries: {
    ...OWN,
    purpose: "to keep anybody from guessing codes",
    kept: "",
    limits: [{ what: "a wrong code", days: 1, column: "since", ...ms }],
    columns: { org: ORG, learner: WHO, tries: "how many wrong codes", since: "since when" },
  },
  join_wish: {
    ...OWN,
    whose: "both",
    purpose: "to make one of two learners who are the same person",
    kept: "a minute",
    join: "apart",
    columns: { org: ORG, learner: WHO, into_learner: "the learner who is kept", at: "when" },
  },
  former_id: {
    ...OWN,
    purpose:
      "to erase somebody also as who they were before their identities were joined, should a backup be restored",
    recipients: "nobody",
    kept: "until they are erased",
    columns: { org: ORG, learner: WHO, person: "a hash of the id they had, keyed by the master key" },
  },

  conversation: {
    ...OWN,
    whose: "conversation",
    purpose: "to go on where a conversation stands",
    kept: "the dialog under way until it ends, the rest until its learner is erased",
    join: "apart",
    columns: {
      org: ORG,
      conversation: "id",
      address_json: "where to reply",
      sealed_stack: { says: "the dialogs under way", export: { sealed: "master" } },
      language: "the language spoken last",
      learner: WHO,
      closed_said_at: "when it was said there that Lotse is not there for them",
      version: VERSION,
      fence: skipped("who may write"),
      lease_until: skipped("how long somebody works on it"),
    },
  },
  inbox: {
    ...OWN,
    whose: "sender",
    purpose: "to handle what came in once, and only once",
    kept: "its content until it is handled",
    limits: [
      { what: "that it was handled", days: 7, column: "received", unit: "microseconds", only: settledEvent },
      { what: "what failed", days: 30, column: "received", unit: "microseconds", only: quarantinedEvent },
    ],
    join: "apart",
    columns: {
      org: ORG,
      connection: "the workspace or tenant",
      event: "id",
      conversation: "where",
      received: "when",
      state: "whether it was handled",
      attempts: skipped("tries"),
      not_before: skipped("when to try again"),
      sealed_event: { says: "what was written or pressed, and by whom", export: { sealed: "master" } },
    },
  },
  outbox: {
    ...OWN,
    whose: "sender",
    purpose: "to deliver each reply once",
    kept: "its content until it is delivered or dropped",
    limits: [
      {
        what: "that it was delivered; what could not be delivered, with its content",
        days: 7,
        column: "position",
        unit: "microseconds",
        only: settledDelivery,
      },
    ],
    join: "apart",
    columns: {
      org: ORG,
      delivery: "id",
      conversation: "where to",
      position: "when",
      state: "whether it was delivered",
      attempts: skipped("tries"),
      not_before: skipped("when to try again"),
      lease_until: skipped("how long somebody works on it"),
      fence: skipped("who may write"),
      message: "the channel's id of the message",
      stopped: "whether its learner stopped it",
      sealed_reply: { says: "the reply", export: { sealed: "master" } },
      unasked_of: "whom it is for, if nobody asked for it",
    },
  },

  document: {
    ...NOBODYS,
    purpose: "to answer from",
    recipients: "its audience",
    kept: "until an import without it",
    columns: {
      org: ORG,
      document: "id",
      source: "where it comes from",
      title: "title",
      owner: "who looks after it, as the document says",
      language: "language",
      reviewed: "date of the last review",
      audience_json: "who may see it",
      url: "address of the original",
      hash: "fingerprint",
    },
  },
  passage: {
    ...NOBODYS,
    purpose: "to answer from",
    recipients: "the document's audience",
    kept: "until an import without it",
    columns: {
      org: ORG,
      passage: "id",
      document: "its document",
      position: "order",
      section: "heading",
      text: "text",
    },
  },
  synonym_group: {
    ...NOBODYS,
    purpose: "to find what is called otherwise in the documents",
    recipients: "nobody",
    kept: "until an import without it",
    columns: {
      org: ORG,
      source: "where it comes from",
      number: "order",
      words_json: "words that mean the same",
    },
  },
  golden_question: {
    ...NOBODYS,
    purpose: "to see whether an import loses an answer; L&D writes them, not learners",
    recipients: "L&D",
    kept: "until an import without it",
    columns: {
      org: ORG,
      source: "where it comes from",
      question: "the question",
      line: "its line in the file",
      language: "language",
      document: "the document that answers it",
      section: "its heading there",
      memberships_json: "divisions and units of whoever asks",
      state: "whether it is found, was never found, or is lost",
      since: "since when",
    },
  },
  text_vector: {
    ...NOBODYS,
    purpose: "to find passages that say the same in other words, with a configured endpoint for embeddings",
    recipients: "nobody",
    kept: "until an import without the passage",
    columns: {
      org: ORG,
      hash: "fingerprint of a passage, or of a general question to compare with",
      model: "the model that was asked",
      vector: "its answer",
    },
  },
  answer: {
    ...NOBODYS,
    purpose: "to attach feedback to, and to see which sources serve",
    recipients: "nobody",
    kept: "with the company",
    columns: {
      org: ORG,
      answer: "an id that stands nowhere else in clear",
      band: "answer, not sure, or not found",
      language: "language",
      day: "day",
    },
  },
  answer_citation: {
    ...NOBODYS,
    purpose: "which sources an answer cited",
    recipients: "nobody",
    kept: "with the company",
    columns: {
      org: ORG,
      answer: "the answer",
      number: "place in it",
      document: "document",
      passage: "passage",
    },
  },
  feedback: {
    purpose: "to mend answers and sources",
    whose: "asker",
    basis: "service",
    recipients: "L&D, without a name",
    kept: "with the company; only its author's own chat leads to it, for as long as that is kept",
    limits: [],
    erase: "stays",
    join: "follows",
    columns: {
      org: ORG,
      answer: "the answer",
      verdict: "helpful or not",
      sealed_comment: { says: "the comment its author previewed and sent", export: { sealed: "master" } },
      day: "day",
    },
  },
  sent: {
    ...OWN,
    purpose: "to show whoever asked what went to the language model for it",
    kept: "a day",
    limits: [{ what: "what was sent to a model", days: 1, column: "at", ...ms }],
    columns: {
      org: ORG,
      sent: "id",
      mark: skipped("a fingerprint of the answer and its learner"),
      learner: WHO,
      at: "when",
      sealed_request: { says: "the request, with names replaced", export: { sealed: "master" } },
    },
  },

  family: {
    ...NOBODYS,
    purpose: "the topic list",
    kept: "until a list without it",
    columns: { org: ORG, family: "id", label_de: "German name", label_en: "English name" },
  },
  topic: {
    ...NOBODYS,
    purpose: "the topic list",
    kept: "until a list without it",
    columns: {
      org: ORG,
      topic: "id",
      family: "its family",
      label_de: "German name",
      label_en: "English name",
      words_json: "what people also call it",
      esco: "its ESCO address",
    },
  },
  content_item: {
    ...NOBODYS,
    purpose: "the catalogue to recommend from",
    kept: "until an import without it",
    columns: {
      org: ORG,
      item: "id",
      source: "where it comes from",
      title: "title",
      description: "description",
      url: "address",
      language: "language",
      format: "format",
      minutes: "length",
      level: "how advanced the item is",
      provider: "provider",
      topics_json: "topics",
      tags_json: "words its source gave it",
      modified: "date of the last change",
      hash: "fingerprint",
    },
  },
  learner_item: {
    ...OWN,
    purpose: "to find again what was saved, and not to recommend what was done or declined",
    kept: "until the learner changes it",
    columns: { org: ORG, learner: WHO, item: "the item", state: "saved, done or declined", at: "when" },
  },

  rhythm: {
    ...RHYTHM,
    purpose: "to get in touch when the learner wants it",
    join: "ends",
    columns: {
      org: ORG,
      learner: WHO,
      weekday: "day",
      hour: "hour",
      plan_again: "whether to show the plan on Mondays",
      paused_until: "pause",
    },
  },
  schedule: {
    ...RHYTHM,
    purpose: "to get in touch when the learner wants it",
    join: "apart",
    columns: {
      org: ORG,
      learner: WHO,
      job: "what becomes due",
      subject: "what it is about",
      next_at: "when",
      zone: "time zone",
      skipped: "whether a time passed while Lotse was down",
    },
  },
  contact: {
    ...OWN,
    basis: "consent",
    purpose: "to get in touch at most once a week for each reason",
    kept: "",
    limits: [{ what: "that somebody was contacted", days: 90, column: "at", ...ms }],
    columns: {
      org: ORG,
      learner: WHO,
      job: "reason",
      subject: "what it was about",
      week: "week",
      at: "when",
    },
  },

  goal: {
    ...REFLECTION,
    purpose: "to show the learner their goal and plan again",
    limits: [{ what: "a goal that was not touched", days: 365, column: "since", ...ms }],
    columns: {
      org: ORG,
      learner: WHO,
      sealed_goal: { says: "goal and plan", export: { sealed: "own, versioned" } },
      since: "when",
      version: VERSION,
    },
  },
  check_in: {
    ...REFLECTION,
    purpose: "to look back at the week, and not to ask about it twice",
    kept: "what was written until the yes to keeping reflections is taken back; without that yes only that the week is done or skipped",
    limits: [{ what: "a week", days: 365, column: "at", ...ms }],
    join: "apart",
    columns: {
      org: ORG,
      learner: WHO,
      week: "week",
      state: "done or skipped",
      sealed_entry: { says: "the reflection", export: { sealed: "own, versioned" } },
      at: "when",
      version: VERSION,
    },
  },
  self_question: {
    ...REFLECTION,
    purpose: "to ask the learner what they wanted to be asked",
    limits: [{ what: "a question", days: 365, column: "at", ...ms }],
    columns: {
      org: ORG,
      learner: WHO,
      question: "id",
      sealed_words: { says: "question and answer", export: { sealed: "own" } },
      step: "how often it was asked",
      at: "when",
      version: VERSION,
    },
  },
  note: {
    ...REFLECTION,
    purpose:
      "to keep what the learner noted about something they came across: its address and their own words",
    limits: [{ what: "a note", days: 365, column: "at", ...ms }],
    columns: {
      org: ORG,
      learner: WHO,
      note: "id",
      sealed_content: { says: "address and own words", export: { sealed: "own" } },
      at: "when",
    },
  },

  request: {
    purpose: "to carry a need to L&D, as its author previewed it",
    whose: "author",
    basis: "service",
    recipients: "L&D; everyone whose request is similar, without the name",
    kept: "with the company",
    limits: [],
    erase: "cleared",
    join: "follows",
    columns: {
      org: ORG,
      request: "id",
      state: "how it stands",
      sealed_framing: { says: "the words, and the name if its author gave it", export: { sealed: "master" } },
      topics_json: "topics",
      created_at: "when",
      version: VERSION,
    },
  },
  voice: {
    ...OWN,
    purpose: "to tell everybody who shares a request what became of it",
    recipients: "L&D, as a number",
    kept: "with the request",
    join: "apart",
    columns: {
      org: ORG,
      request: "the request",
      learner: WHO,
      author: "whether they wrote it",
      at: "when",
    },
  },
  decision: {
    purpose: "what L&D did with a request, and why",
    whose: "decider",
    basis: "service",
    recipients: "L&D, and everyone who shares the request",
    kept: "with the request",
    limits: [],
    erase: "cleared",
    join: "apart",
    columns: {
      org: ORG,
      decision: "id",
      request: "the request",
      number: "order",
      state: "what was decided",
      sealed_reason: { says: "the reason", export: { sealed: "master" } },
      decided_by: "the name of who decided",
      at: "when",
    },
  },

  vote: {
    ...OWN,
    basis: "consent",
    purpose: "to count what people want to learn",
    recipients: "nobody; L&D sees the snapshot",
    kept: "until the month is closed or the yes to sharing is taken back",
    join: "apart",
    columns: {
      org: ORG,
      month: "month",
      topic: "topic",
      learner: WHO,
      unanswered: "whether a question about it went unanswered; nothing of the question",
    },
  },
  snapshot: {
    ...NOBODYS,
    purpose: "what people wanted to learn in a closed month",
    recipients: "L&D",
    kept: "with the company; never computed again",
    columns: {
      org: ORG,
      month: "month",
      closed_at: "when",
      smallest_group: "the fewest people it speaks of",
      people: "how many people the company had",
      withheld_json: "how much was held back, by reason",
    },
  },
  snapshot_cell: {
    ...NOBODYS,
    purpose: "what people wanted to learn in a closed month",
    recipients: "L&D",
    kept: "with the company; never computed again",
    columns: {
      org: ORG,
      month: "month",
      level: "company or division",
      division: "division",
      subject: "topic or family",
      band: "how many people, in bands from five up",
    },
  },

  model_use: {
    ...NOBODYS,
    purpose: "to keep within what a language model may cost in a day",
    recipients: "whoever runs Lotse",
    kept: "",
    limits: [{ what: "a day", days: 90, column: "day", ...ms }],
    columns: {
      org: ORG,
      day: "the day",
      asked: "how many requests, of everybody together",
      failed: "how many of them gave no answer",
      tokens: "how many tokens they took",
    },
  },
  transcript: {
    ...OWN,
    whose: "conversation",
    purpose:
      "to show the conversation in the web chat; of Slack and Teams, what only one person sees in a channel, so that they can share it",
    kept: "",
    limits: [{ what: "a message", days: 90, column: "at", ...ms }],
    join: "follows",
    columns: {
      org: ORG,
      conversation: "the conversation",
      message: "id",
      position: "order",
      author: "who wrote it: the learner or Lotse",
      at: "when",
      sealed_blocks: { says: "the message", export: { sealed: "master" } },
    },
  },
};

/** The key vault (`keys.sqlite`, or the database in KEYS_URL): its tables and their columns. */
export const keyVault = {
  house_key: {
    purpose: "to seal what people write, and to make fingerprints",
    kept: "as long as something is sealed with it",
    columns: {
      key: "id",
      purpose: "what it is for",
      made_at: "when it was made",
      wrapped: "the key, wrapped by the master key",
    },
  },
  learner_key: {
    purpose: "to seal what a learner writes for themselves so that nobody can read it once the key is gone",
    kept: "until the yes it belongs to is taken back, or the learner is erased",
    columns: {
      org: "the company",
      learner: WHO,
      since: "when they said the yes it belongs to",
      wrapped: "their key, wrapped by the master key",
    },
  },
  erasure: {
    purpose: "to erase people again who come back with a restored backup",
    kept: "as long as a backup of the store may be restored",
    columns: {
      person: "a hash of the learner's id, keyed by the house's key for fingerprints",
      at: "when they were erased",
    },
  },
  vault: {
    purpose: "to tell an older copy of the vault from a newer one",
    kept: "as long as the vault",
    columns: { changes: "how often a key was added or an erasure logged" },
  },
} as const;

/** What log lines may name. They go to the process's standard error; how long they are kept is set where that is collected. */
export const logLines: Record<keyof LogFields, string> = {
  org: "the company",
  channel: "the kind of channel",
  connection: "the workspace or tenant",
  conversation: "personal: the id of somebody's conversation",
  event: "personal: an id which in the web chat holds the id of the person; none of what becomes due",
  delivery: "an id that leads to a person as long as the delivery is kept",
  dialog: "which dialog, or what became due",
  source: "which source",
  reason: "fixed words",
  count: "a number",
  attempts: "a number",
  ms: "a duration",
};

/** How long copies of the store from before an update are kept. */
export const KEEP_COPIES_DAYS = 7;

/** What is neither in the store nor in the key vault. */
export const elsewhere: readonly { place: string; what: string; kept: string; erase: string }[] = [
  {
    place: "the endpoint in EMBEDDINGS_URL (adapters/openai/embeddings.ts)",
    what: "documents and questions, without the names of the org's people and what reaches them; a name that nobody told Lotse may be left; nothing about who asks",
    kept: "as its provider says",
    erase: "as its provider says; Lotse cannot tell whose a question was",
  },
  {
    place: "the endpoint in MODEL_URL (adapters/openai/chat.ts)",
    what: "questions, what is tried while practising, and the passages found for them, with the names taken out; nothing about who asks",
    kept: "as its provider says; it is asked to keep nothing",
    erase: "as its provider says; Lotse cannot tell whose a question was",
  },
  {
    place: "memory: names to take out of what leaves (src/redaction/rosters.ts)",
    what: "the names and ids of the org's people, where there is an endpoint or a model",
    kept: "until something leaves after one of them has changed, or until the process ends",
    erase: "read anew without them, before anything more leaves",
  },
  {
    place: "memory: indexes, vectors of passages, shelf and topics",
    what: "nothing about a person",
    kept: "until the next import",
    erase: "nothing to do",
  },
  {
    place: "files: index/… (adapters/worker/index-builder.ts)",
    what: "which words the documents and the catalogue have, and where; nothing about a person",
    kept: "until something of it is removed or changed, then deleted and built again",
    erase: "nothing to do",
  },
  {
    place: "memory: answers being written (adapters/web/drafts.ts)",
    what: "the answer so far, by conversation",
    kept: "seconds, until it is finished",
    erase: "finished into nothing: its conversation is gone",
  },
  {
    place: "memory: people of Slack (adapters/slack/people.ts, units.ts, posting.ts)",
    what: "name, mail address, language, time zone, unit and direct conversation, as Slack tells them, by Slack id",
    kept: "a day, or until the next start",
    erase: "gone within its time",
  },
  {
    place: "memory: people of Teams (adapters/teams/directory.ts), with TEAMS_GRAPH only",
    what: "mail address and unit, as the company's directory tells, and who is a guest, by the directory's id",
    kept: "until the next start; asked for anew each hour, when they do something",
    erase: "gone with the next start",
  },
  {
    place: "memory: guests in Teams (adapters/teams/strangers.ts)",
    what: "whom Lotse has told that it is not there for them, by Teams' id of the person and the chat",
    kept: "until the next start",
    erase: "gone with the next start",
  },
  {
    place: "memory: chats in Teams (adapters/teams/reach.ts)",
    what: "which chats cannot be written into, and why, by the id of the chat",
    kept: "until somebody writes there again, or the next start",
    erase: "gone with the next start",
  },
  {
    place: "Slack: the conversations themselves",
    what: "what was written there, by both; beside each message of Lotse's the id of its delivery",
    kept: "as the company has set for its workspace",
    erase: "in the workspace, by its admins",
  },
  {
    place: "memory: language of a page (adapters/web/adapter.ts)",
    what: "the chosen language, by conversation",
    kept: "until the next start",
    erase: "gone with the next start",
  },
  {
    place: "Redis, or memory without it: notices between replicas (src/replica/notices.ts)",
    what: "which conversation to look at, and what its open pages are to show; sealed",
    kept: "not at all: they are passed on",
    erase: "nothing to do",
  },
  {
    place: "Redis, and memory: counts for limits (src/replica/limits.ts)",
    what: "how much came from somebody, under a fingerprint of who it was",
    kept: "a minute, or the hour of the longest limit",
    erase: "gone within its time",
  },
  {
    place: "Redis, and memory: short memory (src/replica/short-memory.ts)",
    what: "what is needed for a short time, such as a sign-in under way, the last questions of a learner with what was answered, which answer a message in Teams shows, and which chats there Lotse cannot write into; in Redis sealed, under a fingerprint",
    kept: "minutes; two weeks for a message or a chat in Teams",
    erase: "gone within its time",
  },
  {
    place: "browser: sessionStorage (adapters/web/page/composer.ts)",
    what: "what is being typed",
    kept: "until it is sent or the tab is closed",
    erase: "on the person's own device: by closing the tab",
  },
  {
    place: "browser: sessionStorage (adapters/web/page/outbox.ts)",
    what: "messages on their way",
    kept: "until the server has them or the tab is closed",
    erase: "on the person's own device: by closing the tab",
  },
  {
    place: "browser: the cookies __Host-lotse, __Host-lotse-sign-in and __Host-lotse-set-up",
    what: "a secret that stands for a session; while somebody signs in, or sets Lotse up, what that needs, sealed",
    kept: "until the browser is closed or the session ends; a quarter of an hour; an hour",
    erase: "the session goes with the rest, and the secret stands for nothing",
  },
  {
    place: "memory: attempts at the door (adapters/web/tries.ts)",
    what: "a network address, and how often it tried to sign in or a code",
    kept: "ten minutes",
    erase: "it says nothing about whose it is, and is gone by then",
  },
  {
    place: "PostgreSQL, in place of lotse.sqlite: its files and its log",
    what: "what rows held that were deleted",
    kept: "until the server writes over it; its log until the server recycles it, or as long as it is archived",
    erase: "the space is freed at once; what was sealed with a learner's own key cannot be read in it",
  },
  {
    place: "PostgreSQL, in place of keys.sqlite: its files, its log and its backups",
    what: "wrapped keys that were forgotten or replaced",
    kept: "until the server writes over them; its log and backups as long as they are kept, which should be shorter than the store's",
    erase: "the space is freed at once; whoever still has a copy needs the master key to read it",
  },
  {
    place: "memory: keys of the house; a learner's own key while it is used",
    what: "keys, unwrapped",
    kept: "until the process ends; a learner's own for the moment",
    erase: "gone with the moment",
  },
  {
    place: "files: backup-before-….sqlite",
    what: "a copy of the store from before an update",
    kept: `${KEEP_COPIES_DAYS} days`,
    erase:
      "replayed from the erasure log before a restored copy serves; what was sealed with a learner's own key cannot be read in it",
  },
];

export const tables = Object.keys(dataMap) as Table[];

/** The time limits of every table: what the hourly forgetting goes by. */
export const limits: readonly (Limit & { table: Table })[] = tables.flatMap((table) =>
  (dataMap[table].limits as readonly Limit[]).map((limit) => ({ table, ...limit })),
);

export function exportRule(table: Table, column: string): Export {
  const { whose, columns } = dataMap[table];
  if (whose === "nobody") return "left out";
  const about = (columns as Record<string, Column>)[column];
  return about === undefined || typeof about === "string" ? "shown" : about.export;
}
