import { z } from "zod";
import { action, type Block, primary, text } from "../src/channel/block.ts";
import { type Dialog, done, type Next, say, type Turn } from "../src/dialog/dialog.ts";
import { hasOptedIn, optIn } from "../src/privacy/opt-in.ts";
import { countedElsewhere } from "../src/signal/counted.ts";
import { confirmTopic, takeBack } from "../src/signal/votes.ts";
import { findTopic } from "../src/topic/topics.ts";
import { countedElsewhereBlocks } from "./counted-elsewhere.ts";

/** A topic becomes a vote: only by a tap, only with a yes to sharing, and it can be taken back until the month is closed. */
export const signal: Dialog<null> = {
  id: "signal",
  schema: z.null(),
  async begin(turn) {
    const { event, texts } = turn;
    if (event.kind !== "action") return done(text(texts.common.unknownButton));
    if (event.action === "signal.leave") return done(text(texts.signal.left));
    const topic = await findTopic(turn.read, turn.org, event.value);
    if (!topic) return done(text(texts.signal.unknown));
    const label = topic.label[turn.language];
    switch (event.action) {
      case "signal.confirm":
      case "signal.confirm-unanswered": {
        const unanswered = event.action === "signal.confirm-unanswered";
        if (await needsYes(turn))
          return done(text(texts.signal.explain), ask(turn, topic.topic, label, unanswered));
        return count(turn, topic.topic, label, { agrees: false, unanswered });
      }
      case "signal.agree":
        return count(turn, topic.topic, label, { agrees: true, unanswered: false });
      case "signal.agree-unanswered":
        return count(turn, topic.topic, label, { agrees: true, unanswered: true });
      case "signal.take-back":
        return undo(turn, topic.topic, label);
      default:
        return done(text(texts.common.unknownButton));
    }
  },
  async resume() {
    return { to: "yield" };
  },
};

/** Nobody is asked for a yes to what could not be counted. */
async function needsYes({ read, org, learner }: Turn): Promise<boolean> {
  if (await hasOptedIn(read, { org, learner }, "signals")) return false;
  return (await countedElsewhere(read, org, learner)) === null;
}

function ask({ texts: { signal } }: Turn, topic: string, label: string, unanswered: boolean): Block {
  return {
    kind: "buttons",
    buttons: [
      primary(action(signal.yes(label), unanswered ? "signal.agree-unanswered" : "signal.agree", topic)),
      action(signal.no, "signal.leave", topic),
    ],
  };
}

/** `agrees`: with this very tap they say yes to sharing. `unanswered`: as in `Confirming`. */
async function count(
  turn: Turn,
  topic: string,
  label: string,
  { agrees, unanswered }: { agrees: boolean; unanswered: boolean },
): Promise<Next<null>> {
  const { org, learner, read, now, texts } = turn;
  const yes = agrees ? await optIn(read, turn, "signals", now) : [];
  const vote = await confirmTopic(read, { org, learner, topic, now, unanswered });
  const back: Block = {
    kind: "buttons",
    buttons: [action(texts.signal.takeBack, "signal.take-back", topic)],
  };
  switch (vote.state) {
    case "counted":
      return {
        to: "done",
        replies: [say(text(texts.signal.counted(label)), back)],
        changes: [...yes, ...vote.changes],
      };
    case "already":
      return { to: "done", replies: [say(text(texts.signal.already(label)), back)], changes: yes };
    case "elsewhere":
      return done(...countedElsewhereBlocks(texts, vote.counted));
    case "unknown":
      return done(text(texts.signal.unknown));
  }
}

async function undo(turn: Turn, topic: string, label: string): Promise<Next<null>> {
  const { org, learner, read, now, texts } = turn;
  const changes = await takeBack(read, { org, learner, topic, now });
  if (changes.length === 0) return done(text(texts.signal.notThere));
  return { to: "done", replies: [say(text(texts.signal.takenBack(label)))], changes };
}
