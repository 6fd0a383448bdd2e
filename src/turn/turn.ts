import { randomUUID } from "node:crypto";
import { text } from "../channel/block.ts";
import type { ChannelEvent } from "../channel/event.ts";
import type { Language } from "../channel/language.ts";
import { converse, type Outcome } from "../dialog/converse.ts";
import type { Dialogs, Reply, Turn } from "../dialog/dialog.ts";
import { recognise } from "../i18n/recognise.ts";
import { texts } from "../i18n/texts.ts";
import { addLearner, findLearner, type Learner, newLearner } from "../learner/learner.ts";
import { findOrg } from "../org/org.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";
import type { Committed, Held } from "./conversation.ts";

export type TurnParts = { read: Reader; dialogs: Dialogs; stamp: () => number };

/** Decides what an event leads to. Reads and computes; the worker commits. */
export async function takeTurn(parts: TurnParts, held: Held, now: number): Promise<Committed> {
  const { event } = held;
  const { connection } = event.address;
  const org = await findOrg(parts.read, held.org);
  const known = await findLearner(parts.read, held.org, connection, event.sender.native);
  const learner = known ?? newLearner(held.org, randomUUID());
  const language = spoken(event) ?? held.language ?? learner.language ?? org?.language ?? "en";
  const turn: Turn = {
    event,
    now,
    org: held.org,
    learner: learner.learner,
    name: learner.name,
    language,
    texts: texts[language],
    read: parts.read,
  };

  const outcome = await converse(parts.dialogs, turn, held.stack);
  const introduced = learner.introducedAt !== null || event.kind === "left";
  const introduction: Reply[] = introduced
    ? []
    : [{ kind: "message", blocks: [text(turn.texts.common.introduction(org?.name ?? ""))] }];
  const chosen = outcome.interrupt?.interrupt === "language" ? outcome.interrupt.language : null;
  const next: Learner = {
    ...learner,
    language: chosen ?? learner.language,
    introducedAt: introduced ? learner.introducedAt : now,
  };
  return {
    stack: outcome.stack,
    language: chosen ?? language,
    changes: [...learnerChanges(known, next, event), ...outcome.changes],
    deliveries: [...introduction, ...outcome.replies].map((reply) => ({
      org: held.org,
      delivery: randomUUID(),
      conversation: held.conversation,
      position: parts.stamp(),
      parcel: { reply, learner: learner.learner, answer: randomUUID() },
    })),
    stop: stopped(outcome),
    event: "done",
  };
}

function stopped({ interrupt }: Outcome): Committed["stop"] {
  return interrupt?.interrupt === "stop" ? { delivery: interrupt.delivery } : null;
}

function learnerChanges(known: Learner | null, next: Learner, event: ChannelEvent): Change[] {
  if (!known) return addLearner(next, event.address.connection, event.sender.native);
  if (known.introducedAt === next.introducedAt && known.language === next.language) return [];
  const { org, learner, version } = known;
  const row = { language: next.language, introduced_at: next.introducedAt };
  return [{ change: "set", table: "learner", key: { org, learner }, version, row }];
}

/** The language of what was typed just now, where it is plain to see. */
function spoken(event: ChannelEvent): Language | null {
  return event.kind === "message" ? recognise(event.text) : null;
}
