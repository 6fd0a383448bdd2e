import { randomBytes } from "node:crypto";
import type { Deliveries, Parcel, Reception } from "./deliveries.ts";
import { envelope } from "./events.ts";
import type { Responses } from "./responses.ts";
import type { Channel, Json, Message, Person, Team, World } from "./world.ts";

/** How long a trigger id can be used, milliseconds. */
const TRIGGER_LIFE = 3000;

/** What the hands of people and Slack itself have in common: bringing things to the app. */
export type Inside = ReturnType<typeof inside>;
export function inside(world: World, out: Deliveries, responses: Responses) {
  return {
    world,
    responses,
    deliver: (parcel: Parcel): Promise<Reception> => out.deliver(parcel),
    /** Null: the app is not subscribed to it (`message.im`, `app_mention` …), so nothing comes. */
    async happens(
      name: string,
      team: Team,
      event: Json,
      channel: Channel | null = null,
    ): Promise<Reception | null> {
      if (!world.app.events.includes(name)) return null;
      return out.deliver({ kind: "event", body: envelope({ world, team }, event, channel) });
    },
    /** A trigger id, which opens one view within three seconds. */
    trigger(person: Person, team: Team): string {
      const id = `${world.stamp()}.${randomBytes(8).toString("hex")}`;
      world.triggers.set(id, {
        person: person.id,
        team: team.id,
        until: world.clock.now() + TRIGGER_LIFE,
        used: false,
      });
      return id;
    },
    /** What somebody typed, in its place. */
    write(person: Person, channel: Channel, text: string, thread: string | null): Message {
      const message: Message = {
        ts: world.stamp(),
        channel: channel.id,
        thread,
        author: person.id,
        app: null,
        text,
        blocks: null,
        markdown: "",
        metadata: null,
        attachments: [],
        edited: false,
        onlyFor: null,
        stream: null,
        linkNames: false,
      };
      world.messages.push(message);
      return message;
    },
  };
}
