import { randomUUID } from "node:crypto";
import type { Reception } from "./deliveries.ts";
import {
  attached,
  changedEvent,
  composedLinkEvent,
  deletedEvent,
  homeOpenedEvent,
  linkEvent,
  mentionEvent,
  messageEvent,
  reactionEvent,
  stoppedEvent,
} from "./events.ts";
import { stateOf } from "./form.ts";
import type { Inside } from "./inside.ts";
import { wire } from "./methods/chat.ts";
import { homeOf, shown as shownView, topModal } from "./methods/views.ts";
import { pressing } from "./pressing.ts";
import { type Shown, shownBlocks, shownMessage } from "./shown.ts";
import {
  type Channel,
  directChannel,
  type Json,
  known,
  type Message,
  type Person,
  type Team,
  threadOf,
} from "./world.ts";

/** What somebody typed, and what the app said to being told (null: it was not told). */
export type Typed = { ts: string; channel: string; reception: Reception | null };
type In = { in?: string; thread?: string };

/** A person of the workspace: what they do there with the app, and what they see. */
export function hands(slack: Inside, team: Team, person: Person) {
  const { world } = slack;
  const direct = (): Channel => directChannel(world, team, person.id);
  const place = (id: string | undefined): Channel =>
    id === undefined ? direct() : known(world.channels, id);

  async function types(
    text: string,
    { in: id, thread }: In,
    isMention: boolean,
    more: Json = {},
  ): Promise<Typed> {
    const channel = place(id);
    const message = slack.write(person, channel, text, thread ?? null);
    const event = { ...messageEvent(message, channel, person), ...more };
    const home = known(world.teams, channel.team);
    const names = { im: "message.im", public: "message.channels", private: "message.groups" };
    // Both come, where an app asked for both.
    const told = slack.happens(names[channel.kind], home, event, channel);
    const mentioned =
      isMention && channel.kind !== "im"
        ? slack.happens("app_mention", home, mentionEvent(message, channel, person), channel)
        : null;
    const [reception, other] = await Promise.all([told, mentioned]);
    return { ts: message.ts, channel: channel.id, reception: other ?? reception };
  }

  const isUnfurled = (domain: string) =>
    world.app.unfurlDomains.some((one) => domain === one || domain.endsWith(`.${one}`));
  const sees = (id?: string): Shown[] =>
    world.messages
      .filter((one) => one.channel === place(id).id && (one.onlyFor ?? person.id) === person.id)
      .map((one) => shownMessage(world, one));
  const written = (ts: string): Message => {
    const message = world.messages.find((one) => one.ts === ts && (one.onlyFor ?? person.id) === person.id);
    if (!message) throw new Error(`${person.name} sees no message ${ts}`);
    return message;
  };

  return {
    id: person.id,
    team: team.id,
    /** The settings of the profile, to be changed with `changes`. */
    profile: person,
    direct: () => direct().id,
    /** In the direct conversation, or in a channel. */
    says: (text: string, where: In = {}) => types(text, where, text.includes(`<@${team.bot.user}>`)),
    /** A file or a voice message, in the direct conversation. */
    attaches: (kind: "file" | "voice", text = "") => types(text, {}, false, attached(world, kind)),
    mentions(text: string, where: In & { in: string }): Promise<Typed> {
      const channel = place(where.in);
      const { bot } = known(world.teams, channel.team);
      if (!channel.members.has(bot.user)) throw new Error("Slack would offer to invite the app first");
      return types(`<@${bot.user}> ${text}`, where, true);
    },
    async edits(ts: string, text: string): Promise<Reception | null> {
      const message = written(ts);
      const before = message.text;
      Object.assign(message, { text, edited: true });
      const event = changedEvent(message, place(message.channel), person, before, world.stamp());
      return slack.happens("message.im", team, event, place(message.channel));
    },
    async deletes(ts: string): Promise<Reception | null> {
      const message = written(ts);
      world.messages.splice(world.messages.indexOf(message), 1);
      const event = deletedEvent(message, place(message.channel), world.stamp());
      return slack.happens("message.im", team, event, place(message.channel));
    },
    reacts(emoji: string, ts: string): Promise<Reception | null> {
      return slack.happens("reaction_added", team, reactionEvent(person, emoji, written(ts), world.stamp()));
    },
    /** Posts an address; Slack tells the app about those of its domains. */
    async sharesLink(url: string, where: In = {}): Promise<Typed> {
      const channel = place(where.in);
      const typed = await types(`<${url}>`, where, false);
      const domain = new URL(url).hostname;
      if (!isUnfurled(domain)) return typed;
      const unfurl = `${channel.id}.${typed.ts}.${world.newId("x")}`;
      world.unfurls.set(unfurl, typed.ts);
      const event = linkEvent(person, written(typed.ts), channel, [{ domain, url }], unfurl);
      return { ...typed, reception: await slack.happens("link_shared", team, event, channel) };
    },
    /** Puts an address into a message without sending it yet. */
    async composesLink(url: string): Promise<Reception | null> {
      const domain = new URL(url).hostname;
      if (!isUnfurled(domain)) return null;
      const unfurl = `${person.id}-${randomUUID()}`;
      const draft = slack.write(person, { ...direct(), id: "COMPOSER" }, `<${url}>`, null);
      draft.onlyFor = person.id;
      world.unfurls.set(unfurl, draft.ts);
      const event = composedLinkEvent(person, [{ domain, url }], unfurl, world.stamp());
      return slack.happens("link_shared", team, event);
    },
    /** What stands below the message that is being typed. */
    seesDraft(): string | null {
      const drafts = world.messages.filter((one) => one.channel === "COMPOSER" && one.onlyFor === person.id);
      return drafts.map((one) => shownMessage(world, one).words).at(-1) ?? null;
    },
    async opensHome(): Promise<Reception | null> {
      const home = homeOf(world, person.id);
      const event = homeOpenedEvent(person, direct(), "home", home && shownView(home), world.stamp());
      return slack.happens("app_home_opened", team, event);
    },
    async opensMessages(): Promise<Reception | null> {
      return slack.happens(
        "app_home_opened",
        team,
        homeOpenedEvent(person, direct(), "messages", null, world.stamp()),
      );
    },
    /** The stop button of the answer that is being written. */
    async pressesStop(): Promise<Reception | null> {
      const message = world.messages.findLast(
        (one) => one.stream?.state === "live" && sees(one.channel).length > 0,
      );
      if (!message?.stream) throw new Error("nothing is being written");
      message.stream.state = "stopped";
      return slack.happens("agent_session_stopped", team, stoppedEvent(person, message, world.stamp()));
    },
    ...pressing(slack, team, person, {
      direct,
      place,
      written,
      wire: (message) => wire({ world }, message, true),
    }),

    sees,
    /** The words alone, Lotse's and everybody's, one message each. */
    reads: (id?: string): string[] => sees(id).map(({ words }) => words),
    /** The home tab, or null before anything was published there. */
    seesHome(): string | null {
      const home = homeOf(world, person.id);
      return home && shownBlocks(home.payload.blocks);
    },
    /** The modal on top, or null when none is open. */
    seesModal(): { title: string; words: string; filled: ReturnType<typeof stateOf> } | null {
      const modal = topModal(world, person.id);
      if (!modal) return null;
      const { title, blocks } = modal.payload;
      return { title: shownBlocks([{ title }]), words: shownBlocks(blocks), filled: stateOf(blocks) };
    },
    /** What is above the field in which one writes: title, status and suggested prompts. */
    seesThread(ts = "top") {
      const { title, status, prompts, session } = threadOf(world, direct().id, ts);
      return { title, status, session, prompts: prompts.map((prompt) => String(prompt.message)) };
    },
  };
}
