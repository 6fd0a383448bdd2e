import {
  exerciseIn,
  hintMessage,
  judgeButtons,
  quoted,
  sourcesOf,
  wholeAnswer,
} from "../src/answer/coach/hint.ts";
import { type Point, pointsOf } from "../src/answer/coach/points.ts";
import {
  begun,
  type Exercise,
  type Judgement,
  judged,
  type Practising,
  Talk,
  tried,
} from "../src/answer/coach/talk.ts";
import { action, type Block, quiet, text } from "../src/channel/block.ts";
import { type Dialog, done, type Next, type Reply, say, type Turn } from "../src/dialog/dialog.ts";
import { afterOpening, words } from "../src/dialog/router.ts";
import type { SourcePassage } from "../src/knowledge/passages.ts";
import { membershipsOf } from "../src/learner/learner.ts";
import { schedule, unschedule } from "../src/rhythm/rhythm.ts";

/** The job that ends a talk nobody goes on with; its subject is always the same: one talk at a time. */
const END = "coach.end";
const TALK = "talk";
const IDLE_MS = 30 * 60 * 1000;

const OPENINGS = [
  ...["übe mit mir", "üb mit mir", "lass uns üben", "coach mich zu", "coache mich zu", "ich möchte üben"],
  ...["coach me on", "coach me about", "practise with me", "practice with me"],
];
const SHOW = [
  "zeig mir die antwort",
  "zeig die antwort",
  "antwort zeigen",
  "show me the answer",
  "show the answer",
];
const ENOUGH = ["genug", "aufhören", "das reicht", "enough", "that is enough", "that s enough"];
const JUDGEMENTS: Record<string, Judgement> = {
  "coach.had": "had",
  "coach.nearly": "nearly",
  "coach.not-yet": "not-yet",
};

/**
 * Finding an answer oneself: first what one knows, then hints, weaker after success and stronger after trouble. How well it goes is for
 * the learner to say, and nothing of the talk outlives it.
 */
export const coach: Dialog<Talk> = {
  id: "coach",
  calls: {
    whole: ["coach mich", "coache mich", "übe mit mir", "coach me", "practise with me"],
    openings: OPENINGS,
  },
  schema: Talk,
  endsOnStop: true,
  async begin(turn) {
    const { event, texts, language } = turn;
    if (event.kind === "due") return { to: "done", replies: [] };
    // Trying and failing is nobody else's business.
    if (!event.address.direct) return done(text(texts.coach.alone));
    if (event.kind === "message") {
      const question = afterOpening(event.text, OPENINGS);
      return { to: "done", replies: [{ kind: "answer", question, language, task: { do: "practise" } }] };
    }
    if (event.kind !== "action" || event.action !== "coach.practise") return done(text(texts.coach.over));
    return begin(turn, exerciseIn(event.value));
  },
  async resume(turn, talk) {
    const { event } = turn;
    if (event.kind === "due") return { to: "done", replies: [] };
    // The job came to another conversation of theirs.
    if (turn.now >= talk.until) return { to: "over" };
    if (event.kind === "action") return pressed(turn, talk, event.action, event.value);
    if (event.kind !== "message" || event.attachments.length > 0) return { to: "yield" };
    const said = words(event.text);
    if (this.calls?.whole.includes(said) || afterOpening(event.text, OPENINGS) !== "")
      return this.begin(turn);
    if (SHOW.includes(said)) return show(turn, talk);
    if (isQuestion(event.text, said)) return { to: "yield" };
    return ENOUGH.includes(said) ? end(turn, [text(turn.texts.coach.ended)]) : typed(turn, talk, event.text);
  },
};

/** Something else they want to know, which a guess in two words is not. The talk goes on waiting. */
function isQuestion(typed: string, said: string): boolean {
  return typed.trim().endsWith("?") && said.split(" ").length >= 4;
}

async function begin(turn: Turn, exercise: Exercise | null): Promise<Next<Talk>> {
  const { coach } = turn.texts;
  if (exercise === null || (await sourcesFor(turn, exercise)).length === 0) return done(text(coach.over));
  const buttons = [
    action(coach.fromNothing, "coach.not-yet"),
    action(coach.show, "coach.show"),
    action(coach.enough, "coach.enough"),
  ];
  const replies = [
    say(text(coach.known(exercise.question)), quiet(coach.promise), { kind: "buttons", buttons }),
  ];
  return wait(turn, { step: "telling", exercise, until: 0 }, replies);
}

function pressed(turn: Turn, talk: Talk, pressed: string, value: string): Promise<Next<Talk>> | Next<Talk> {
  if (pressed === "coach.practise") return begin(turn, exerciseIn(value));
  if (pressed === "coach.show") return show(turn, talk);
  if (pressed === "coach.enough") return end(turn, [text(turn.texts.coach.ended)]);
  const judgement = JUDGEMENTS[pressed];
  if (!judgement) return { to: "yield" };
  return talk.step === "telling" ? hinted(turn, begun(talk, "")) : onwards(turn, talk, judgement);
}

/** With a model, what was tried is looked at; without one, only the learner can tell. */
async function typed(turn: Turn, talk: Talk, said: string): Promise<Next<Talk>> {
  if (talk.step === "telling") return hinted(turn, begun(talk, said));
  const after = tried(talk, said);
  const found = await pointOf(turn, after);
  if (!found) return end(turn, [text(turn.texts.coach.over)]);
  const otherwise = [text(turn.texts.coach.judgeYourself), judgeButtons(turn.language)];
  return wait(turn, after, [toModel(turn, after, otherwise)]);
}

async function onwards(turn: Turn, talk: Practising, judgement: Judgement): Promise<Next<Talk>> {
  const after = judged(talk, judgement);
  if (after.point === talk.point) return hinted(turn, after);
  const sources = await sourcesFor(turn, talk.exercise);
  const points = pointsOf(sources, talk.exercise.question);
  const last = points[talk.point];
  if (after.point >= points.length) return show(turn, talk);
  // Compared with what stands there, unless it has just been shown.
  const compared = last && talk.strength !== 3 ? [compare(turn, last)] : [];
  return hinted(turn, after, compared);
}

function compare({ texts, language }: Turn, point: Point): Reply {
  return say(text(texts.coach.compare), quoted(language, point, point.sentence, true));
}

async function hinted(turn: Turn, talk: Practising, before: Reply[] = []): Promise<Next<Talk>> {
  const found = await pointOf(turn, talk);
  if (!found) return end(turn, [text(turn.texts.coach.over)]);
  const { sources, point } = found;
  const { question } = talk.exercise;
  const message = hintMessage(turn.language, { sources, point, question, strength: talk.strength });
  // The sentence itself needs nobody's words.
  const reply = talk.strength === 3 ? say(...message) : toModel(turn, talk, message);
  return wait(turn, talk, [...before, reply]);
}

function toModel({ language }: Turn, talk: Practising, otherwise: Block[]): Reply {
  const { exercise, point, strength, tries } = talk;
  const hint = { passages: exercise.passages, point, strength, tries, otherwise };
  return { kind: "answer", question: exercise.question, language, task: { do: "hint", hint } };
}

async function show(turn: Turn, { exercise }: Talk): Promise<Next<Talk>> {
  const sources = await sourcesFor(turn, exercise);
  const { coach } = turn.texts;
  return end(
    turn,
    sources.length === 0 ? [text(coach.over)] : [text(coach.whole), ...wholeAnswer(turn.language, sources)],
  );
}

function end(turn: Turn, blocks: Block[]): Next<Talk> {
  return { ...done(...blocks), changes: [unschedule(turn, END, TALK)] };
}

function wait(turn: Turn, talk: Talk, replies: Reply[]): Next<Talk> {
  const until = turn.now + IDLE_MS;
  return { to: "wait", state: { ...talk, until }, replies, changes: [schedule(turn, END, TALK, until)] };
}

async function sourcesFor({ read, org, learner }: Turn, { passages }: Exercise): Promise<SourcePassage[]> {
  return sourcesOf(read, org, passages, await membershipsOf(read, org, learner));
}

async function pointOf(
  turn: Turn,
  { exercise, point }: Practising,
): Promise<{ sources: SourcePassage[]; point: Point } | null> {
  const sources = await sourcesFor(turn, exercise);
  const found = pointsOf(sources, exercise.question)[point];
  return found ? { sources, point: found } : null;
}
