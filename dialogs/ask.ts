import { z } from "zod";
import { giveVerdict, isAnswerKnown, verdictsOn } from "../src/answer/feedback.ts";
import { why } from "../src/answer/why.ts";
import { text } from "../src/channel/block.ts";
import type { ChannelEvent, Verdict } from "../src/channel/event.ts";
import type { Retell } from "../src/channel/reply.ts";
import { type Dialog, type Next, type Reply, say, type Turn } from "../src/dialog/dialog.ts";
import { whatWasSent } from "../src/model/sent.ts";
import type { Sealer } from "../src/store/sealing.ts";

/** More than this, in UTF-16 code units, is a text and no question. */
const LONGEST_QUESTION = 1000;

/** Takes questions, and the thumbs on answers. */
export const ask = ({ sealer }: { sealer: Sealer }): Dialog<null> => ({
  id: "ask",
  schema: z.null(),
  async begin(turn) {
    const { event, texts } = turn;
    switch (event.kind) {
      case "message":
        return { to: "done", replies: [replyTo(event, turn)] };
      case "feedback":
        return takeVerdict(turn, event.about, event.verdict);
      case "action":
        return { to: "done", replies: [retold(event, turn)] };
      default:
        return { to: "done", replies: [say(text(texts.common.unknownButton))] };
    }
  },
  async resume() {
    return { to: "yield" };
  },
  views: {
    "ask.why": (setting, value) => why(setting.read, setting, value),
    "ask.sent": (setting, answer) => whatWasSent(setting.read, sealer, { ...setting, answer }),
  },
});

/** An answer, or a kind word about what cannot be answered. */
function replyTo(
  { text: question, attachments }: Extract<ChannelEvent, { kind: "message" }>,
  { texts: { ask }, language }: Turn,
): Reply {
  if (attachments.includes("voice")) return say(text(ask.voice));
  if (attachments.length > 0) return say(text(ask.file));
  if (question === "") return say(text(ask.empty));
  if (!/[\p{L}\p{N}]/u.test(question)) return say(text(ask.noWords));
  if (question.length > LONGEST_QUESTION) return say(text(ask.tooLong(LONGEST_QUESTION)));
  return { kind: "answer", question, language };
}

/** An earlier answer in another manner. */
function retold(
  { action, value: answer }: Extract<ChannelEvent, { kind: "action" }>,
  { texts: { common }, language }: Turn,
): Reply {
  const about = (manner: Retell["manner"]): Reply => {
    return { kind: "answer", question: "", language, retell: { answer, manner } };
  };
  if (action === "ask.easy") return about("easy");
  return action === "ask.other-language" ? about("other-language") : say(text(common.unknownButton));
}

async function takeVerdict(turn: Turn, answer: string, verdict: Verdict): Promise<Next<null>> {
  const { ask, comment } = turn.texts;
  if (!(await isAnswerKnown(turn.read, turn.org, answer))) {
    return { to: "done", replies: [say(text(ask.answerGone))] };
  }
  const before = (await verdictsOn(turn.read, turn.org, [answer])).get(answer);
  // The same thumb again: nothing changes, and nobody is thanked twice.
  if (before === verdict) return { to: "done", replies: [] };
  const button = { kind: "form", label: comment.button, form: "comment.write", value: answer } as const;
  return {
    to: "done",
    replies: [
      say(text(verdict === "helpful" ? ask.thanks : ask.sorry), { kind: "buttons", buttons: [button] }),
    ],
    changes: [await giveVerdict(turn.read, turn.org, answer, verdict, turn.now)],
  };
}
