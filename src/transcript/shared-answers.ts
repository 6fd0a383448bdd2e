import type { Block } from "../channel/block.ts";
import type { Clock } from "../clock.ts";
import { doorFor } from "../learner/door.ts";
import { applyChanges } from "../store/change.ts";
import type { Reader, Store } from "../store/store.ts";
import type { Entry, Transcripts } from "./transcript.ts";

/** What of an answer is for everybody; thumbs and buttons are for who asked. */
const FOR_ALL = new Set(["text", "quote", "claims", "citations"]);

type Parts = { store: Store; transcripts: Transcripts; clock: Clock; stamp(): number };
type Where = { org: string; conversation: string };

/** The message in which an answer is shared, by the delivery that it was. */
const sharedAs = (delivery: string) => `shared:${delivery}`;

/** Answers that one person got to see alone among others, on record so that they can be shared with all of them. */
export function sharedAnswers({ store, transcripts, clock, stamp }: Parts) {
  const entry = ({ org, conversation }: Where) => ({ org, conversation, position: stamp(), at: clock.now() });

  async function remove({ org, conversation }: Where, message: string): Promise<void> {
    await store.write(async (writer) => {
      await writer
        .deleteFrom("transcript")
        .where("org", "=", org)
        .where("conversation", "=", conversation)
        .where("message", "=", message)
        .execute();
    }, org);
  }

  return {
    async keep(where: Where, blocks: Block[], delivery: string): Promise<void> {
      const kept: Entry = { ...entry(where), message: delivery, author: "lotse", blocks };
      await store.write((writer) => applyChanges(writer, where.org, [transcripts.put(kept)]), where.org);
    },

    /** What everybody in the company may see of it. Null: nothing, or it is not on record any more, or Lotse is not there for them. */
    async find({ org, conversation }: Where, delivery: string): Promise<Block[] | null> {
      if (!(await isOpenFor(store.readOf(org), { org, conversation }))) return null;
      const kept = await transcripts.find({ org, conversation, message: delivery });
      if (!kept || !(await isOpenToAll(store.readOf(org), org, kept.blocks))) return null;
      return kept.blocks.filter(({ kind }) => FOR_ALL.has(kind));
    },

    /** The message to share it in, for the first who comes; null for the second, who must not share it twice. */
    async begin(where: Where, delivery: string): Promise<string | null> {
      const message = sharedAs(delivery);
      const mark: Entry = { ...entry(where), message, author: "learner", blocks: [] };
      const isFirst = await store.write((writer) => transcripts.add(writer, mark), where.org);
      return isFirst ? message : null;
    },

    /** It was clearly not shared, so it may be tried again. */
    undo: (where: Where, delivery: string) => remove(where, sharedAs(delivery)),

    /** Nobody else is where it went. */
    forget: (where: Where, delivery: string) => remove(where, delivery),
  };
}

/** Lotse is stopped, say, or whose conversation it is has left the company. */
async function isOpenFor(read: Reader, { org, conversation }: Where): Promise<boolean> {
  const whose = await read
    .selectFrom("conversation")
    .select("learner")
    .where("org", "=", org)
    .where("conversation", "=", conversation)
    .executeTakeFirst();
  return (await doorFor(read, org, whose?.learner ?? "")) === "open";
}

/** An answer has sources, and everybody in the company may read each of them. */
export async function isOpenToAll(read: Reader, org: string, blocks: readonly Block[]): Promise<boolean> {
  const passages = blocks.flatMap((block) =>
    block.kind === "citations" ? block.citations.map(({ passage }) => passage) : [],
  );
  if (passages.length === 0) return false;
  const rows = await read
    .selectFrom("passage")
    .innerJoin("document", (join) =>
      join.onRef("document.org", "=", "passage.org").onRef("document.document", "=", "passage.document"),
    )
    .select(["passage.passage", "document.audience_json"])
    .where("passage.org", "=", org)
    .where("passage.passage", "in", passages)
    .execute();
  const open = new Set(rows.filter((row) => row.audience_json === "[]").map(({ passage }) => passage));
  return passages.every((passage) => open.has(passage));
}
