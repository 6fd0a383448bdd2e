import type { z } from "zod";
import type { Block, Form } from "../channel/block.ts";
import type { ChannelEvent } from "../channel/event.ts";
import type { Language } from "../channel/language.ts";
import type { Outgoing, Retell, Task } from "../channel/reply.ts";
import type { Texts } from "../i18n/en.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";

/** Who is concerned, when, and in which words. */
export type Setting = {
  /** Epoch milliseconds. */
  now: number;
  org: string;
  learner: string;
  /** What to call them; empty when it is not known. */
  name: string;
  /** Their IANA time zone. */
  zone: string;
  /** The language of what is said now, and its texts. */
  language: Language;
  texts: Texts;
  read: Reader;
};

/** All a dialog gets to see. It reads and decides; it sends nothing, writes nothing and awaits no network. */
export type Turn<Event extends ChannelEvent = ChannelEvent> = Setting & { event: Event };

/**
 * What a dialog answers with. An `answer` is written after the commit, into a message of its own. `retell`: no question, but an earlier
 * answer in another manner. `task`: something else than an answer.
 */
export type Reply =
  | Outgoing
  | {
      kind: "answer";
      question: string;
      language: Language;
      retell?: Retell;
      task?: Task;
    };

/** A message of these blocks. */
export function say(...blocks: Block[]): Reply {
  return { kind: "message", blocks };
}

/** Says this, and is finished. */
export function done(...blocks: Block[]): { to: "done"; replies: Reply[] } {
  return { to: "done", replies: [say(...blocks)] };
}

export type Next<State> =
  /** Wait for the next event with this state. */
  | ({ to: "wait"; state: State } & Said)
  | ({ to: "done" } & Said)
  /** Not mine: the dialog below, or the router, shall take the event. This one goes on waiting. */
  | { to: "yield" }
  /** The same, and it does not go on waiting. */
  | { to: "over" };

type Said = {
  replies: Reply[];
  changes?: Change[];
  /** For others than the one who is spoken with. */
  letters?: Letter[];
};

/** A message for somebody else, into the conversation where Lotse talks with them alone. */
export type Letter = {
  to: string;
  conversation: string;
  blocks: Block[];
  /** Nobody asked for it: it leaves only while they have opted in to messages. */
  unasked: boolean;
};

/** One conversation about one thing. Its state is plain data, parsed by `schema` each time it is loaded. */
export interface Dialog<State = unknown> {
  /** Lower-case words and hyphens. Buttons and forms are named `id.something`. */
  id: string;
  /** What people say to come here. */
  calls?: Calls;
  schema: z.ZodType<State>;
  /** Starts it with the event that led here. */
  begin(turn: Turn): Promise<Next<State>>;
  /** Goes on after a `wait`. */
  resume(turn: Turn, state: State): Promise<Next<State>>;
  forms?: Record<string, DialogForm>;
  /** What can be looked at without being said in the chat. Null: nothing there, or not for this person. */
  views?: Record<string, View>;
  /** Its buttons and views that work even where Lotse is stopped or not there for somebody; what calls it does, too. */
  rights?: ReadonlySet<string>;
  /** Its views and forms that show nothing of anybody's own, and are also there for whoever Lotse has not met yet. */
  forAnybody?: ReadonlySet<string>;
  /** Whoever says stop while it waits ends it, too. */
  endsOnStop?: true;
}

/**
 * In both languages, as bare lower-case words: `whole` messages, and `openings` that something may follow ("recommend me …").
 */
type Calls = { whole: readonly string[]; openings: readonly string[] };

export type View = (setting: Setting, value: string) => Promise<{ title: string; blocks: Block[] } | null>;

/** A form of a dialog: what is shown, and the pure check that runs inside the platform's request and again in the turn. */
export type DialogForm = {
  /** Null: nothing there, or not for this person. `waiting` is the state of this dialog, if it is under way. */
  show(setting: Setting, value: string, waiting: unknown): Promise<Form | null>;
  /** Field name -> what to do about it. Empty: all is well. */
  mistakes(texts: Texts, values: Record<string, string>): Record<string, string>;
};

/** A dialog under way, as it lies on the conversation's stack. */
export type Frame = { dialog: string; state: unknown };

export type Dialogs = ReadonlyMap<string, Dialog>;
