import { z } from "zod";
import type { Reception } from "./deliveries.ts";
import { type Filled, inputsIn, stateOf } from "./form.ts";
import type { Inside } from "./inside.ts";
import {
  clickPayload,
  closedPayload,
  commandForm,
  messageShortcutPayload,
  type Place,
  shortcutPayload,
  submissionPayload,
} from "./interactions.ts";
import { closeModals, homeOf, openModal, rewrite, shown as shownView, topModal } from "./methods/views.ts";
import { type Pressable, pressable } from "./shown.ts";
import type { Channel, Json, Message, Person, Team } from "./world.ts";

export type Submitted =
  | { state: "closed" | "cleared" | "updated" | "pushed" }
  /** By the label of each field. */
  | { state: "errors"; errors: Record<string, string> }
  /** Slack says that there was trouble, and to try again. */
  | { state: "trouble" };
const SubmissionAnswer = z.discriminatedUnion("response_action", [
  z.strictObject({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string().min(1)) }),
  z.strictObject({ response_action: z.enum(["update", "push"]), view: z.unknown() }),
  z.strictObject({ response_action: z.literal("clear") }),
]);
type Surroundings = {
  direct(): Channel;
  place(id: string | undefined): Channel;
  written(ts: string): Message;
  wire(message: Message): Json;
};

/** The part of a person's hands that press, fill in and call up. */
export function pressing(slack: Inside, team: Team, person: Person, around: Surroundings) {
  const { world } = slack;
  const at = { world, team };
  const trigger = () => slack.trigger(person, team);

  function onMessage(message: Message): Extract<Place, { wire: Json }> {
    const channel = around.place(message.channel);
    const responseUrl = slack.responses.url({ team, channel, person, original: message });
    return { channel, message, wire: around.wire(message), responseUrl };
  }

  /** Where the label stands: in the modal on top, in the message named, or else in the latest message with it. */
  function find(
    label: string,
    where: string | undefined,
  ): { found: Pressable; place: Place; blocks: Json[] } {
    const view = where === "home" ? homeOf(world, person.id) : topModal(world, person.id);
    const inView = view?.payload.blocks.flatMap(pressable).find((one) => one.label === label);
    if (view && inView) {
      const { blocks } = view.payload;
      return { found: inView, place: { view: shownView(view, stateOf(blocks)) }, blocks };
    }
    const messages = world.messages.filter(
      (one) => around.place(one.channel).members.has(person.id) && (one.onlyFor ?? person.id) === person.id,
    );
    for (const message of where === undefined ? messages.reverse() : [around.written(where)]) {
      const blocks = message.blocks ?? [];
      const found = blocks.flatMap(pressable).find((one) => one.label === label);
      if (found) return { found, place: onMessage(message), blocks };
    }
    throw new Error(`${person.name} sees nothing called “${label}”`);
  }

  return {
    /** Presses a button or thumb, or chooses an option, by its label. `where`: `home`, or the `ts` of a message. */
    async clicks(label: string, where?: string): Promise<Reception> {
      const { found, place, blocks } = find(label, where);
      const { element, block, chosen } = found;
      const action = {
        type: element.type,
        action_id: element.action_id,
        block_id: block.block_id,
        ...chosen,
        action_ts: world.stamp(),
      };
      const body = clickPayload(at, person, place, action, stateOf(blocks), trigger());
      return slack.deliver({ kind: "interaction", body });
    },

    /** Fills in the modal on top and sends it. What is not named stays as it is. */
    async submits(filled: Filled = {}): Promise<Submitted> {
      const view = topModal(world, person.id);
      if (!view) throw new Error("no modal is open");
      if (view.payload.submit === undefined) throw new Error("this modal cannot be sent");
      const { blocks } = view.payload;
      const body = submissionPayload(at, person, shownView(view, stateOf(blocks, filled, true)), trigger());
      const reception = await slack.deliver({ kind: "interaction", body });
      if (reception.state !== "answered" || reception.status !== 200) return { state: "trouble" };
      if (reception.body === "") {
        world.views.delete(view.id);
        return { state: "closed" };
      }
      const answer = SubmissionAnswer.safeParse(JSON.parse(reception.body));
      if (!answer.success) return { state: "trouble" };
      switch (answer.data.response_action) {
        case "errors":
          return { state: "errors", errors: byLabel(blocks, answer.data.errors) };
        case "update":
          rewrite(world, view, answer.data.view, undefined);
          return { state: "updated" };
        case "push":
          openModal(world, { team: team.id, person: person.id }, answer.data.view, view);
          return { state: "pushed" };
        case "clear":
          closeModals(world, person.id);
          return { state: "cleared" };
      }
    },

    /** Null: the app did not ask to be told. */
    async closesModal(): Promise<Reception | null> {
      const view = topModal(world, person.id);
      if (!view) throw new Error("no modal is open");
      world.views.delete(view.id);
      if (view.payload.notify_on_close !== true) return null;
      return slack.deliver({ kind: "interaction", body: closedPayload(at, person, view, shownView(view)) });
    },

    /** A slash command. What the app answers at once is shown to this person, or to the channel if it says so. */
    async runs(command: string, text = "", where: { in?: string } = {}): Promise<Reception> {
      const channel = around.place(where.in);
      const place = { team, channel, person, original: null };
      const responseUrl = slack.responses.url(place);
      const body = commandForm(at, person, { channel, command, text, trigger: trigger(), responseUrl });
      const reception = await slack.deliver({ kind: "command", body });
      if (reception.state === "answered" && reception.status === 200 && reception.body !== "") {
        slack.responses.respond(place, jsonOr(reception.body));
      }
      return reception;
    },

    /** A shortcut, from anywhere or on a message, by its `callback_id`. */
    async usesShortcut(callback: string, on?: string): Promise<Reception> {
      const body =
        on === undefined
          ? shortcutPayload(at, person, callback, trigger())
          : messageShortcutPayload(at, person, callback, onMessage(around.written(on)), trigger());
      return slack.deliver({ kind: "interaction", body });
    },
  };
}

/** Slack shows an error below the input block of this id; other ids it does not know. */
function byLabel(blocks: readonly Json[], errors: Record<string, string>): Record<string, string> {
  const labels = new Map(inputsIn(blocks).map((input) => [input.block_id, input.label.text]));
  return Object.fromEntries(
    Object.entries(errors).map(([id, error]) => {
      const label = labels.get(id);
      if (label === undefined) throw new Error(`there is no input block ${id}`);
      return [label, error];
    }),
  );
}

function jsonOr(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
