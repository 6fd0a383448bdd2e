import type { Block } from "../channel/block.ts";
import type { Kept } from "../channel/reply.ts";
import type { Change } from "../store/change.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";

/** A message in the web chat, which has to keep its own record: the other channels do that themselves. */
export type Entry = Kept & { org: string; conversation: string };

/** Conversations asked about in one statement. */
const AT_ONCE = 500;

export function transcripts({ store, sealer }: { store: Store; sealer: Sealer }) {
  const place = ({ org, conversation, message }: Pick<Entry, "org" | "conversation" | "message">) =>
    ["transcript", org, conversation, message] as const;

  function sealed({ blocks, ...entry }: Entry) {
    return { ...entry, sealed_blocks: sealer.seal(blocks, place(entry)) };
  }

  return {
    /** Adds a message, inside a transaction that has more to do. False: there is one of this id, and it stays as it is. */
    async add(writer: Writer, entry: Entry): Promise<boolean> {
      const added = await writer
        .insertInto("transcript")
        .values(sealed(entry))
        .onConflict((on) => on.doNothing())
        .executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows) === 1;
    },

    /** Puts a message there, in the place of one that has its id. */
    put: (entry: Entry): Change => ({ change: "put", table: "transcript", row: sealed(entry) }),

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

    /** How far the record of each conversation goes, as a text that changes when a message comes. */
    async extents(org: string, conversations: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const extents = new Map<string, string>();
      for (let from = 0; from < conversations.length; from += AT_ONCE) {
        const rows = await store
          .readOf(org)
          .selectFrom("transcript")
          .select(({ fn }) => [
            "conversation",
            fn.max("position").as("latest"),
            fn.countAll<number>().as("count"),
          ])
          .where("org", "=", org)
          .where("conversation", "in", conversations.slice(from, from + AT_ONCE))
          .groupBy("conversation")
          .execute();
        for (const { conversation, latest, count } of rows) extents.set(conversation, `${latest} ${count}`);
      }
      return extents;
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

export type Transcripts = ReturnType<typeof transcripts>;
