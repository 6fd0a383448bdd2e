import { z } from "zod";
import { sendComment, verdictsOn } from "../src/answer/feedback.ts";
import { action, type Block, primary, text } from "../src/channel/block.ts";
import { type Dialog, type DialogForm, type Next, say, type Turn } from "../src/dialog/dialog.ts";
import type { Sealer } from "../src/store/sealing.ts";

/** A comment that its author is looking at. `preview` names this very preview: an older one's buttons do not send it. */
const Previewing = z.object({
  step: z.literal("previewing"),
  preview: z.string(),
  answer: z.string(),
  comment: z.string(),
});
type Previewing = z.infer<typeof Previewing>;

/** UTF-16 code units. */
const LONGEST_COMMENT = 1000;

/** A comment on an answer: written in a form, previewed word for word, and only then sent. */
export function comment({ sealer }: { sealer: Sealer }): Dialog<Previewing> {
  return {
    id: "comment",
    schema: Previewing,
    forms: { "comment.write": form },

    async begin(turn) {
      const { event, texts } = turn;
      if (event.kind === "form") return preview(turn, event.id, event.value, event.values.comment ?? "");
      return { to: "done", replies: [say(text(texts.comment.over))] };
    },

    async resume(turn, state) {
      const { event, texts } = turn;
      if (event.kind === "form") return this.begin(turn);
      if (event.kind !== "action") return { to: "yield" };
      if (event.value !== state.preview) {
        return { to: "wait", state, replies: [say(text(texts.comment.over))] };
      }
      if (event.action === "comment.discard") {
        return { to: "done", replies: [say(text(texts.comment.discarded))] };
      }
      const change = await sendComment(turn.read, sealer, turn.org, state.answer, state.comment, turn.now);
      if (!change) return { to: "done", replies: [say(text(texts.ask.answerGone))] };
      return { to: "done", replies: [say(text(texts.comment.sent))], changes: [change] };
    },
  };
}

async function preview(turn: Turn, id: string, answer: string, words: string): Promise<Next<Previewing>> {
  const { ask, comment } = turn.texts;
  const known = (await verdictsOn(turn.read, turn.org, [answer])).has(answer);
  if (!known) return { to: "done", replies: [say(text(ask.answerGone))] };
  const parts = [{ text: words, mark: false }];
  const blocks: Block[] = [
    text(comment.preview),
    { kind: "quote", label: comment.field, language: turn.language, parts, citation: null },
    {
      kind: "buttons",
      buttons: [
        primary(action(comment.send, "comment.send", id)),
        action(comment.discard, "comment.discard", id),
      ],
    },
  ];
  const state = { step: "previewing", preview: id, answer, comment: words } as const;
  return { to: "wait", state, replies: [say(...blocks)] };
}

const form: DialogForm = {
  show: async ({ texts: { comment } }, value) => ({
    form: "comment.write",
    value,
    title: comment.title,
    intro: comment.intro,
    fields: [
      {
        name: "comment",
        label: comment.field,
        hint: comment.hint,
        initial: "",
        kind: "text",
        lines: "many",
        required: true,
        longest: LONGEST_COMMENT,
      },
    ],
    submit: comment.next,
    cancel: comment.cancel,
  }),
  mistakes: ({ comment }, { comment: words = "" }): Record<string, string> => {
    if (words === "") return { comment: comment.missing };
    return words.length > LONGEST_COMMENT ? { comment: comment.tooLong(LONGEST_COMMENT) } : {};
  },
};
