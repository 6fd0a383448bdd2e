import type { Block } from "../channel/block.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Store } from "../store/store.ts";

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
    /** Adds a message. False: there is one of this id, and it stays as it is; or the conversation is gone, because its learner was erased. */
    async add({ blocks, ...entry }: Entry): Promise<boolean> {
      const sealed_blocks = sealer.seal(blocks, place(entry));
      return store.write(async (writer) => {
        if (!(await isThere(writer, entry))) return false;
        const added = await writer
          .insertInto("transcript")
          .values({ ...entry, sealed_blocks })
          .onConflict((on) => on.doNothing())
          .executeTakeFirst();
        return Number(added.numInsertedOrUpdatedRows) === 1;
      }, entry.org);
    },

    /** Adds a message; one that is there already keeps its place and gets the blocks. False: the conversation is gone. */
    async put({ blocks, ...entry }: Entry): Promise<boolean> {
      const sealed_blocks = sealer.seal(blocks, place(entry));
      return store.write(async (writer) => {
        if (!(await isThere(writer, entry))) return false;
        await writer
          .insertInto("transcript")
          .values({ ...entry, sealed_blocks })
          .onConflict((on) => on.columns(["org", "conversation", "message"]).doUpdateSet({ sealed_blocks }))
          .execute();
        return true;
      }, entry.org);
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
  };

  function open({ sealed_blocks, ...row }: Omit<Entry, "blocks"> & { sealed_blocks: string }): Entry {
    // Our own ciphertext, bound to this row: what comes out is what `put` put in.
    return { ...row, blocks: sealer.open(sealed_blocks, place(row)) as Block[] };
  }
}

async function isThere(read: Reader, { org, conversation }: Pick<Entry, "org" | "conversation">) {
  const row = await read
    .selectFrom("conversation")
    .select("conversation")
    .where("org", "=", org)
    .where("conversation", "=", conversation)
    .executeTakeFirst();
  return row !== undefined;
}

export type Transcripts = ReturnType<typeof transcripts>;
