import type { Block } from "../../src/channel/block.ts";
import type { ShortMemory } from "../../src/replica/short-memory.ts";

const REMEMBERED_MS = 14 * 24 * 60 * 60_000;

/**
 * Which answer a message shows: of the thumbs below it, Teams tells the message alone. Only remembered, and for two weeks: on record, it
 * would tell who has asked what was answered there.
 */
export function verdicts(memory: ShortMemory) {
  const key = (message: string) => `teams answer ${message}`;

  return {
    async remember(message: string, blocks: Block[]): Promise<void> {
      const rated = blocks.find((block) => block.kind === "feedback");
      if (rated) await memory.put(key(message), rated.about, REMEMBERED_MS);
    },
    /** Null: it is too long ago. */
    async answerIn(message: string): Promise<string | null> {
      const about = await memory.get(key(message));
      return typeof about === "string" ? about : null;
    },
  };
}

export type Verdicts = ReturnType<typeof verdicts>;
