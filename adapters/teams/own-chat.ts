import { Address } from "../../src/channel/address.ts";
import type { Store } from "../../src/store/store.ts";
import type { Opening } from "./opening.ts";
import { addressOf, nativeOf } from "./places.ts";
import type { By } from "./take.ts";

/**
 * Commands and searches come from wherever somebody is writing just then, such as a chat between people that Lotse has no part in: what
 * they lead to belongs into the person's own chat. Null: they have none, because they do not have the app.
 */
export function ownChats(readOf: Store["readOf"], open: Opening) {
  return async (by: By): Promise<By | null> => {
    const elsewhere = { ...by.spot, thread: null, shared: false };
    const to = addressOf(by.home, { ...elsewhere, chat: "" });
    const row = await readOf(to.org)
      .selectFrom("conversation")
      .select("address_json")
      .where("org", "=", to.org)
      .where("conversation", "=", to.conversation)
      .executeTakeFirst();
    if (row) {
      const { chat } = nativeOf(Address.parse(JSON.parse(row.address_json)));
      return { ...by, spot: { ...elsewhere, chat } };
    }
    const { chat } = await open(to);
    return chat === null ? null : { ...by, spot: { ...elsewhere, chat } };
  };
}
