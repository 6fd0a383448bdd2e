import { z } from "zod";
import { COMMANDS, SEARCHED } from "../../../adapters/teams/manifest.ts";
import { messagePayload } from "./activities.ts";
import { checkCard } from "./cards.ts";
import type { Reception } from "./deliveries.ts";
import { afterInvoke, type Opened } from "./dialog.ts";
import type { Inside } from "./inside.ts";
import { cardWords } from "./shown.ts";
import type { Conversation, Json, Person } from "./world.ts";

/** A result as it stands in the list, and what selecting it puts into the message. */
type Found = { title: string; text: string; card: Json; words: string };
export type Searched =
  | { state: "found"; results: Found[] }
  | { state: "said"; words: string }
  | { state: "trouble"; reception: Reception };

const ADAPTIVE = "application/vnd.microsoft.card.adaptive";
const PREVIEWS = ["hero", "thumbnail"].map((kind) => `application/vnd.microsoft.card.${kind}`);
const MOST_RESULTS = 25;
const QueryAnswer = z.object({
  composeExtension: z.discriminatedUnion("type", [
    z.object({
      type: z.literal("result"),
      attachmentLayout: z.enum(["list", "grid"]),
      attachments: z
        .array(
          z.object({
            contentType: z.literal(ADAPTIVE),
            content: z.record(z.string(), z.unknown()),
            preview: z.object({
              contentType: z.enum(PREVIEWS),
              content: z.looseObject({ title: z.string().min(1), text: z.string().optional() }),
            }),
          }),
        )
        .max(MOST_RESULTS),
    }),
    z.object({ type: z.literal("message"), text: z.string().min(1) }),
  ]),
});

/** The part of a person's hands that search, call up commands and paste links. `in`: where they write just then. */
export function searching(teams: Inside, person: Person) {
  /** Commands work also where the app is not: between people, say. */
  function writing(id: string | undefined): Conversation {
    if (id !== undefined) return teams.place(person, id);
    return {
      id: `19:${person.directory}_someone@unq.gbl.spaces`,
      tenant: person.tenant,
      kind: "personal",
      name: null,
      team: null,
      members: new Set([person.id]),
      installed: false,
      readOnly: false,
    };
  }

  function offered(id: string, type: "query" | "action") {
    const command = teams.world.app.commands.find((one) => one.id === id && one.type === type);
    if (!command) throw new Error(`the app offers no ${type} ${id}`);
    return command;
  }

  const queries = async (name: string, value: Json, where: string | undefined): Promise<Searched> => {
    const { reception, body } = await teams.invoke(person, { conversation: writing(where) }, name, value);
    const answer = QueryAnswer.safeParse(body);
    if (!answer.success) return { state: "trouble", reception };
    const { composeExtension } = answer.data;
    if (composeExtension.type === "message") return { state: "said", words: composeExtension.text };
    const results = composeExtension.attachments.map(({ content: card, preview }) => {
      checkCard(card);
      return { title: preview.content.title, text: preview.content.text ?? "", card, words: cardWords(card) };
    });
    return { state: "found", results };
  };

  return {
    searches(
      text: string,
      { command = COMMANDS.search, parameter = SEARCHED, skip = 0, in: where }: Search = {},
    ): Promise<Searched> {
      const { parameters: known } = offered(command, "query");
      if (!known.some(({ name }) => name === parameter)) throw new Error(`${command} has no ${parameter}`);
      const parameters = [{ name: parameter, value: text }];
      const value = { commandId: command, parameters, queryOptions: { skip, count: MOST_RESULTS } };
      return queries("composeExtension/query", value, where);
    },
    /** The list that stands there before anything was typed. */
    opensSearch({ command = COMMANDS.search, in: where }: Search = {}): Promise<Searched> {
      if (!offered(command, "query").initialRun) throw new Error(`${command} begins with nothing`);
      const parameters = [{ name: "initialRun", value: "true" }];
      const value = { commandId: command, parameters, queryOptions: { skip: 0, count: MOST_RESULTS } };
      return queries("composeExtension/query", value, where);
    },
    /** Null: Teams does not ask the app about links of other domains. */
    async pastesLink(url: string, { in: where }: { in?: string } = {}): Promise<Searched | null> {
      const { hostname } = new URL(url);
      const isOurs = teams.world.app.linkDomains.some(
        (one) => hostname === one || hostname.endsWith(`.${one}`),
      );
      return isOurs ? queries("composeExtension/queryLink", { url }, where) : null;
    },
    /** A command that opens a dialog, from where one writes or on a message. */
    async startsCommand(
      command: string,
      { on, in: where }: { on?: string; in?: string } = {},
    ): Promise<Opened> {
      const message = on === undefined ? null : teams.visible(person, null).find(({ id }) => id === on);
      if (message === undefined) throw new Error(`${person.name} sees no message ${on}`);
      const conversation = message ? teams.place(person, message.conversation) : writing(where);
      if (!offered(command, "action").context.includes(message ? "message" : "compose")) {
        throw new Error(`${command} is not offered there`);
      }
      const author = message ? teams.world.people.get(message.author) : undefined;
      const context = message
        ? { commandContext: "message", messagePayload: messagePayload(message, author) }
        : { commandContext: "compose" };
      const value = { commandId: command, ...context, context: { theme: "default" } };
      const about = { conversation, thread: message?.thread ?? null };
      const { body } = await teams.invoke(person, about, "composeExtension/fetchTask", value);
      return afterInvoke(teams.world, person, body, { command, context });
    },
  };
}
type Search = { command?: string; parameter?: string; skip?: number; in?: string };
