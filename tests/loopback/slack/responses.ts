import { randomUUID } from "node:crypto";
import { z } from "zod";
import { contentsOf, mustSaySomething } from "./contents.ts";
import { Refusal } from "./method.ts";
import { type Channel, type Message, messageAt, type Person, type Team, type World } from "./world.ts";

const MOST_USES = 5;
const HALF_AN_HOUR = 1_800_000;

const Response = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(["ephemeral", "in_channel"]).default("ephemeral"),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});
type Place = { team: Team; channel: Channel; person: Person; original: Message | null };

/** What an app says through a `response_url`, or in its answer to a command. */
export function responses(world: World, address: () => string) {
  const open = new Map<string, Place & { uses: number; until: number }>();

  function respond(place: Place, said: unknown): void {
    const response = Response.parse(typeof said === "string" ? { text: said } : said);
    const { original } = place;
    if (response.delete_original && original) {
      world.messages.splice(world.messages.indexOf(original), 1);
      return;
    }
    const contents = contentsOf({ text: response.text, blocks: response.blocks });
    mustSaySomething(contents);
    const fresh = { text: contents.text ?? "", blocks: contents.blocks ?? null, markdown: "" };
    if (response.replace_original && original) {
      Object.assign(original, fresh, { edited: true });
      return;
    }
    world.messages.push({
      ts: world.stamp(),
      channel: place.channel.id,
      thread: response.thread_ts ?? null,
      author: place.team.bot.user,
      app: place.team.bot.id,
      ...fresh,
      metadata: null,
      attachments: [],
      edited: false,
      onlyFor: response.response_type === "ephemeral" ? place.person.id : null,
      stream: null,
      linkNames: false,
    });
  }

  return {
    respond,
    /** An address that works five times, for half an hour. */
    url(place: Place): string {
      const id = randomUUID();
      open.set(id, { ...place, uses: 0, until: world.clock.now() + HALF_AN_HOUR });
      return `http://${address()}/response/${id}`;
    },
    /** Something was posted there. */
    take(id: string, body: string): { status: number; body: string } {
      const place = open.get(id);
      if (!place) return { status: 404, body: "no_such_url" };
      if (world.clock.now() > place.until) return { status: 404, body: "expired_url" };
      if (place.uses >= MOST_USES) return { status: 404, body: "used_url" };
      place.uses += 1;
      const gone =
        place.original &&
        place.original.onlyFor === null &&
        !messageAt(world, place.channel.id, place.original.ts);
      if (gone) return { status: 404, body: "message_not_found" };
      try {
        respond(place, JSON.parse(body));
        return { status: 200, body: "ok" };
      } catch (error) {
        if (error instanceof Refusal) return { status: 400, body: error.message };
        throw error;
      }
    },
  };
}
export type Responses = ReturnType<typeof responses>;
