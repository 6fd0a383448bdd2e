import { z } from "zod";
import { action, type Block, type Button, text } from "../src/channel/block.ts";
import type { ChannelEvent } from "../src/channel/event.ts";
import { type Dialog, type Next, type Setting, say, type Turn } from "../src/dialog/dialog.ts";
import { firstName } from "../src/learner/name.ts";
import { givenAt } from "../src/privacy/opt-in.ts";
import {
  checkInState,
  keepReflection,
  type Reflection,
  reflectionOf,
  settleWeek,
} from "../src/reflection/check-in.ts";
import { goalOf, keepGoal } from "../src/reflection/goal.ts";
import { contacted, latestWeeks } from "../src/rhythm/contact.ts";
import { inDays, nextWorkday, weekOf } from "../src/rhythm/local-time.ts";
import { ASK, pause, REMIND, rhythmOf, schedule, UNTIL_ANSWERED, unschedule } from "../src/rhythm/rhythm.ts";
import { topicOffer } from "../src/signal/offer.ts";
import type { Change } from "../src/store/change.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import type { TopicRecognisers } from "../src/topic/recognisers.ts";
import { checkInForm, reflectionIn } from "./check-in-form.ts";
import { contactable } from "./contactable.ts";

export type CheckInParts = { keys: LearnerKeys; recognisers: TopicRecognisers };

/** After so many check-ins that nobody answered, a pause is offered. */
const MISSES = 3;
const REMINDER_HOUR = 9;
/** How far back a check-in can be written or changed. */
const OLDEST_DAYS = 60;

type Due = Extract<ChannelEvent, { kind: "due" }>;

/**
 * The weekly conversation: what became of the plan, what to do differently, the next plan. Written in a form, so that the chat holds
 * none of it; the form's value is the local ISO week it is about.
 */
export function checkIn(parts: CheckInParts): Dialog<null> {
  return {
    id: "check-in",
    calls: {
      whole: [
        "check in",
        "checkin",
        "einchecken",
        "mein check in",
        "my check in",
        "reflexion",
        "wochenrückblick",
        "reflection",
      ],
      openings: [],
    },
    schema: z.null(),
    forms: { "check-in.write": checkInForm(parts) },
    async begin(turn) {
      const { event, texts } = turn;
      switch (event.kind) {
        case "message":
          return offer(turn);
        case "due":
          return event.job === REMIND ? remind(turn, event) : ask(turn, event);
        case "form":
          return keep(parts, turn, weekNamed(event.value, turn), event.values);
        case "action":
          if (event.action === "check-in.skip") return skip(turn, weekNamed(event.value, turn));
          if (event.action === "check-in.start") return offer(turn);
          return { to: "done", replies: [say(text(texts.common.unknownButton))] };
        default:
          return { to: "done", replies: [say(text(texts.common.unknownButton))] };
      }
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

async function offer(turn: Turn): Promise<Next<null>> {
  const week = weekOf(turn.now, turn.zone);
  const { checkIn } = turn.texts;
  const done = (await checkInState(turn.read, turn.org, turn.learner, week)) === "done";
  return {
    to: "done",
    replies: [say(text(done ? checkIn.alreadyDone : checkIn.offer), openers(turn, week))],
  };
}

function openers({ texts: { checkIn } }: Setting, week: string, further: Button[] = []): Block {
  return {
    kind: "buttons",
    buttons: [{ kind: "form", label: checkIn.write, form: "check-in.write", value: week }, ...further],
  };
}

/** The week a button of an earlier card is about; one that cannot be, or is still to come, is this week. */
function weekNamed(value: string, { now, zone }: Setting): string {
  const current = weekOf(now, zone);
  const isWeek = /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(value);
  const oldest = weekOf(inDays(now, zone, -OLDEST_DAYS), zone);
  return isWeek && value < current && value >= oldest ? value : current;
}

/** Asks by itself: once a week, only while that is wanted, and not when it has happened already. */
async function ask(turn: Turn, { week, skipped }: Due): Promise<Next<null>> {
  const { org, learner, read, now, texts } = turn;
  const rhythm = await contactable(turn, ASK, week);
  if (!rhythm) return { to: "done", replies: [] };
  if ((await checkInState(read, org, learner, week)) !== null) return { to: "done", replies: [] };

  const contact = contacted({ org, learner, job: ASK, subject: "", week }, now);
  if (await missedInARow(turn)) {
    return {
      to: "done",
      replies: [say(text(texts.checkIn.askToPause), pauseButtons(turn))],
      changes: [contact, pause(turn, rhythm, UNTIL_ANSWERED)],
    };
  }
  const further: Button[] = [
    action(texts.checkIn.skip, "check-in.skip", week),
    action(texts.checkIn.pause, "rhythm.ask-pause"),
  ];
  return {
    to: "done",
    replies: [
      say(
        text(texts.checkIn.asked(firstName(turn.name))),
        ...(skipped ? [text(texts.checkIn.skippedBefore)] : []),
        openers(turn, week, further),
      ),
    ],
    changes: [contact, schedule(turn, REMIND, week, nextWorkday(now, turn.zone, REMINDER_HOUR))],
  };
}

/** The one reminder; its subject is the week of the check-in that is still open. */
async function remind(turn: Turn, { subject }: Due): Promise<Next<null>> {
  const { org, learner, read, now, texts } = turn;
  if (!(await contactable(turn, REMIND, subject))) return { to: "done", replies: [] };
  if ((await checkInState(read, org, learner, subject)) !== null) return { to: "done", replies: [] };
  return {
    to: "done",
    replies: [
      say(
        text(texts.checkIn.reminded),
        openers(turn, subject, [action(texts.checkIn.skip, "check-in.skip", subject)]),
      ),
    ],
    changes: [contacted({ org, learner, job: REMIND, subject: "", week: subject }, now)],
  };
}

async function missedInARow({ read, org, learner }: Turn): Promise<boolean> {
  const weeks = await latestWeeks(read, org, learner, ASK, MISSES);
  if (weeks.length < MISSES) return false;
  for (const week of weeks) if ((await checkInState(read, org, learner, week)) !== null) return false;
  return true;
}

function pauseButtons({ texts: { checkIn, rhythm } }: Setting): Block {
  return {
    kind: "buttons",
    buttons: [action(checkIn.pause, "rhythm.ask-pause"), action(rhythm.goOn, "rhythm.go-on")],
  };
}

async function skip(turn: Turn, week: string): Promise<Next<null>> {
  const changes = await settleWeek(turn.read, { ...turn, week }, "skipped", turn.now);
  return {
    to: "done",
    replies: [say(text(turn.texts.checkIn.skipped))],
    changes: [...changes, unschedule(turn, REMIND, week)],
  };
}

async function keep(
  { keys, recognisers }: CheckInParts,
  turn: Turn,
  week: string,
  values: Record<string, string>,
): Promise<Next<null>> {
  const { checkIn } = turn.texts;
  const owner = { ...turn, keys };
  const since = await givenAt(turn.read, turn, "reflections");
  const kept = since === null ? null : await goalOf(owner);
  const earlier = since === null ? null : await reflectionOf(owner, week);
  // Changed later, an entry still looks back at the plan it was written about.
  const reflection = reflectionIn(values, earlier ? earlier.plan : (kept?.plan ?? null));
  const topics = (await recognisers.of(turn.org))(wordsOf(reflection));
  const offer = topics.length > 0 ? [say(...topicOffer(turn.language, topics, { unanswered: false }))] : [];
  const answered = [...(await heardOf(turn, week)), unschedule(turn, REMIND, week)];
  if (since === null) {
    const settled = await settleWeek(turn.read, { ...turn, week }, "done", turn.now);
    return {
      to: "done",
      replies: [say(text(checkIn.done), switchOnKeeping(turn)), ...offer],
      changes: [...settled, ...answered],
    };
  }
  const keeper = { ...owner, since };
  const changes: Change[] = [await keepReflection(keeper, week, reflection, turn.now), ...answered];
  if (week >= lastWeek(turn) && (kept || reflection.next)) {
    changes.push(await keepGoal(keeper, { goal: kept?.goal ?? null, plan: reflection.next }, turn.now));
  }
  const saved = reflection.next ? checkIn.saved : checkIn.savedNoPlan;
  return {
    to: "done",
    replies: [say(text(saved), text(checkIn.optional), further(turn)), ...offer],
    changes,
  };
}

/** The week before this one: a check-in may be caught up on, but a card from long ago makes no new plan. */
function lastWeek({ now, zone }: Setting): string {
  return weekOf(inDays(now, zone, -7), zone);
}

/** Whoever checks in by themselves has answered: the silence after the misses ends, and last week needs no reminder any more. */
async function heardOf(turn: Turn, week: string): Promise<Change[]> {
  const { read, org, learner, now } = turn;
  const reminded = unschedule(turn, REMIND, lastWeek(turn));
  const rhythm = await rhythmOf(read, org, learner);
  if (rhythm?.paused_until !== UNTIL_ANSWERED) return [reminded];
  const [asked] = await latestWeeks(read, org, learner, ASK, 1);
  const missed = asked === undefined || asked === week ? [] : [asked];
  const settled = await Promise.all(
    missed.map((week) => settleWeek(read, { org, learner, week }, "skipped", now)),
  );
  return [reminded, pause(turn, rhythm, null), ...settled.flat()];
}

/** What was written, for recognising topics; nothing of it is kept for that. */
function wordsOf({ helped, differently, next }: Reflection): string {
  return [helped, differently, next?.step ?? ""].join("\n");
}

function switchOnKeeping({ texts: { checkIn } }: Setting): Block {
  const value = "reflections";
  return {
    kind: "buttons",
    buttons: [action(checkIn.switchOnKeeping, "privacy.on", value)],
  };
}

function further({ texts: { checkIn } }: Setting): Block {
  return {
    kind: "buttons",
    buttons: [
      { kind: "form", label: checkIn.askMe, form: "recall.write", value: "" },
      { kind: "form", label: checkIn.needSomething, form: "request.write", value: "" },
      { kind: "view", label: checkIn.journal, view: "home.journal", value: "" },
    ],
  };
}
