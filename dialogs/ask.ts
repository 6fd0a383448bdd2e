import { z } from "zod";
import { giveVerdict, isAnswerKnown, sendComment, verdictsOn } from "../src/answer/feedback.ts";
import { type Block, text } from "../src/channel/block.ts";
import { Verdict } from "../src/channel/event.ts";
import type { Dialog, DialogForm, Next, Reply, Turn } from "../src/dialog/dialog.ts";
import type { Change } from "../src/store/change.ts";
import type { Sealer } from "../src/store/sealing.ts";

/** A comment that its author is looking at before it is sent. */
const Previewing = z.object({
  step: z.literal("previewing"),
  answer: z.string(),
  verdict: Verdict,
  comment: z.string(),
});
type Previewing = z.infer<typeof Previewing>;

const LONGEST_QUESTION = 1000;
const LONGEST_COMMENT = 1000;

/** Takes questions, and what people say about the answers. */
export function ask({ sealer }: { sealer: Sealer }): Dialog<Previewing> {
  return {
    id: "ask",
    schema: Previewing,
    forms: { "ask.comment": commentForm },

    async begin(turn) {
      const { event, texts } = turn;
      switch (event.kind) {
        case "message":
          return { to: "done", replies: [replyTo(turn)] };
        case "feedback":
          return done(await takeVerdict(turn, event.about, event.verdict));
        case "form":
          return previewComment(turn, event.value, event.values.comment ?? "");
        // A button of a preview that is over.
        case "action":
          return { to: "done", replies: [say(text(texts.ask.commentOver))] };
        default:
          return { to: "done", replies: [] };
      }
    },

    async resume(turn, state) {
      const { event, texts } = turn;
      // A question in between is answered, and the preview waits.
      if (event.kind === "message") return { to: "wait", state, replies: [replyTo(turn)] };
      if (event.kind === "form") return this.begin(turn);
      if (event.kind !== "action" || event.value !== state.answer) return { to: "wait", state, replies: [] };
      switch (event.action) {
        case "ask.send": {
          const change = sendComment(sealer, { org: turn.org, at: turn.now, ...state });
          return { to: "done", replies: [say(text(texts.ask.commentSent))], changes: [change] };
        }
        case "ask.discard":
          return { to: "done", replies: [say(text(texts.ask.commentDiscarded))] };
        default:
          return { to: "wait", state, replies: [say(text(texts.common.unknownButton))] };
      }
    },
  };
}

/** An answer, or a kind word about what cannot be answered. */
function replyTo({ event, texts, language }: Turn): Reply {
  if (event.kind !== "message") return say(text(texts.common.unknownButton));
  const { ask } = texts;
  if (event.attachments.includes("voice")) return say(text(ask.voice));
  if (event.attachments.length > 0) return say(text(ask.file));
  if (event.text === "") return say(text(ask.empty));
  if (!/[\p{L}\p{N}]/u.test(event.text)) return say(text(ask.noWords));
  if (event.text.length > LONGEST_QUESTION) return say(text(ask.tooLong(LONGEST_QUESTION)));
  return { kind: "answer", question: event.text, language };
}

async function takeVerdict(
  turn: Turn,
  answer: string,
  verdict: Verdict,
): Promise<{ replies: Reply[]; changes: Change[] }> {
  const { ask } = turn.texts;
  if (!(await isAnswerKnown(turn.read, turn.org, answer)))
    return { replies: [say(text(ask.answerGone))], changes: [] };
  const before = (await verdictsOn(turn.read, turn.org, [answer])).get(answer);
  // The same thumb again: nothing changes, and nobody is thanked twice.
  if (before === verdict) return { replies: [], changes: [] };
  const comment: Block = {
    kind: "buttons",
    buttons: [{ kind: "form", label: ask.commentButton, form: "ask.comment", value: answer }],
  };
  return {
    replies: [say(text(verdict === "helpful" ? ask.thanks : ask.sorry), comment)],
    changes: [await giveVerdict(turn.read, turn.org, answer, verdict, turn.now)],
  };
}

async function previewComment(turn: Turn, answer: string, comment: string): Promise<Next<Previewing>> {
  const { ask } = turn.texts;
  const verdict = (await verdictsOn(turn.read, turn.org, [answer])).get(answer);
  if (!verdict) return { to: "done", replies: [say(text(ask.answerGone))] };
  const mistake = commentForm.mistakes(turn.texts, { comment }).comment;
  if (mistake !== undefined) return { to: "done", replies: [say(text(mistake))] };
  return {
    to: "wait",
    state: { step: "previewing", answer, verdict, comment },
    replies: [
      say(
        text(ask.commentPreview),
        {
          kind: "quote",
          label: ask.commentField,
          language: turn.language,
          parts: [{ text: comment, mark: false }],
          citation: null,
        },
        {
          kind: "buttons",
          buttons: [
            { kind: "action", label: ask.commentSend, action: "ask.send", value: answer, primary: true },
            {
              kind: "action",
              label: ask.commentDiscard,
              action: "ask.discard",
              value: answer,
              primary: false,
            },
          ],
        },
      ),
    ],
  };
}

const commentForm: DialogForm = {
  show: ({ ask }, value) => ({
    form: "ask.comment",
    value,
    title: ask.commentTitle,
    intro: ask.commentIntro,
    fields: [
      {
        name: "comment",
        label: ask.commentField,
        hint: ask.commentHint,
        lines: "many",
        required: true,
        longest: LONGEST_COMMENT,
      },
    ],
    submit: ask.commentNext,
    cancel: ask.commentCancel,
  }),
  mistakes: ({ ask }, { comment = "" }): Record<string, string> => {
    if (comment === "") return { comment: ask.commentMissing };
    return comment.length > LONGEST_COMMENT ? { comment: ask.commentTooLong(LONGEST_COMMENT) } : {};
  },
};

function say(...blocks: Block[]): Reply {
  return { kind: "message", blocks };
}

function done(result: { replies: Reply[]; changes: Change[] }): Next<Previewing> {
  return { to: "done", ...result };
}
