import { z } from "zod";
import { withIds } from "./ids.ts";
import { blockProblems } from "./limits.ts";
import { fromJson, Refusal, UNREADABLE } from "./method.ts";
import type { Json } from "./world.ts";

export const LONGEST_MARKDOWN = 12_000;
/** Longer texts are cut. */
const LONGEST_TEXT = 40_000;
const LARGEST_METADATA = 16_000;

export const contents = {
  text: z.string().optional(),
  blocks: fromJson.optional(),
  attachments: fromJson.optional(),
  markdown_text: z.string().optional(),
  metadata: fromJson.optional(),
};
type Given = {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: string | undefined;
  metadata?: unknown;
};
const Blocks = z.array(z.record(z.string(), z.unknown()));
const Metadata = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

/** What a message is to say, within the limits; undefined is what was not given. */
export function contentsOf(given: Given) {
  const blocks = blocksOf(given.blocks);
  const { text, markdown_text: markdown } = given;
  if (markdown !== undefined && (text !== undefined || blocks !== undefined)) {
    throw new Refusal("markdown_text_conflict");
  }
  if (markdown !== undefined && markdown.length > LONGEST_MARKDOWN) throw new Refusal("msg_too_long");
  return { text: text?.slice(0, LONGEST_TEXT), blocks, markdown, metadata: metadataOf(given.metadata) };
}

export function mustSaySomething({ text, blocks, markdown }: ReturnType<typeof contentsOf>): void {
  if (!text && !blocks?.length && !markdown) throw new Refusal("no_text");
}

export function blocksOf(given: unknown): Json[] | undefined {
  if (given === undefined) return undefined;
  const blocks = Blocks.safeParse(given);
  if (given === UNREADABLE || !blocks.success) throw new Refusal("invalid_blocks_format");
  if (blocks.data.length > 50) throw new Refusal("msg_blocks_too_many");
  const errors = blockProblems(blocks.data);
  if (errors.length > 0) throw new Refusal("invalid_blocks", detailed(errors));
  return withIds(blocks.data);
}

/** What is wrong, in the two places where Slack says so. */
export function detailed(errors: string[]): Json {
  return { errors, response_metadata: { messages: errors.map((one) => `[ERROR] ${one}`) } };
}

/** Null takes away what there was. */
export function metadataOf(given: unknown): Json | null | undefined {
  if (given === undefined) return undefined;
  if (given === UNREADABLE || typeof given !== "object") throw new Refusal("invalid_metadata_format");
  if (JSON.stringify(given) === "{}") return null;
  const metadata = Metadata.safeParse(given);
  if (!metadata.success) throw new Refusal("invalid_metadata_schema");
  if (JSON.stringify(metadata.data).length > LARGEST_METADATA) throw new Refusal("metadata_too_large");
  return metadata.data;
}
