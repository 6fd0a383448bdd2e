import type { Inward } from "../../src/channel/adapter.ts";
import type { Sender } from "../../src/channel/address.ts";
import { Happening } from "../../src/channel/event.ts";
import type { Asker } from "../../src/channel/query.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { openDelivery } from "../../src/store/conditions.ts";
import type { Store } from "../../src/store/store.ts";
import { messageEvent, type Told } from "./events.ts";
import type { People } from "./people.ts";
import { addressOf, type Home, isDirect, messageId, type Spot } from "./places.ts";
import type { Workspaces } from "./workspaces.ts";

export type Accepted = Awaited<ReturnType<Inward["accept"]>>;

export type TakeParts = {
  inward: Inward;
  workspaces: Workspaces;
  people: People;
  readOf: Store["readOf"];
  /** Names a conversation that has just begun. Nobody waits for it. */
  begun(by: By, text: string): void;
};

/** Somebody of ours, somewhere in Slack. */
export type By = { home: Home; sender: Sender; spot: Spot };

/** What happened, to the core: it resolves when that is stored. */
export function taking({ inward, workspaces, people, readOf, begun }: TakeParts) {
  function store({ home, sender, spot }: By, id: string, at: number, happened: Happening): Promise<Accepted> {
    // What people typed becomes what is safe to show again.
    const event = { id, at, address: addressOf(home, spot), sender, ...Happening.parse(happened) };
    return inward.accept(event);
  }

  async function stop(by: By, told: Told, channel: string, streams: readonly string[]): Promise<Accepted> {
    const { org } = by.home;
    const { conversation } = addressOf(by.home, by.spot);
    const messages = streams.map((ts) => messageId(channel, ts));
    const open = await readOf(org)
      .selectFrom("outbox")
      .select(["delivery", "message"])
      .where("org", "=", org)
      .where("conversation", "=", conversation)
      .where(openDelivery)
      .execute();
    const meant = open.filter(({ message }) => message !== null && messages.includes(message));
    let accepted: Accepted = { state: "repeated" };
    // Before a message is known, what is under way in the conversation is meant.
    for (const { delivery } of meant.length > 0 ? meant : open)
      accepted = await store(by, `${told.id}:${delivery}`, told.at, { kind: "stop", delivery });
    return accepted;
  }

  return {
    store,

    /** Null: it is nothing to be stored, or nobody of ours. */
    async take(told: Told): Promise<Accepted | null> {
      const home = await workspaces.homeOf(told.team);
      if (!home) return null;
      const sender = await people.senderOf(home, told.spot.user, told.foreign);
      if (!sender) return null;
      const by = { home, sender, spot: told.spot };
      const { happened } = told;
      if (happened.kind === "stopped") return stop(by, told, happened.channel, happened.streams);
      if (happened.kind === "joined" || happened.kind === "left") {
        const { org, connection } = home;
        const isKnown = (await findLearner(readOf(org), org, connection, sender.native)) !== null;
        // Whoever is known was greeted, or has begun to talk by themselves; whoever is not cannot leave.
        if (isKnown !== (happened.kind === "left")) return null;
      }
      const accepted = await store(by, told.id, told.at, happened);
      const { channel, thread } = told.spot;
      const isFirst = isDirect(channel) && told.id === messageEvent(channel, thread);
      if (accepted.state === "stored" && happened.kind === "message" && isFirst) begun(by, happened.text);
      return accepted;
    },

    asker: ({ home, sender, spot }: By): Asker => {
      const { org, connection } = home;
      return { org, connection, conversation: addressOf(home, spot).conversation, sender };
    },
  };
}

export type Taking = ReturnType<typeof taking>;
