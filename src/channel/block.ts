import type { Verdict } from "./event.ts";
import type { Language } from "./language.ts";

/**
 * The closed set of meanings a reply is made of. The core says what, an adapter decides how. Every string is plain text in the
 * learner's language, never markup: an adapter escapes it for its channel.
 */
export type Block =
  /** Line feeds are kept. `quiet` is an aside: a source note, a hint. */
  | { kind: "text"; text: string; tone: "normal" | "quiet" }
  | Quote
  | Claims
  | { kind: "citations"; label: string; citations: Citation[] }
  /** Things side by side: content, requests. */
  | { kind: "cards"; label: string; cards: Card[] }
  /** What is so, line by line: a name and what it says. */
  | { kind: "facts"; label: string; facts: Fact[] }
  | { kind: "buttons"; buttons: Button[] }
  /** Quick replies: choosing one sends its text as a message of the learner's. */
  | { kind: "prompts"; label: string; prompts: string[] }
  /** Thumbs for the answer `about`. `chosen` is what the learner said already. */
  | { kind: "feedback"; about: string; helpful: string; unhelpful: string; chosen: Verdict | null };

/**
 * Somebody's own words, in their own language; `mark` is on the sentences that answer. `citation` is the number of the source, null
 * for words that come from no document.
 */
export type Quote = {
  kind: "quote";
  label: string;
  language: Language;
  parts: { text: string; mark: boolean }[];
  citation: number | null;
};

/** What a language model wrote, claim by claim; `label` says that it did. */
export type Claims = { kind: "claims"; label: string; language: Language; claims: Claim[] };

/** `mark` is on what matters most. `item`: one of a list. `citations` are the numbers of the sources it stands in. */
export type Claim = { parts: { text: string; mark: boolean }[]; item: boolean; citations: number[] };

/** A source of this answer. `passage` opens it through a passage query; `url` leads to the original, where there is one. */
export type Citation = {
  number: number;
  title: string;
  section: string;
  /** Owner and review date, in words. */
  detail: string;
  passage: string;
  url: string | null;
};

/** One thing with what can be done about it. `detail` is a line of facts, `why` says why it is shown; either may be empty. */
export type Card = {
  title: string;
  /** The language of the title and the body. */
  language: Language;
  detail: string;
  body: string;
  why: string;
  url: string | null;
  buttons: Button[];
};
export type Fact = { name: string; value: string };

export type Button =
  | { kind: "action"; label: string; action: string; value: string; primary: boolean }
  /** Opens a form, which the adapter asks for with a form query. */
  | { kind: "form"; label: string; form: string; value: string }
  /** Opens something to look at, which the adapter asks for with a view query: it stands in no chat. */
  | { kind: "view"; label: string; view: string; value: string };

/** What a person fills in. Field values are plain text. */
export type Form = {
  form: string;
  value: string;
  title: string;
  intro: string;
  fields: Field[];
  submit: string;
  cancel: string;
};
export type Field = {
  name: string;
  label: string;
  hint: string;
  required: boolean;
  /** What stands there when the form opens; empty is nothing. */
  initial: string;
} & (
  | {
      kind: "text";
      lines: "one" | "many";
      /** UTF-16 code units. */
      longest: number;
    }
  /** One of these; its value is what is sent. One that is not required may be left open. */
  | { kind: "choice"; options: { value: string; label: string }[] }
);

/** A button that comes back to its dialog: `name` is `dialog.something`. */
export function action(label: string, name: string, value = ""): Button {
  return { kind: "action", label, action: name, value, primary: false };
}

/** The same, as the one most people will want here. */
export function primary(button: Button): Button {
  return button.kind === "action" ? { ...button, primary: true } : button;
}

export function text(words: string): Block {
  return { kind: "text", text: words, tone: "normal" };
}

export function quiet(words: string): Block {
  return { kind: "text", text: words, tone: "quiet" };
}
