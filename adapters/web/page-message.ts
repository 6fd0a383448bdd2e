import { text } from "../../src/channel/block.ts";
import type { Kept } from "../../src/channel/reply.ts";
import type { Draft } from "./drafts.ts";
import type { PageMessage } from "./protocol.ts";

/** A message of the record as a bubble. */
export function toPage({ message, author, at, blocks }: Kept): PageMessage {
  return { id: message, author, at, state: "done", blocks };
}

/** An answer that is being written, as a bubble. */
export function draftToPage({ message, at, written }: Draft): PageMessage {
  return { id: message, author: "lotse", at, state: "open", blocks: written === "" ? [] : [text(written)] };
}
