import {
  deleteActivity,
  editActivity,
  installationActivity,
  membersActivity,
  messageActivity,
  pictureActivity,
  reactionActivity,
  targetedActivity,
} from "./activities.ts";
import type { Reception } from "./deliveries.ts";
import type { Entra } from "./identity.ts";
import type { Inside } from "./inside.ts";
import { pressing } from "./pressing.ts";
import { searching } from "./searching.ts";
import { type Shown, shownMessage } from "./shown.ts";
import { isLive } from "./streams.ts";
import { botId, type Conversation, type Message, type Person, personalChat } from "./world.ts";

/** What somebody typed, and what the app said to being told (null: it was not told). */
export type Typed = { id: string; conversation: string; reception: Reception | null };
type In = { in?: string; thread?: string };

/** A person: what they do in Teams with the app, and what they see. */
export function hands(teams: Inside, entra: Entra, person: Person) {
  const { world } = teams;
  const at = `<at>${world.app.name}</at>`;
  const chat = () => personalChat(world, person);
  const place = (id: string | undefined) => teams.place(person, id);

  async function types(text: string, where: In, mention: string | null): Promise<Typed> {
    const conversation = place(where.in);
    if (conversation.kind === "personal" && !conversation.installed) {
      throw new Error(`${person.name} has not installed the app: Teams offers no chat with it`);
    }
    const message = teams.write(person, conversation, text, { thread: where.thread ?? null });
    if (conversation.kind === "personal") person.blocks = false;
    const isTold = conversation.kind === "personal" || (mention !== null && conversation.installed);
    const around = teams.around(person, conversation, message.thread);
    const reception = isTold ? await teams.deliver(messageActivity(around, message, person, mention)) : null;
    return { id: message.id, conversation: conversation.id, reception };
  }

  function written(id: string): { message: Message; conversation: Conversation } {
    const message = teams.visible(person, null).find((one) => one.id === id);
    if (!message) throw new Error(`${person.name} sees no message ${id}`);
    return { message, conversation: place(message.conversation) };
  }
  const mentionIn = ({ activity }: Message) => (String(activity.text).includes(at) ? at : null);

  const own = {
    id: person.id,
    directory: person.directory,
    tenant: person.tenant,
    /** The settings of the profile. */
    profile: person,
    chat: () => chat().id,

    /** Adds the app for themselves, from the company's store. */
    async installs(): Promise<Reception> {
      mustFit("personal");
      chat().installed = true;
      const around = teams.around(person, chat());
      await teams.deliver(installationActivity(around, "add"));
      return teams.deliver(membersActivity(world, around, [person], true));
    },
    async uninstalls(): Promise<Reception> {
      chat().installed = false;
      return teams.deliver(installationActivity(teams.around(person, chat()), "remove"));
    },
    /** Adds the app to a group chat or, by one of its channels, to a team. */
    async addsApp(id: string): Promise<Reception> {
      const conversation = place(id);
      mustFit(conversation.kind === "channel" ? "team" : "groupChat");
      for (const one of together(conversation)) one.installed = true;
      const around = teams.around(person, conversation);
      await teams.deliver(installationActivity(around, "add"));
      return teams.deliver(membersActivity(world, around, [], true));
    },
    async removesApp(id: string): Promise<Reception> {
      const conversation = place(id);
      for (const one of together(conversation)) one.installed = false;
      return teams.deliver(installationActivity(teams.around(person, conversation), "remove"));
    },
    /** Comes into a group chat or channel in which the app is. */
    async joins(id: string): Promise<Reception | null> {
      const conversation = world.conversations.get(id);
      if (!conversation) throw new Error(`there is no conversation ${id}`);
      conversation.members.add(person.id);
      if (!conversation.installed) return null;
      return teams.deliver(membersActivity(world, teams.around(person, conversation), [person], false));
    },
    blocks(): void {
      person.blocks = true;
    },

    /** In the chat with the app, or in another conversation, where it is told only of what mentions it. */
    says: (text: string, where: In = {}) => types(text, where, null),
    mentions: (text: string, where: In & { in: string }) => types(`${at} ${text}`, where, at),
    /** A picture in the chat with the app, with or without words. */
    async pastesPicture(text = ""): Promise<Typed> {
      const message = teams.write(person, chat(), text, { thread: null });
      const reception = await teams.deliver(pictureActivity(teams.around(person, chat()), message, person));
      return { id: message.id, conversation: chat().id, reception };
    },
    /** By the slash command of the app: nobody else sees it. */
    async asksPrivately(text: string, where: In & { in: string }): Promise<Typed> {
      const conversation = place(where.in);
      if (conversation.kind === "personal" || !conversation.installed || !world.app.hearsTargeted) {
        throw new Error(`${person.name} sees no slash command of the app`);
      }
      const message = teams.write(person, conversation, text, {
        thread: where.thread ?? null,
        onlyFor: person.id,
      });
      const around = teams.around(person, conversation, message.thread);
      const reception = await teams.deliver(targetedActivity(around, message, person));
      return { id: message.id, conversation: conversation.id, reception };
    },
    async edits(id: string, text: string): Promise<Reception> {
      const { message, conversation } = written(id);
      const [mention, around] = [mentionIn(message), teams.around(person, conversation, message.thread)];
      message.activity = { type: "message", text: mention === null ? text : `${mention} ${text}` };
      message.edited = true;
      return teams.deliver(editActivity(around, message, person, mention));
    },
    async deletes(id: string): Promise<Reception> {
      const { message, conversation } = written(id);
      world.messages.splice(world.messages.indexOf(message), 1);
      return teams.deliver(deleteActivity(teams.around(person, conversation, message.thread), message));
    },
    /** Apps are told of reactions to what they wrote themselves. */
    async reacts(kind: string, id: string, { takesBack = false } = {}): Promise<Reception | null> {
      const { message, conversation } = written(id);
      if (message.onlyFor !== null) throw new Error("Teams offers no reactions to what only one person sees");
      if (message.author !== botId(world)) return null;
      const around = teams.around(person, conversation, message.thread);
      return teams.deliver(reactionActivity(around, message, kind, !takesBack));
    },
    /** The stop button below what is being written. The app hears of it with its next piece. */
    pressesStop(): void {
      const message = teams.visible(person, chat()).findLast((one) => isLive(world, one));
      if (!message?.stream) throw new Error("nothing is being written");
      message.stream.state = "stopped";
    },
    /** A suggested action, or a prompt starter: it is said as if it had been typed. */
    async taps(title: string): Promise<Typed> {
      const found = suggestions().find((one) => one.title === title);
      if (!found) throw new Error(`${person.name} sees no suggestion “${title}”`);
      return types(String(found.value), {}, null);
    },
    /** What the client library gives the page behind a tab. */
    pageToken: (): Promise<string> => entra.pageToken(person),

    sees,
    /** The words alone, Lotse's and everybody's, one message each. */
    reads: (id?: string): string[] => sees(id).map(({ words }) => words),
    /** The three that Teams shows above the field in which one writes, as long as nothing else was said. */
    seesSuggestions: () => suggestions().map(({ title }) => String(title)),
    /** Whether dots show that something is being written. */
    seesTyping: (id?: string): boolean => world.typing.has(place(id).id),
  };
  return Object.assign(own, pressing(teams, person), searching(teams, person));

  function sees(id?: string): Shown[] {
    return teams.visible(person, place(id)).map((one) => shownMessage(world, one, person.id));
  }

  function suggestions(): { title: unknown; value: unknown }[] {
    const { suggestedActions } = teams.visible(person, chat()).at(-1)?.activity ?? {};
    const { actions = [] } = { ...(suggestedActions as { actions?: { title: unknown; value: unknown }[] }) };
    return actions.slice(0, 3);
  }

  function mustFit(scope: "personal" | "team" | "groupChat"): void {
    if (!world.app.scopes.includes(scope)) throw new Error(`the app is not for ${scope}`);
  }

  /** A team is added as a whole. */
  function together(conversation: Conversation): Conversation[] {
    if (!conversation.team) return [conversation];
    return [...world.conversations.values()].filter(({ team }) => team?.id === conversation.team?.id);
  }
}
