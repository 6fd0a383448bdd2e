import type { Sender } from "./address.ts";
import type { Block, Form } from "./block.ts";

/** What a platform needs inside its own request: authorised, read-only, not stored. */
export type Query =
  /** The source behind a citation. */
  | { kind: "passage"; passage: string }
  /** What a view button opens. */
  | { kind: "view"; view: string; value: string }
  /** The form behind a button. */
  | { kind: "form"; form: string; value: string };

/** Who asks, and where. */
export type Asker = { org: string; connection: string; conversation: string; sender: Sender };

export type QueryAnswer =
  | { state: "blocks"; title: string; blocks: Block[] }
  | { state: "form"; form: Form }
  /** Nothing there, or not for this person: the two look alike on purpose. */
  | { state: "none" };
