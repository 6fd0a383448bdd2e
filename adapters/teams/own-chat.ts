import { z } from "zod";
import { Address } from "../../src/channel/address.ts";
import type { Store } from "../../src/store/store.ts";
import { addressOf, nativeOf } from "./places.ts";
import type { Posting } from "./posting.ts";
import type { By } from "./take.ts";

const Chat = z.object({ id: z.string().min(1) });

/**
 * Commands and searches come from wherever somebody is writing just then, such as a chat between people that Lotse has no part in: what
 * they lead to belongs into the person's own chat. Null: they have none, because they do not have the app.
 */
export function ownChats(readOf: Store["readOf"], posting: Posting) {
  return async (by: By): Promise<By | null> => {
    const elsewhere = { ...by.spot, thread: null, shared: false };
    const to = addressOf(by.home, { ...elsewhere, chat: "" });
    const known = await knownAddress(readOf, to);
    if (known) return { ...by, spot: { ...elsewhere, chat: nativeOf(known).chat } };
    const { user: person, bot } = by.spot;
    const opened = await posting.reach(to, { kind: "open", tenant: by.home.tenant, person, bot });
    const chat = opened.state === "ok" ? Chat.safeParse(opened.data).data?.id : undefined;
    return chat === undefined ? null : { ...by, spot: { ...elsewhere, chat } };
  };
}

/** Where a conversation was last; null before there was any. */
export async function knownAddress(
  readOf: Store["readOf"],
  { org, conversation }: Pick<Address, "org" | "conversation">,
): Promise<Address | null> {
  const row = await readOf(org)
    .selectFrom("conversation")
    .select("address_json")
    .where("org", "=", org)
    .where("conversation", "=", conversation)
    .executeTakeFirst();
  return row ? Address.parse(JSON.parse(row.address_json)) : null;
}
