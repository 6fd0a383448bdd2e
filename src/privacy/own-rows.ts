import { z } from "zod";
import type { Block } from "../channel/block.ts";
import { isFailure } from "../errors.ts";
import { findRows, type Row } from "../store/any-rows.ts";
import { KEYS, type Schema } from "../store/schema.ts";
import type { Place, Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";
import { dataMap } from "./data-map.ts";

type Table = keyof Schema;

/** A learner with everything that leads to their rows. */
export type Owner = {
  org: string;
  learner: string;
  name: string;
  conversations: string[];
  /** As who they write: `[connection, native]`, as JSON. */
  senders: ReadonlySet<string>;
  /** Fingerprints of their verified mail addresses. */
  mailMarks: string[];
  isProductOwner: boolean;
};

export async function ownerOf(read: Reader, org: string, learner: string): Promise<Owner> {
  const equal = { org, learner };
  const [row] = await findRows(read, "learner", { equal });
  const conversations = await findRows(read, "conversation", { equal });
  const identities = await findRows(read, "identity", { equal });
  const roles = await findRows(read, "role", { equal });
  return {
    org,
    learner,
    name: typeof row?.name === "string" ? row.name : "",
    conversations: conversations.map(({ conversation }) => String(conversation)),
    senders: new Set(identities.map(({ connection, native }) => JSON.stringify([connection, native]))),
    mailMarks: identities.flatMap(({ mail_mark }) => (typeof mail_mark === "string" ? [mail_mark] : [])),
    isProductOwner: roles.some(({ role }) => role === "product_owner"),
  };
}

/** The rows of a table that are this learner's, as the data map says whose they are. */
export async function ownRows(read: Reader, sealer: Sealer, table: Table, owner: Owner): Promise<Row[]> {
  const { org, learner, name, conversations, mailMarks, isProductOwner } = owner;
  const of = (column: string, values: readonly unknown[]) =>
    findRows(read, table, { equal: { org }, in: [column, values] });
  switch (dataMap[table].whose) {
    case "nobody":
      return [];
    case "learner":
      return findRows(read, table, { equal: { org, learner } });
    case "conversation":
      return of("conversation", conversations);
    case "sender":
      return [...(await of("conversation", conversations)), ...(await elsewhere(read, sealer, table, owner))];
    case "mail":
      return of("mail_mark", mailMarks);
    case "pilot":
      return of("member", [`learner:${learner}`]);
    case "both":
      return [
        ...(await findRows(read, table, { equal: { org, learner } })),
        ...(await findRows(read, table, { equal: { org, into_learner: learner } })),
      ];
    case "author": {
      const voices = await findRows(read, "voice", { equal: { org, learner, author: 1 } });
      return of(
        "request",
        voices.map(({ request }) => request),
      );
    }
    case "decider":
      // A decision knows its maker by name only.
      return isProductOwner && name !== "" ? of("decided_by", [name]) : [];
    case "asker": {
      const said = await ownRows(read, sealer, "transcript", owner);
      return of(
        "answer",
        said.flatMap((row) => answersIn(sealer, row)),
      );
    }
  }
}

/** `[table, …key]`, as every sealed value outside the reflections is bound to its row. */
export function placeOf(table: Table, row: Row): Place {
  const [org, ...key] = KEYS[table].map((column) => row[column] as string | number);
  return [table, String(org), ...key];
}

const Event = z.object({
  address: z.object({ connection: z.string() }),
  sender: z.object({ native: z.string() }),
});
const Parcel = z.object({ learner: z.string() });

/** Events and replies in conversations of several people: the sealed part says whose they are. */
async function elsewhere(read: Reader, sealer: Sealer, table: Table, owner: Owner): Promise<Row[]> {
  const { org, conversations } = owner;
  const sealed = table === "inbox" ? "sealed_event" : "sealed_reply";
  const rows = await findRows(read, table, { equal: { org }, filled: sealed });
  return rows.filter(
    (row) =>
      !conversations.includes(String(row.conversation)) &&
      isFrom(owner, openOrNull(sealer, String(row[sealed]), placeOf(table, row))),
  );
}

function isFrom({ senders, learner }: Owner, opened: unknown): boolean {
  const event = Event.safeParse(opened).data;
  if (event) return senders.has(JSON.stringify([event.address.connection, event.sender.native]));
  return Parcel.safeParse(opened).data?.learner === learner;
}

/**
 * Null: it is damaged or its key is gone, and nobody can read it any more. Throws Failure `unavailable` when its key is not known just
 * now: what others can read must not be taken for lost.
 */
export function openOrNull(opener: Pick<Sealer, "open"> | null, sealed: string, place: Place): unknown {
  try {
    return opener?.open(sealed, place) ?? null;
  } catch (error) {
    if (isFailure(error, "unavailable")) throw error;
    return null;
  }
}

function answersIn(sealer: Sealer, row: Row): string[] {
  const blocks = openOrNull(sealer, String(row.sealed_blocks), placeOf("transcript", row)) as Block[] | null;
  return (blocks ?? []).flatMap((block) => (block.kind === "feedback" ? [block.about] : []));
}
