import type { Inward } from "../../src/channel/adapter.ts";
import type { Sender } from "../../src/channel/address.ts";
import { Happening } from "../../src/channel/event.ts";
import type { Asker } from "../../src/channel/query.ts";
import { addressOf, type Home, type Spot } from "./places.ts";

export type Accepted = Awaited<ReturnType<Inward["accept"]>>;

/** Somebody of ours, somewhere in Teams. */
export type By = { home: Home; sender: Sender; spot: Spot };

/** What happened, to the core: it resolves when that is stored. */
export function taking(inward: Inward) {
  return {
    store({ home, sender, spot }: By, id: string, at: number, happened: Happening): Promise<Accepted> {
      // What people typed becomes what is safe to show again.
      const event = { id, at, address: addressOf(home, spot), sender, ...Happening.parse(happened) };
      return inward.accept(event);
    },

    asker({ home, sender, spot }: By): Asker {
      const { org, connection } = home;
      return { org, connection, conversation: addressOf(home, spot).conversation, sender };
    },
  };
}

export type Taking = ReturnType<typeof taking>;
