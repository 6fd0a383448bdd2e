import { z } from "zod";
import { action, type Button, text } from "../src/channel/block.ts";
import type { ChannelEvent } from "../src/channel/event.ts";
import {
  type Dialog,
  type DialogForm,
  done,
  type Next,
  type Setting,
  say,
  type Turn,
} from "../src/dialog/dialog.ts";
import { dayInWords } from "../src/i18n/texts.ts";
import { hasOptedIn } from "../src/privacy/opt-in.ts";
import { checkInState, settleWeek } from "../src/reflection/check-in.ts";
import { goalOf } from "../src/reflection/goal.ts";
import { contacted, latestWeeks } from "../src/rhythm/contact.ts";
import { inDays } from "../src/rhythm/local-time.ts";
import {
  ASK,
  FOREVER,
  isPaused,
  keepRhythm,
  NUDGE,
  PLAN,
  pause,
  type Rhythm,
  rhythmOf,
  USUAL,
} from "../src/rhythm/rhythm.ts";
import type { Change } from "../src/store/change.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import { contactable } from "./contactable.ts";

/** Weeks one may be quiet for; 0 is until they say so. */
const PAUSES = ["2", "4", "0"] as const;
const WEEKDAYS = ["1", "2", "3", "4", "5"] as const;
const HOURS = ["8", "9", "10", "11", "12", "13", "14", "15", "16", "17"] as const;

type Due = Extract<ChannelEvent, { kind: "due" }>;

/** When Lotse gets in touch by itself beside the check-in: the nudge, the plan on Monday, pauses, day and time. */
export function rhythm({ keys }: { keys: LearnerKeys }): Dialog<null> {
  return {
    id: "rhythm",
    calls: {
      whole: [
        "pause",
        "pausieren",
        "weiter",
        "weitermachen",
        "resume",
        "go on",
        "rhythmus",
        "rhythm",
        "wann meldest du dich",
      ],
      openings: [],
    },
    schema: z.null(),
    forms: { "rhythm.change": changeForm() },
    async begin(turn) {
      const { event } = turn;
      if (event.kind === "due")
        return event.job === NUDGE ? nudge(keys, turn, event) : showPlan(keys, turn, event);
      const kept = await currentRhythm(turn);
      if (!kept) return done(text(turn.texts.rhythm.notOn));
      if (event.kind === "form") return change(turn, kept, event.values);
      if (event.kind === "action") return act(turn, kept, event.action, event.value);
      const goesOn = event.kind === "message" && /^(weiter|resume|go on)/i.test(event.text);
      return goesOn ? goOn(turn, kept) : askPause(turn);
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

async function currentRhythm({ read, org, learner }: Turn): Promise<Rhythm | null> {
  return (await hasOptedIn(read, { org, learner }, "messages")) ? rhythmOf(read, org, learner) : null;
}

async function act(turn: Turn, kept: Rhythm, action: string, value: string): Promise<Next<null>> {
  const { rhythm, common } = turn.texts;
  switch (action) {
    case "rhythm.ask-pause":
      return askPause(turn);
    case "rhythm.pause":
      return pauseFor(turn, kept, value);
    case "rhythm.go-on":
      return goOn(turn, kept);
    case "rhythm.stepped":
      return done(text(value === "yes" ? rhythm.well : rhythm.smaller));
    default:
      return done(text(common.unknownButton));
  }
}

async function nudge(keys: LearnerKeys, turn: Turn, { week }: Due): Promise<Next<null>> {
  const { read, org, learner, now, texts } = turn;
  if (!(await contactable(turn, NUDGE, week)) || !(await goalOf({ ...turn, keys }))?.plan)
    return { to: "done", replies: [] };
  // Whoever has looked back at this week already needs no nudge.
  if ((await checkInState(read, org, learner, week)) !== null) return { to: "done", replies: [] };
  const answer = (label: string, value: string): Button => {
    return action(label, "rhythm.stepped", value);
  };
  const { stepped, notYet, lookAtPlan } = texts.rhythm;
  return {
    to: "done",
    replies: [
      say(text(texts.rhythm.nudge), {
        kind: "buttons",
        buttons: [
          answer(stepped, "yes"),
          answer(notYet, "not-yet"),
          { kind: "view", label: lookAtPlan, view: "home.show", value: "" },
        ],
      }),
    ],
    changes: [contacted({ org, learner, job: NUDGE, subject: "", week }, now)],
  };
}

async function showPlan(keys: LearnerKeys, turn: Turn, { week }: Due): Promise<Next<null>> {
  const { org, learner, now, texts } = turn;
  if (!(await contactable(turn, PLAN, week)) || !(await goalOf({ ...turn, keys }))?.plan)
    return { to: "done", replies: [] };
  return {
    to: "done",
    replies: [
      say(text(texts.rhythm.plan), {
        kind: "buttons",
        buttons: [{ kind: "view", label: texts.rhythm.lookAtPlan, view: "home.show", value: "" }],
      }),
    ],
    changes: [contacted({ org, learner, job: PLAN, subject: "", week }, now)],
  };
}

function askPause({ texts: { rhythm } }: Turn): Next<null> {
  const buttons = PAUSES.map((value): Button => {
    const label = value === "0" ? rhythm.untilISay : rhythm.weeks(Number(value));
    return action(label, "rhythm.pause", value);
  });
  const change: Button = { kind: "form", label: rhythm.change, form: "rhythm.change", value: "" };
  return done(text(rhythm.askPause), { kind: "buttons", buttons: [...buttons, change] });
}

async function pauseFor(turn: Turn, kept: Rhythm, value: string): Promise<Next<null>> {
  const { rhythm, common } = turn.texts;
  const weeks = PAUSES.find((choice) => choice === value);
  if (weeks === undefined) return done(text(common.unknownButton));
  const until = weeks === "0" ? FOREVER : inDays(turn.now, turn.zone, Number(weeks) * 7);
  const words =
    weeks === "0" ? rhythm.pausedForNow : rhythm.paused(dayInWords(turn.language, until, turn.zone));
  const changes = [pause(turn, kept, until), ...(await nothingMissed(turn))];
  return { to: "done", replies: [say(text(words))], changes };
}

async function goOn(turn: Turn, kept: Rhythm): Promise<Next<null>> {
  if (!isPaused(kept, turn.now)) return done(text(turn.texts.rhythm.notPaused));
  return {
    to: "done",
    replies: [say(text(turn.texts.rhythm.resumed))],
    changes: [...keepRhythm(turn, { ...kept, paused_until: null }), ...(await nothingMissed(turn))],
  };
}

/** Whoever says what they want has not gone silent: the misses are counted anew. */
async function nothingMissed({ read, org, learner, now }: Turn): Promise<Change[]> {
  const [week] = await latestWeeks(read, org, learner, ASK, 1);
  return week === undefined ? [] : settleWeek(read, { org, learner, week }, "skipped", now);
}

function change(turn: Turn, kept: Rhythm, values: Record<string, string>): Next<null> {
  const { rhythm } = turn.texts;
  const weekday = Number(values.day);
  const hour = Number(values.hour);
  const plan_again = values.plan === "yes" ? 1 : 0;
  const day = rhythm.days[weekday - 1] ?? "";
  return {
    to: "done",
    replies: [say(text(rhythm.kept(day, rhythm.oclock(String(hour)))))],
    changes: keepRhythm(turn, { ...kept, weekday, hour, plan_again }),
  };
}

function changeForm(): DialogForm {
  return {
    async show(setting: Setting) {
      const { rhythm } = setting.texts;
      const kept = (await rhythmOf(setting.read, setting.org, setting.learner)) ?? USUAL;
      const choice = { kind: "choice", hint: "", required: true } as const;
      return {
        form: "rhythm.change",
        value: "",
        title: rhythm.title,
        intro: rhythm.intro,
        fields: [
          {
            ...choice,
            name: "day",
            label: rhythm.day,
            initial: String(kept.weekday),
            options: WEEKDAYS.map((value, at) => ({ value, label: rhythm.days[at] ?? value })),
          },
          {
            ...choice,
            name: "hour",
            label: rhythm.hour,
            initial: String(kept.hour),
            options: HOURS.map((value) => ({ value, label: rhythm.oclock(value) })),
          },
          {
            ...choice,
            name: "plan",
            label: rhythm.planAgain,
            initial: kept.plan_again === 1 ? "yes" : "no",
            options: [
              { value: "yes", label: rhythm.yes },
              { value: "no", label: rhythm.no },
            ],
          },
        ],
        submit: rhythm.save,
        cancel: rhythm.cancel,
      };
    },
    mistakes({ rhythm }, { day = "", hour = "", plan = "" }): Record<string, string> {
      return {
        ...(WEEKDAYS.some((value) => value === day) ? {} : { day: rhythm.choose }),
        ...(HOURS.some((value) => value === hour) ? {} : { hour: rhythm.choose }),
        ...(plan === "yes" || plan === "no" ? {} : { plan: rhythm.choose }),
      };
    },
  };
}
