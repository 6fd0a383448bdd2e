import type { Block } from "../channel/block.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store } from "../store/store.ts";

/** A message in the web chat, which has to keep its own record: the other channels do that themselves. */
export type Entry = {
  org: string;
  conversation: string;
  message: string;
  /** Order in the conversation, microseconds. */
  position: number;
  author: "learner" | "lotse";
  /** Epoch milliseconds. */
  at: number;
  blocks: Block[];
};

export function transcripts({ store, sealer }: { store: Store; sealer: Sealer }) {
  const place = ({ org, conversation, message }: Pick<Entry, "org" | "conversation" | "message">) =>
    ["transcript", org, conversation, message] as const;

  return {
    /** Adds a message. False: there is one of this id, and it stays as it is. */
    async add({ blocks, ...entry }: Entry): Promise<boolean> {
      const sealed_blocks = sealer.seal(blocks, place(entry));
      const added = await store.write(
        (writer) =>
          writer
            .insertInto("transcript")
            .values({ ...entry, sealed_blocks })
            .onConflict((on) => on.doNothing())
            .executeTakeFirst(),
        entry.org,
      );
      return Number(added.numInsertedOrUpdatedRows) === 1;
    },

    /** Adds a message; one that is there already keeps its place and gets the blocks. */
    async put({ blocks, ...entry }: Entry): Promise<void> {
      const sealed_blocks = sealer.seal(blocks, place(entry));
      await store.write(
        (writer) =>
          writer
            .insertInto("transcript")
            .values({ ...entry, sealed_blocks })
            .onConflict((on) => on.columns(["org", "conversation", "message"]).doUpdateSet({ sealed_blocks }))
            .execute(),
        entry.org,
      );
    },

    async find({
      org,
      conversation,
      message,
    }: Pick<Entry, "org" | "conversation" | "message">): Promise<Entry | null> {
      const row = await store
        .readOf(org)
        .selectFrom("transcript")
        .selectAll()
        .where("org", "=", org)
        .where("conversation", "=", conversation)
        .where("message", "=", message)
        .executeTakeFirst();
      return row ? open(row) : null;
    },

    /** The latest messages, oldest first. */
    async latest(org: string, conversation: string, limit: number): Promise<Entry[]> {
      const rows = await store
        .readOf(org)
        .selectFrom("transcript")
        .selectAll()
        .where("org", "=", org)
        .where("conversation", "=", conversation)
        .orderBy("position", "desc")
        .limit(limit)
        .execute();
      return rows.reverse().map(open);
    },

    /** Forgets what was said before `before` (epoch milliseconds). */
    async forget(before: number): Promise<void> {
      await store.write((writer) => writer.deleteFrom("transcript").where("at", "<", before).execute());
    },
  };

  function open({ sealed_blocks, ...row }: Omit<Entry, "blocks"> & { sealed_blocks: string }): Entry {
    // Our own ciphertext, bound to this row: what comes out is what `put` put in.
    return { ...row, blocks: sealer.open(sealed_blocks, place(row)) as Block[] };
  }
}

export type Transcripts = ReturnType<typeof transcripts>;
