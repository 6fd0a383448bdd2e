import type { Chats } from "../../src/channel/adapter.ts";
import type { Store } from "../../src/store/store.ts";
import type { Directory } from "./directory.ts";
import { knownAddress, type Opening } from "./opening.ts";
import { ownChats } from "./own-chat.ts";
import { addressOf, ownConversation } from "./places.ts";
import { homeOfConnection } from "./tenants.ts";

type Parts = {
  app: string;
  /** Where the connector is, until something has come from there. */
  service: string;
  /** Null: the company's directory is not asked. */
  directory: Directory | null;
  readOf: Store["readOf"];
  open: Opening;
};

/** The chats of people who have the tab *Home* before them. Many have never written anything when they open it. */
export function tabChats({ app, service, directory, readOf, open }: Parts): Chats {
  const ownChat = ownChats(readOf, open);
  return {
    conversation: ownConversation,
    async open(by) {
      const known = await knownAddress(readOf, { org: by.org, conversation: ownConversation(by) });
      if (known) return known;
      const home = await homeOfConnection(readOf, by);
      if (!home) return null;
      const { person } = by;
      const nowhere = { chat: "", thread: null, shared: false, service };
      const spot = { ...nowhere, person, user: person, bot: `28:${app}` };
      const opened = await ownChat({ home, sender: { native: person }, spot });
      return opened && addressOf(home, opened.spot);
    },
    async isColleague(by) {
      const home = directory && (await homeOfConnection(readOf, by));
      return !directory || !home || (await directory(home, by.person)) !== null;
    },
  };
}
