import { z } from "zod";
import { submitActivity } from "./activities.ts";
import { checkCard, isObject } from "./cards.ts";
import type { Reception } from "./deliveries.ts";
import { afterInvoke, type Opened } from "./dialog.ts";
import { type Filled, fieldsOf, readInputs } from "./inputs.ts";
import type { Inside } from "./inside.ts";
import { actionsOf, cardsOf, cardWords } from "./shown.ts";
import { botId, type Json, type Message, type Person, type World } from "./world.ts";

export type Pressed =
  /** The app had answered inside the request: with a card in the place of the other, a sentence, or a no. */
  | { state: "card" }
  | { state: "said"; words: string }
  | { state: "refused"; words: string }
  /** Below the fields, before anything was sent. */
  | { state: "errors"; errors: Record<string, string> }
  /** It became a message to the app. */
  | { state: "sent"; reception: Reception }
  | Opened;

const CardAnswer = z.discriminatedUnion("type", [
  z.object({
    statusCode: z.literal(200),
    type: z.literal("application/vnd.microsoft.card.adaptive"),
    value: z.record(z.string(), z.unknown()),
  }),
  z.object({
    statusCode: z.literal(200),
    type: z.literal("application/vnd.microsoft.activity.message"),
    value: z.string(),
  }),
  z.object({
    statusCode: z.number().int().min(400).max(599),
    type: z.literal("application/vnd.microsoft.error"),
    value: z.object({ code: z.string(), message: z.string() }),
  }),
]);

/** The part of a person's hands that press, fill in and judge. */
export function pressing(teams: Inside, person: Person) {
  const { world } = teams;
  const context = { theme: "default" };

  /** In the message named, or else in the latest message with it. */
  function find(title: string, on: string | undefined): { message: Message; card: Json; action: Json } {
    const messages = teams.visible(person, null).filter(({ id }) => on === undefined || id === on);
    for (const message of messages.reverse()) {
      for (const card of cardsOf(message, person.id)) {
        const action = actionsOf(card).find((one) => one.title === title);
        if (action) return { message, card, action };
      }
    }
    throw new Error(`${person.name} sees nothing called “${title}”`);
  }

  async function executes(message: Message, action: Json, inputs: Json, trigger: string): Promise<Pressed> {
    const { id, verb, data } = action;
    const value = {
      action: {
        type: "Action.Execute",
        ...(id !== undefined && { id }),
        verb,
        data: { ...object(data), ...inputs },
      },
      trigger,
    };
    const { body } = await teams.invoke(person, about(message), "adaptiveCard/action", value);
    const answer = CardAnswer.safeParse(body);
    if (!answer.success) return { state: "trouble" };
    switch (answer.data.type) {
      case "application/vnd.microsoft.card.adaptive":
        checkCard(answer.data.value);
        message.cards.set(person.id, answer.data.value);
        return { state: "card" };
      case "application/vnd.microsoft.activity.message":
        return { state: "said", words: answer.data.value };
      case "application/vnd.microsoft.error":
        return { state: "refused", words: answer.data.value.message };
    }
  }

  async function submitsFrom(message: Message, data: Json): Promise<Pressed> {
    const { msteams } = data;
    const kind = isObject(msteams) ? msteams.type : null;
    const replyTo = message.id;
    if (kind === "task/fetch") {
      const { body } = await teams.invoke(person, about(message), "task/fetch", { data, context });
      return afterInvoke(world, person, body, { command: null, context: {} });
    }
    const { conversation, thread } = about(message);
    const around = teams.around(person, conversation, thread);
    if (kind === "imBack" && isObject(msteams)) {
      throw new Error("imBack on a card is for suggested actions: use taps");
    }
    const activity = submitActivity(around, person, data, replyTo, world.stamp());
    return { state: "sent", reception: await teams.deliver(activity) };
  }

  function about(message: Message) {
    const conversation = teams.place(person, message.conversation);
    return { conversation, thread: message.thread, replyTo: message.id };
  }

  return {
    /** Presses a button on a card by what it says, with what was filled in there. `on`: the id of a message. */
    async clicks(
      title: string,
      { filled = {}, on }: { filled?: Filled; on?: string } = {},
    ): Promise<Pressed> {
      const { message, card, action } = find(title, on);
      if (action.type === "Action.OpenUrl") throw new Error(`“${title}” leads out of Teams`);
      const inputs = action.associatedInputs === "none" ? EMPTY : readInputs(card, filled);
      if (inputs.state === "errors") return inputs;
      if (action.type === "Action.Execute") return executes(message, action, inputs.data, "manual");
      return submitsFrom(message, { ...object(action.data), ...inputs.data });
    },
    /** The same button in a client that does not know Action.Execute: its fallback. */
    async clicksInOldClient(title: string, { on }: { on?: string } = {}): Promise<Pressed> {
      const { message, action } = find(title, on);
      if (!isObject(action.fallback)) throw new Error(`“${title}” has no fallback`);
      return submitsFrom(message, object(action.fallback.data));
    },
    /** What the client does when it shows a card that wants to be refreshed for this person. */
    async looksAt(id: string): Promise<Pressed | null> {
      const message = teams.visible(person, null).find((one) => one.id === id);
      const [card] = message ? cardsOf(message, person.id) : [];
      if (!message || !card || !isObject(card.refresh) || !isObject(card.refresh.action)) return null;
      const { userIds } = card.refresh;
      if (Array.isArray(userIds) && !userIds.includes(person.id)) return null;
      return executes(message, card.refresh.action, {}, "automatic");
    },

    /** Fills in the dialog that is open and sends it, by the button named or its first. */
    async submits(filled: Filled = {}, button?: string): Promise<Pressed> {
      const dialog = dialogOf(world, person);
      const inputs = readInputs(dialog.card, filled);
      if (inputs.state === "errors") return inputs;
      const action = actionsOf(dialog.card).find(
        ({ type, title }) => type === "Action.Submit" && (button === undefined || title === button),
      );
      if (!action) throw new Error(`the dialog has no button ${button ?? ""}`);
      const data = { ...object(action.data), ...inputs.data };
      const name = dialog.command === null ? "task/submit" : "composeExtension/submitAction";
      const value =
        dialog.command === null
          ? { data, context }
          : { commandId: dialog.command, data, context, ...dialog.context };
      const { body } = await teams.invoke(
        person,
        { conversation: teams.place(person, undefined) },
        name,
        value,
      );
      return afterInvoke(world, person, body, dialog);
    },
    closesDialog(): void {
      world.dialogs.delete(person.id);
    },
    seesDialog(): { title: string; words: string; fields: Record<string, unknown> } | null {
      const dialog = world.dialogs.get(person.id);
      return dialog
        ? { title: dialog.title, words: cardWords(dialog.card), fields: fieldsOf(dialog.card) }
        : null;
    },

    /** A thumb below an answer, and what is written into the field that then opens. */
    async rates(
      reaction: "like" | "dislike",
      { comment = "", on }: { comment?: string; on?: string } = {},
    ): Promise<Pressed | { state: "thanked" }> {
      const message = teams
        .visible(person, null)
        .findLast(
          ({ id, author, activity }) =>
            author === botId(world) && hasFeedback(activity) && (on === undefined || id === on),
        );
      if (!message) throw new Error(`${person.name} sees no thumbs`);
      const actionValue = { reaction, feedback: JSON.stringify({ feedbackText: comment }) };
      const value = { actionName: "feedback", actionValue };
      if (isCustom(message.activity)) {
        const asked = { data: { actionName: "feedback", actionValue: { reaction } } };
        const { body } = await teams.invoke(person, about(message), "message/fetchTask", asked);
        return afterInvoke(world, person, body, { command: null, context: {} });
      }
      const { body } = await teams.invoke(person, about(message), "message/submitAction", value);
      return isObject(body) ? { state: "thanked" } : { state: "trouble" };
    },
  };
}

const EMPTY = { state: "filled", data: {} } as const;

function dialogOf(world: World, person: Person) {
  const dialog = world.dialogs.get(person.id);
  if (!dialog) throw new Error(`${person.name} has no dialog open`);
  return dialog;
}

function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

function hasFeedback({ channelData }: Json): boolean {
  const { feedbackLoop, feedbackLoopEnabled } = object(channelData);
  return isObject(feedbackLoop) || feedbackLoopEnabled === true;
}

function isCustom({ channelData }: Json): boolean {
  return object(object(channelData).feedbackLoop).type === "custom";
}
