import type { z } from "zod";
import type { Form } from "../channel/block.ts";
import type { ChannelEvent } from "../channel/event.ts";
import type { Language } from "../channel/language.ts";
import type { Outgoing } from "../channel/reply.ts";
import type { Texts } from "../i18n/en.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";

/** All a dialog gets to see. It reads and decides; it sends nothing, writes nothing and awaits no network. */
export type Turn<Event extends ChannelEvent = ChannelEvent> = {
  event: Event;
  /** Epoch milliseconds. */
  now: number;
  org: string;
  learner: string;
  /** What to call them; empty when it is not known. */
  name: string;
  /** The language of this turn's replies, and its texts. */
  language: Language;
  texts: Texts;
  read: Reader;
};

/** What a dialog answers with. An `answer` is written after the commit, into a message of its own. */
export type Reply = Outgoing | { kind: "answer"; question: string; language: Language };

export type Next<State> =
  /** Wait for the next event with this state. */
  | { to: "wait"; state: State; replies: Reply[]; changes?: Change[] }
  | { to: "done"; replies: Reply[]; changes?: Change[] }
  /** Not mine: the dialog below, or the router, shall take the event. This one goes on waiting. */
  | { to: "yield" };

/** One conversation about one thing. Its state is plain data, parsed by `schema` each time it is loaded. */
export interface Dialog<State = unknown> {
  /** Lower-case words and hyphens. Buttons and forms are named `id.something`. */
  id: string;
  schema: z.ZodType<State>;
  /** Starts it with the event that led here. */
  begin(turn: Turn): Promise<Next<State>>;
  /** Goes on after a `wait`. */
  resume(turn: Turn, state: State): Promise<Next<State>>;
  forms?: Record<string, DialogForm>;
}

/** A form of a dialog: what is shown, and the pure check that runs inside the platform's request and again in the turn. */
export type DialogForm = {
  show(texts: Texts, value: string): Form;
  /** Field name -> what to do about it. Empty: all is well. */
  mistakes(texts: Texts, values: Record<string, string>): Record<string, string>;
};

/** A dialog under way, as it lies on the conversation's stack. */
export type Frame = { dialog: string; state: unknown };

export type Dialogs = ReadonlyMap<string, Dialog>;
