import { z } from "zod";
import { Sender } from "./address.ts";
import type { Block, Form } from "./block.ts";

/** What a platform needs inside its own request: authorised, read-only, not stored, answered before a deadline. */
export const Query = z.discriminatedUnion("kind", [
  /** The source behind a citation. */
  z.object({ kind: z.literal("passage"), passage: z.string().min(1).max(200) }),
  /** The form behind a button. */
  z.object({ kind: z.literal("form"), form: z.string().max(81), value: z.string().max(2000) }),
]);
export type Query = z.infer<typeof Query>;

/** Who asks, and where. */
export const Asker = z.object({
  org: z.string(),
  connection: z.string(),
  conversation: z.string(),
  sender: Sender,
});
export type Asker = z.infer<typeof Asker>;

export type QueryAnswer =
  | { state: "blocks"; title: string; blocks: Block[] }
  | { state: "form"; form: Form }
  /** Nothing there, or not for this person: the two look alike on purpose. */
  | { state: "none" };
