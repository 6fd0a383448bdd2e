import { randomUUID } from "node:crypto";
import { text } from "../channel/block.ts";
import type { ChannelEvent } from "../channel/event.ts";
import type { Language } from "../channel/language.ts";
import { converse, nothing, type Outcome } from "../dialog/converse.ts";
import type { Dialogs, Reply, Turn } from "../dialog/dialog.ts";
import { recognise } from "../i18n/recognise.ts";
import { texts } from "../i18n/texts.ts";
import { type Arrival, type Arrived, arrive } from "../learner/arrival.ts";
import { doorFor } from "../learner/door.ts";
import type { Learner } from "../learner/learner.ts";
import { findOrg } from "../org/org.ts";
import { isZone } from "../rhythm/local-time.ts";
import type { Change } from "../store/change.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store } from "../store/store.ts";
import { type Behind, behind } from "./closed.ts";
import type { Committed, Held } from "./conversation.ts";
import type { NewDelivery, Parcel } from "./outbox.ts";

export type TurnParts = { readOf: Store["readOf"]; sealer: Sealer; dialogs: Dialogs; stamp: () => number };

/** Decides what an event leads to. Reads and computes; the worker commits. */
export async function takeTurn(parts: TurnParts, held: Held, now: number): Promise<Committed> {
  const { event } = held;
  const read = parts.readOf(held.org);
  const org = await findOrg(read, held.org);
  const arrived = await arrive(read, parts.sealer, arrivalOf(held.org, event), randomUUID(), now);
  const { learner } = arrived;
  const language =
    spoken(event) ?? held.language ?? learner.language ?? event.sender.language ?? org?.language ?? "en";
  const turn: Turn = {
    event,
    now,
    org: held.org,
    learner: learner.learner,
    name: learner.name,
    zone: zoneOf(event) ?? learner.zone ?? org?.zone ?? "UTC",
    language,
    texts: texts[language],
    read,
  };

  // What is due for somebody who has left meanwhile comes to nothing.
  const nowhere = event.kind === "due" && learner.conversation === null;
  const { outcome, closedSaidAt, conversed } = nowhere
    ? { outcome: nothing(held.stack), closedSaidAt: held.closedSaidAt, conversed: false }
    : await respond(parts, turn, held, arrived);
  // What is due is nobody's first contact: they said yes to it.
  const introduced =
    learner.introducedAt !== null || event.kind === "left" || event.kind === "due" || !conversed;
  const introduction: Reply[] = introduced
    ? []
    : [{ kind: "message", blocks: [text(turn.texts.common.introduction(org?.name ?? ""))] }];
  const recognition = recognitionOf(arrived, turn);
  const chosen = outcome.interrupt?.interrupt === "language" ? outcome.interrupt.language : null;
  const next: Learner = {
    ...learner,
    language: chosen ?? learner.language,
    introducedAt: introduced ? learner.introducedAt : now,
    conversation: placeOf(event, learner.conversation),
    zone: zoneOf(event) ?? learner.zone,
  };
  const own = { conversation: held.conversation, unaskedOf: event.kind === "due" ? learner.learner : null };
  return {
    stack: outcome.stack,
    language: chosen ?? language,
    closedSaidAt,
    owner: isAlone(event) && arrived.state !== "left" ? learner.learner : null,
    changes: [
      ...arrived.changes,
      ...(arrived.state === "left" ? [] : learnerChanges(learner, next)),
      ...outcome.changes,
    ],
    deliveries: [
      ...[...introduction, ...recognition, ...outcome.replies].map((reply) =>
        delivery(parts, held.org, own, {
          reply,
          learner: learner.learner,
          answer: randomUUID(),
          ...threadOf(event),
        }),
      ),
      ...outcome.letters.map(({ to, conversation, blocks, unasked }) =>
        delivery(
          parts,
          held.org,
          { conversation, unaskedOf: unasked ? to : null },
          { reply: { kind: "message", blocks }, learner: to, answer: "" },
        ),
      ),
    ],
    stop: stopped(outcome),
    event: "done",
  };
}

/** The dialogs' word, if Lotse is there for whoever it is. */
async function respond(
  { dialogs }: TurnParts,
  turn: Turn,
  held: Held,
  { state, learner }: Arrived,
): Promise<Behind> {
  const door =
    state === "left" ? "has left" : await doorFor(turn.read, turn.org, learner.learner, learner.unit);
  if (door !== "open") return behind(door, dialogs, turn, held);
  return { outcome: await converse(dialogs, turn, held.stack), closedSaidAt: null, conversed: true };
}

function delivery(
  { stamp }: TurnParts,
  org: string,
  place: Pick<NewDelivery, "conversation" | "unaskedOf">,
  parcel: Parcel,
): NewDelivery {
  return { org, delivery: randomUUID(), ...place, position: stamp(), parcel };
}

function stopped({ interrupt }: Outcome): Committed["stop"] {
  return interrupt?.interrupt === "stop" ? { delivery: interrupt.delivery } : null;
}

/** Who the sender is, as their channel vouches for it. */
function arrivalOf(org: string, { address, sender }: ChannelEvent): Arrival {
  const { native, name = null, mail = null, unit = null, notOf = [] } = sender;
  return { org, connection: address.connection, native, name, mail, unit, notOf };
}

function isAlone({ address }: ChannelEvent): boolean {
  return address.direct || address.aside === true;
}

/** What is said to an event stands in its thread. */
export function threadOf({ address: { thread } }: ChannelEvent): { thread?: string } {
  return thread === undefined ? {} : { thread };
}

/** A word to whoever is known by their mail, where nobody else reads along. */
function recognitionOf({ state }: Arrived, { event, texts: { join } }: Turn): Reply[] {
  if (!event.address.direct || (state !== "recognised" && state !== "joining")) return [];
  return [{ kind: "message", blocks: [text(join[state])] }];
}

function learnerChanges(before: Learner, next: Learner): Change[] {
  const { org, learner, version } = before;
  const row = columnsOf(next);
  if (JSON.stringify(columnsOf(before)) === JSON.stringify(row)) return [];
  return [{ change: "set", table: "learner", key: { org, learner }, version, row }];
}

function columnsOf({ language, introducedAt, conversation, zone }: Learner) {
  return { language, introduced_at: introducedAt, conversation, zone };
}

/** Where the learner can be written to from now on: nowhere, once they have left. */
function placeOf(event: ChannelEvent, before: string | null): string | null {
  if (event.kind === "left") return null;
  if (event.kind === "due") return before;
  return event.address.direct ? event.address.conversation : before;
}

/** Where the sender is, if their channel tells and it is a zone one can reckon with. */
function zoneOf({ sender }: ChannelEvent): string | null {
  return sender.zone !== undefined && isZone(sender.zone) ? sender.zone : null;
}

/** The language of what was typed just now, where it is plain to see. */
function spoken(event: ChannelEvent): Language | null {
  return event.kind === "message" ? recognise(event.text) : null;
}
