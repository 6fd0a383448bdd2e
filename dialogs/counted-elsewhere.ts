import { action, type Block, text } from "../src/channel/block.ts";
import type { Texts } from "../src/i18n/en.ts";
import type { Connection } from "../src/org/org.ts";
import { channelInWords } from "./channel-names.ts";

/** Why somebody's topics do not count yet, and the way to where they do. */
export function countedElsewhereBlocks(texts: Texts, { channel }: Connection): Block[] {
  const { join } = texts;
  return [
    text(join.countedElsewhere(channelInWords(texts, channel))),
    { kind: "buttons", buttons: [action(join.open, "join.start")] },
  ];
}
