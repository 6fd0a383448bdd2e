import { z } from "zod";
import { Address, Sender } from "./address.ts";
import { LONGEST_MESSAGE, plainText } from "./text.ts";

/** Measured before and after: composing may make a text longer, and what is stored is parsed again. */
const typed = z.string().max(LONGEST_MESSAGE).transform(plainText).pipe(z.string().max(LONGEST_MESSAGE));
const name = z.string().regex(/^[a-z-]{1,40}\.[a-z-]{1,40}$/);

/** What can be attached to a message. Lotse reads none of it yet, and says so. */
const Attachment = z.enum(["file", "voice"]);

export const Verdict = z.enum(["helpful", "unhelpful"]);
export type Verdict = z.infer<typeof Verdict>;

/** What happened, without who, where and when. */
export const Happening = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), text: typed, attachments: z.array(Attachment).max(20) }),
  /** A button. `action` is `dialog.name`, so a card from last week still finds its dialog. */
  z.object({ kind: z.literal("action"), action: name, value: z.string().max(2000) }),
  /** A submitted form. `form` is `dialog.name`; `value` is what the button that opened it carried. */
  z.object({
    kind: z.literal("form"),
    form: name,
    value: z.string().max(2000),
    values: z.record(z.string().max(40), typed),
  }),
  z.object({ kind: z.literal("feedback"), about: z.string().min(1).max(100), verdict: Verdict }),
  /** Stop writing the answer that is delivered as `delivery`. */
  z.object({ kind: z.literal("stop"), delivery: z.string().min(1).max(100) }),
  z.object({ kind: z.literal("joined") }),
  z.object({ kind: z.literal("left") }),
]);
export type Happening = z.infer<typeof Happening>;

/** A job of the schedule, named `dialog.name`, whose time has come. No channel can send one. */
const Due = z.object({
  kind: z.literal("due"),
  job: name,
  /** What it is about, where there can be several of a job. */
  subject: z.string().max(300),
  /** The local ISO week of its slot, such as `2026-W48`. */
  week: z.string().max(10),
  /** A slot before this one passed while Lotse was down. */
  skipped: z.boolean(),
});

/** Everything that can change anything enters as one of these. */
export const ChannelEvent = z
  .object({
    /** Unique within the connection. The same id is the same event, however often it is delivered. */
    id: z.string().min(1).max(300),
    /** When it happened, epoch milliseconds, by the channel's clock. */
    at: z.int().nonnegative(),
    address: Address,
    sender: Sender,
  })
  .and(z.union([Happening, Due]));
export type ChannelEvent = z.infer<typeof ChannelEvent>;
