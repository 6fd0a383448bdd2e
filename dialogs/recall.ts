import { randomUUID } from "node:crypto";
import { z } from "zod";
import { action, type Block, quiet, text } from "../src/channel/block.ts";
import {
  type Dialog,
  type DialogForm,
  done,
  type Next,
  type Setting,
  say,
  type Turn,
  type View,
} from "../src/dialog/dialog.ts";
import { dayInWords } from "../src/i18n/texts.ts";
import { givenAt, hasOptedIn } from "../src/privacy/opt-in.ts";
import type { Keeper } from "../src/reflection/goal.ts";
import { ASKED_AFTER_DAYS, findQuestion, keepQuestion } from "../src/reflection/self-question.ts";
import { contacted, wasContacted } from "../src/rhythm/contact.ts";
import { inDays, nextWorkingTime } from "../src/rhythm/local-time.ts";
import { isPaused, nextTime, rhythmOf, schedule, unschedule } from "../src/rhythm/rhythm.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";

/** The job that asks a question to oneself; its subject is the question. */
export const ASK_MYSELF = "recall.ask";
/** UTF-16 code units. */
const LONGEST = 500;

/**
 * Questions to oneself, asked after 7, 21 and 60 days. Question and answer are shown outside the chat; how well it went is told to
 * nobody, not even kept.
 */
export function recall({ keys }: { keys: LearnerKeys }): Dialog<null> {
  return {
    id: "recall",
    calls: {
      whole: ["frag mich", "frage an mich", "frag mich etwas", "ask me", "ask me a question"],
      openings: [],
    },
    schema: z.null(),
    forms: { "recall.write": form },
    views: { "recall.question": questionView(keys), "recall.answer": answerView(keys) },
    async begin(turn) {
      const { event, texts } = turn;
      if (event.kind === "due") return ask(keys, turn, event.subject, event.week);
      if (event.kind === "action" && event.action === "recall.graded") return graded(keys, turn, event.value);
      if (event.kind === "action" && event.action === "recall.delete") return remove(turn, event.value);
      const since = await keepingSince(turn);
      if (since === null) return done(text(texts.recall.needsKeeping), privacyButton(turn));
      if (event.kind === "form") return keep({ ...turn, keys, since }, turn, event.values);
      return done(text(texts.recall.offer), {
        kind: "buttons",
        buttons: [{ kind: "form", label: texts.recall.write, form: "recall.write", value: "" }],
      });
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

function privacyButton({ texts: { recall } }: Turn): Block {
  const open = action(recall.privacy, "privacy.show");
  return { kind: "buttons", buttons: [open] };
}

/** Keeping the question and writing by itself both need their yes; null without them. */
async function keepingSince({ read, org, learner }: Turn): Promise<number | null> {
  if (!(await hasOptedIn(read, { org, learner }, "messages"))) return null;
  return givenAt(read, { org, learner }, "reflections");
}

async function keep(
  keeper: Keeper,
  turn: Turn,
  { question = "", answer = "" }: Record<string, string>,
): Promise<Next<null>> {
  const id = randomUUID();
  const at = askingTime(turn, 0);
  return {
    to: "done",
    replies: [say(text(turn.texts.recall.saved(dayInWords(turn.language, at, turn.zone))))],
    changes: [
      await keepQuestion(keeper, id, { question, answer }, turn.now),
      schedule(turn, ASK_MYSELF, id, at),
    ],
  };
}

/** When a question comes next that was asked `step` times already. */
export function askingTime({ now, zone }: Setting, step: number): number {
  const days = (ASKED_AFTER_DAYS[step] ?? 0) - (ASKED_AFTER_DAYS[step - 1] ?? 0);
  return nextWorkingTime(inDays(now, zone, days), zone);
}

async function ask(keys: LearnerKeys, turn: Turn, question: string, week: string): Promise<Next<null>> {
  const { read, org, learner, now, texts } = turn;
  const found = await findQuestion({ ...turn, keys }, question);
  const contact = { org, learner, job: ASK_MYSELF, subject: question, week };
  const rhythm = await rhythmOf(read, org, learner);
  if (!found || !rhythm || (await keepingSince(turn)) === null || (await wasContacted(read, contact))) {
    return { to: "done", replies: [] };
  }
  // Quiet means quiet: it is asked when the pause is over, or after a week.
  if (isPaused(rhythm, now)) {
    const later = nextWorkingTime(inDays(now, turn.zone, 7), turn.zone);
    return { to: "done", replies: [], changes: [schedule(turn, ASK_MYSELF, question, later)] };
  }
  const step = found.step + 1;
  const show = { kind: "view", label: texts.recall.show, view: "recall.question", value: question } as const;
  return {
    to: "done",
    replies: [say(text(texts.recall.due), { kind: "buttons", buttons: [show] })],
    changes: [
      contacted(contact, now),
      // The next one comes whether or not somebody looks at this one.
      ...(step < ASKED_AFTER_DAYS.length
        ? [schedule(turn, ASK_MYSELF, question, askingTime(turn, step))]
        : []),
      {
        change: "set",
        table: "self_question",
        key: { org, learner, question },
        version: found.version,
        row: { step },
      },
    ],
  };
}

/** After the answer was looked at: when it is asked again, or that it is over. How it went is told to nobody. */
async function graded(keys: LearnerKeys, turn: Turn, question: string): Promise<Next<null>> {
  const { org, learner, texts } = turn;
  const found = await findQuestion({ ...turn, keys }, question);
  if (!found) return done(text(texts.recall.gone));
  if (found.step >= ASKED_AFTER_DAYS.length) {
    return {
      to: "done",
      replies: [say(text(texts.recall.finished))],
      changes: [{ change: "remove", table: "self_question", key: { org, learner, question } }],
    };
  }
  const at = await nextTime(turn.read, org, learner, ASK_MYSELF, question);
  return done(
    text(at === null ? texts.recall.thanks : texts.recall.again(dayInWords(turn.language, at, turn.zone))),
  );
}

function remove({ org, learner, texts }: Turn, question: string): Next<null> {
  return {
    ...done(text(texts.recall.deleted)),
    changes: [
      { change: "remove", table: "self_question", key: { org, learner, question } },
      unschedule({ org, learner }, ASK_MYSELF, question),
    ],
  };
}

function questionView(keys: LearnerKeys): View {
  return async (setting, question) => {
    const { recall } = setting.texts;
    const found = await findQuestion({ ...setting, keys }, question);
    if (!found) return null;
    return {
      title: recall.panel,
      blocks: [
        text(found.words.question),
        quiet(recall.think),
        {
          kind: "buttons",
          buttons: [{ kind: "view", label: recall.showAnswer, view: "recall.answer", value: question }],
        },
      ],
    };
  };
}

function answerView(keys: LearnerKeys): View {
  return async (setting, question) => {
    const { recall } = setting.texts;
    const found = await findQuestion({ ...setting, keys }, question);
    if (!found) return null;
    const buttons = [recall.knew, recall.partly, recall.notYet].map((label) => {
      return action(label, "recall.graded", question);
    });
    return {
      title: recall.panel,
      blocks: [text(found.words.question), text(found.words.answer), { kind: "buttons", buttons }],
    };
  };
}

const form: DialogForm = {
  async show({ texts: { recall } }) {
    const field = { kind: "text", required: true, initial: "", longest: LONGEST, lines: "many" } as const;
    return {
      form: "recall.write",
      value: "",
      title: recall.title,
      intro: recall.intro,
      fields: [
        { ...field, name: "question", label: recall.question, hint: recall.questionHint },
        { ...field, name: "answer", label: recall.answer, hint: "" },
      ],
      submit: recall.save,
      cancel: recall.cancel,
    };
  },
  mistakes({ recall }, { question = "", answer = "" }): Record<string, string> {
    const mistake = (words: string) =>
      words === "" ? recall.missing : words.length > LONGEST ? recall.tooLong(LONGEST) : null;
    const [first, second] = [mistake(question), mistake(answer)];
    return { ...(first ? { question: first } : {}), ...(second ? { answer: second } : {}) };
  },
};
