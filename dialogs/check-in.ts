import { z } from "zod";
import { type Block, type Button, text } from "../src/channel/block.ts";
import type { ChannelEvent } from "../src/channel/event.ts";
import { type Dialog, type Next, type Setting, say, type Turn } from "../src/dialog/dialog.ts";
import { hasOptedIn } from "../src/privacy/opt-in.ts";
import { checkInState, keepReflection, type Reflection, settleWeek } from "../src/reflection/check-in.ts";
import { goalOf, keepGoal } from "../src/reflection/goal.ts";
import { contacted, latestWeeks } from "../src/rhythm/contact.ts";
import { nextWorkday, weekOf } from "../src/rhythm/local-time.ts";
import { ASK, FOREVER, pause, REMIND, schedule, unschedule } from "../src/rhythm/rhythm.ts";
import { topicOffer } from "../src/signal/offer.ts";
import type { Change } from "../src/store/change.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import type { TopicRecognisers } from "../src/topic/recognisers.ts";
import { checkInForm, reflectionOf } from "./check-in-form.ts";
import { contactable } from "./contactable.ts";

export type CheckInParts = { keys: LearnerKeys; recognisers: TopicRecognisers };

/** After so many check-ins that nobody answered, a pause is offered. */
const MISSES = 3;
const REMINDER_HOUR = 9;

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
  return /^\d{4}-W\d{2}$/.test(value) && value < current ? value : current;
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
      changes: [contact, pause(turn, rhythm, FOREVER)],
    };
  }
  const further: Button[] = [
    { kind: "action", label: texts.checkIn.skip, action: "check-in.skip", value: week, primary: false },
    { kind: "action", label: texts.checkIn.pause, action: "rhythm.ask-pause", value: "", primary: false },
  ];
  const first = turn.name.split(" ")[0] ?? "";
  return {
    to: "done",
    replies: [
      say(
        text(texts.checkIn.asked(first)),
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
        openers(turn, subject, [
          {
            kind: "action",
            label: texts.checkIn.skip,
            action: "check-in.skip",
            value: subject,
            primary: false,
          },
        ]),
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
    buttons: [
      { kind: "action", label: checkIn.pause, action: "rhythm.ask-pause", value: "", primary: false },
      { kind: "action", label: rhythm.goOn, action: "rhythm.go-on", value: "", primary: false },
    ],
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
  const keeps = await hasOptedIn(turn.read, turn, "reflections");
  const kept = keeps ? await goalOf(owner) : null;
  const reflection = reflectionOf(values, kept?.plan ?? null);
  const topics = (await recognisers.of(turn.org))(wordsOf(reflection));
  const offer = topics.length > 0 ? [say(...topicOffer(turn.language, topics))] : [];
  const answered = unschedule(turn, REMIND, week);
  if (!keeps) {
    const settled = await settleWeek(turn.read, { ...turn, week }, "done", turn.now);
    return {
      to: "done",
      replies: [say(text(checkIn.done), switchOnKeeping(turn)), ...offer],
      changes: [...settled, answered],
    };
  }
  const changes: Change[] = [await keepReflection(owner, week, reflection, turn.now), answered];
  if (reflection.next) {
    changes.push(await keepGoal(owner, { goal: kept?.goal ?? null, plan: reflection.next }, turn.now));
  }
  const saved = reflection.next ? checkIn.saved : checkIn.savedNoPlan;
  return {
    to: "done",
    replies: [say(text(saved), text(checkIn.optional), further(turn)), ...offer],
    changes,
  };
}

/** What was written, for recognising topics; nothing of it is kept for that. */
function wordsOf({ helped, differently, next }: Reflection): string {
  return [helped, differently, next?.step ?? ""].join("\n");
}

function switchOnKeeping({ texts: { checkIn } }: Setting): Block {
  const value = "reflections";
  return {
    kind: "buttons",
    buttons: [
      { kind: "action", label: checkIn.switchOnKeeping, action: "privacy.on", value, primary: false },
    ],
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
