import type { Json } from "./world.ts";

/** Blocks as Slack keeps them: with a block id and action ids, also where none were given. */
export function withIds(blocks: Json[]): Json[] {
  return blocks.map((block, place) => ({
    block_id: `block-${place}`,
    ...block,
    ...inside(block, "elements"),
    ...inside(block, "actions"),
    ...inside(block, "accessory"),
    ...inside(block, "element"),
  }));
}

function inside(block: Json, key: string): Json {
  const value = block[key];
  if (block.type === "rich_text" || value === undefined) return {};
  return { [key]: Array.isArray(value) ? value.map(named) : named(value, 0) };
}

function named(element: unknown, place: number): unknown {
  if (typeof element !== "object" || element === null) return element;
  if ("type" in element && ["mrkdwn", "plain_text", "image", "card"].includes(String(element.type)))
    return element;
  return { action_id: `action-${place}`, ...element };
}
