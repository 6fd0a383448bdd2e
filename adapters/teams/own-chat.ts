import type { Store } from "../../src/store/store.ts";
import { chatOnRecord, type Opening } from "./opening.ts";
import { addressOf } from "./places.ts";
import type { By } from "./take.ts";

/**
 * Commands and searches come from wherever somebody is writing just then, such as a chat between people that Lotse has no part in: what
 * they lead to belongs into the person's own chat. Null: they have none, because they do not have the app.
 */
export function ownChats(readOf: Store["readOf"], open: Opening) {
  return async (by: By): Promise<By | null> => {
    const elsewhere = { ...by.spot, thread: null, shared: false };
    const to = addressOf(by.home, { ...elsewhere, chat: "" });
    const chat = (await chatOnRecord(readOf, to)) ?? (await opened(to));
    return chat === null ? null : { ...by, spot: { ...elsewhere, chat } };
  };

  async function opened(to: ReturnType<typeof addressOf>): Promise<string | null> {
    const found = await open(to);
    return found.state === "open" ? found.chat : null;
  }
}
