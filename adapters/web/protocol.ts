import { z } from "zod";
import type { Block } from "../../src/channel/block.ts";
import { Happening } from "../../src/channel/event.ts";
import type { Language } from "../../src/channel/language.ts";
import type { WebTexts } from "../../src/i18n/en-web.ts";

/**
 * What the chat page and the server say to each other. Every path takes `?as=PERSONA` in demo mode.
 *
 *   GET  /api/me                    Me
 *   GET  /api/stream                server-sent events: `snapshot`, `message`, `append`, `typing`, `me`
 *   POST /api/events                PageEvent -> 202 stored | 200 repeated | 422 Mistakes | 400, 413, 429, 503 Problem
 *   GET  /api/passages/:passage     Opened | 404 Problem
 *   GET  /api/views/:view?value=V   Opened | 404 Problem
 *   GET  /api/forms/:form?value=V   Form (src/channel/block.ts) | 404 Problem
 */

/** Who is chatting, and the words of the page in both languages. */
export type Me = {
  persona: string;
  language: Language;
  company: string;
  demo: boolean;
  /** They have a desk at `/desk`. */
  desk: boolean;
  /** The people one can be in the demo; empty outside it. */
  personas: { persona: string; name: string; role: { de: string; en: string } }[];
  texts: { de: WebTexts; en: WebTexts };
};

/** One bubble. The same id is the same bubble: a later one takes its place. */
export type PageMessage = {
  id: string;
  author: "learner" | "lotse";
  /** Epoch milliseconds. */
  at: number;
  /** `open` while an answer is being written: `append` adds to it, and `stop` with its id ends it. */
  state: "open" | "done";
  blocks: Block[];
};

export type ServerEvents = {
  /** On every connect: the latest messages, oldest first. What is shown is replaced by it. */
  snapshot: { messages: PageMessage[] };
  message: PageMessage;
  append: { id: string; text: string };
  /** Lotse is at work; shown until the next message of Lotse's, at most 20 seconds. */
  typing: Record<string, never>;
  /** The person's language changed. */
  me: { language: Language };
};

/**
 * What a page may send: what happened, under an id of the page's own making, and the IANA time zone it happened in. Who and when, the
 * server knows itself.
 */
export const PageEvent = z
  .object({ id: z.string().regex(/^[\w-]{8,100}$/), zone: z.string().max(60).optional() })
  .and(Happening);
export type PageEvent = z.input<typeof PageEvent>;

export type Mistakes = { state: "invalid"; errors: Record<string, string> };
/** Something went wrong: `problem` is a sentence for the person, in both languages. */
export type Problem = { problem: { de: string; en: string } };
/** What is shown in a panel: a source, or what a view button opens. */
export type Opened = { title: string; blocks: Block[] };
