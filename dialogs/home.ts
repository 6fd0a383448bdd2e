import { z } from "zod";
import { findItems } from "../src/catalogue/content-item.ts";
import { itemsOf } from "../src/catalogue/learner-items.ts";
import { action, type Block, type Button, type Card, type Fact, quiet, text } from "../src/channel/block.ts";
import { type Dialog, type Setting, say, type View } from "../src/dialog/dialog.ts";
import { dateInWords, dayInWords, momentInWords } from "../src/i18n/texts.ts";
import { checkInState, journal } from "../src/reflection/check-in.ts";
import { goalOf, type Owner, type Plan } from "../src/reflection/goal.ts";
import { findQuestion, openQuestions } from "../src/reflection/self-question.ts";
import { mondayOf, nextSlot, weekOf } from "../src/rhythm/local-time.ts";
import { ASK, isPaused, nextTime, rhythmOf, slotOf, UNTIL_ANSWERED } from "../src/rhythm/rhythm.ts";
import { votesOf } from "../src/signal/votes.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import type { Sealer } from "../src/store/sealing.ts";
import { allTopics } from "../src/topic/topics.ts";
import { itemDetail } from "./item-card.ts";
import { notePart } from "./note.ts";
import { ownRequests } from "./own-requests.ts";
import { switches } from "./switches.ts";

export type HomeParts = { sealer: Sealer; keys: LearnerKeys };

const WEEKS_SHOWN = 60;

/** All that is a learner's own, to look at: it is shown on a page or panel of its own and stands in no chat. */
export function home(parts: HomeParts): Dialog<null> {
  return {
    id: "home",
    calls: {
      whole: ["übersicht", "home", "mein stand", "journal", "mein journal", "my journal"],
      openings: [],
    },
    schema: z.null(),
    views: { "home.show": homeView(parts), "home.journal": journalView(parts) },
    async begin({ texts: { home } }) {
      const buttons: Button[] = [
        { kind: "view", label: home.title, view: "home.show", value: "" },
        { kind: "view", label: home.journal, view: "home.journal", value: "" },
      ];
      return { to: "done", replies: [say({ kind: "buttons", buttons })] };
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

function homeView(parts: HomeParts): View {
  return async (setting) => ({
    title: setting.texts.home.title,
    blocks: [
      ...(await goalPart(parts, setting)),
      ...(await rhythmPart(setting)),
      ...(await savedPart(setting)),
      ...(await requestPart(parts, setting)),
      ...(await topicPart(setting)),
      ...(await privacyPart(setting)),
    ],
  });
}

async function goalPart({ keys }: HomeParts, setting: Setting): Promise<Block[]> {
  const { home } = setting.texts;
  const kept = await goalOf({ ...setting, keys });
  const start: Button = action(home.setGoal, "goal.start");
  if (!kept)
    return [
      factsOf(home.goal, [{ name: home.goal, value: home.noGoal }]),
      { kind: "buttons", buttons: [start] },
    ];
  const facts = [
    { name: home.yourGoal, value: kept.goal ?? home.noGoal },
    ...(kept.plan ? [{ name: home.yourPlan, value: planInWords(setting, kept.plan) }] : []),
  ];
  const change: Button = { kind: "form", label: home.changeGoal, form: "goal.write", value: "" };
  return [factsOf(home.goal, facts), { kind: "buttons", buttons: [change] }];
}

function planInWords({ texts: { home } }: Setting, { when, step }: Plan): string {
  return home.plan(when, step);
}

async function rhythmPart(setting: Setting): Promise<Block[]> {
  const { home } = setting.texts;
  const buttons: Button[] = [
    action(home.checkIn, "check-in.start"),
    { kind: "view", label: home.journal, view: "home.journal", value: "" },
  ];
  return [
    factsOf(home.next, [{ name: home.next, value: await nextCheckIn(setting) }]),
    { kind: "buttons", buttons },
  ];
}

async function nextCheckIn(setting: Setting): Promise<string> {
  const { read, org, learner, language, zone, now } = setting;
  const { home } = setting.texts;
  const rhythm = await rhythmOf(read, org, learner);
  const at = await nextTime(read, org, learner, ASK);
  const slot = rhythm && slotOf(ASK, rhythm);
  if (!rhythm || !slot || at === null) return home.noRhythm;
  if (isPaused(rhythm, now)) {
    const until = rhythm.paused_until ?? 0;
    return until >= UNTIL_ANSWERED ? home.paused : home.pausedUntil(dayInWords(language, until, zone));
  }
  // Whoever has checked in already is not asked again in that week.
  const settled = (await checkInState(read, org, learner, weekOf(at, zone))) !== null;
  return momentInWords(language, settled ? nextSlot(slot, zone, at) : at, zone);
}

async function savedPart(setting: Setting): Promise<Block[]> {
  const { read, org, learner, texts } = setting;
  const saved = await itemsOf(read, org, learner, "saved");
  const items = await findItems(read, org, saved);
  const cards = saved.flatMap((id): Card[] => {
    const item = items.get(id);
    if (!item) return [];
    return [
      {
        title: item.title,
        language: item.language,
        detail: itemDetail(setting, item),
        body: "",
        why: "",
        url: item.url,
        buttons: [
          action(texts.recommend.done, "recommend.done", id),
          action(texts.recommend.forget, "recommend.forget", id),
        ],
      },
    ];
  });
  if (cards.length === 0)
    return [factsOf(texts.home.saved, [{ name: texts.home.saved, value: texts.home.nothingSaved }])];
  return [{ kind: "cards", label: texts.home.saved, cards }];
}

async function requestPart({ sealer }: HomeParts, setting: Setting): Promise<Block[]> {
  const { home, request } = setting.texts;
  const shown = await ownRequests(sealer, setting);
  const write: Button = { kind: "form", label: home.newRequest, form: "request.write", value: "" };
  const nothing = factsOf(request.mine, [{ name: request.mine, value: home.noRequests }]);
  return [shown.kind === "cards" ? shown : nothing, { kind: "buttons", buttons: [write] }];
}

/** What counts as a need of theirs this month, while it can still be taken back. */
async function topicPart({ read, org, learner, language, texts }: Setting): Promise<Block[]> {
  const votes = await votesOf(read, org, learner);
  if (votes.length === 0) return [];
  const cards = (await allTopics(read, org))
    .filter(({ topic }) => votes.includes(topic))
    .map(({ topic, label }): Card => {
      const back: Button = action(texts.signal.takeBack, "signal.take-back", topic);
      return { title: label[language], language, detail: "", body: "", why: "", url: null, buttons: [back] };
    });
  return [{ kind: "cards", label: texts.home.topics, cards }];
}

async function privacyPart(setting: Setting): Promise<Block[]> {
  const { home } = setting.texts;
  const open: Button = action(home.openPrivacy, "privacy.show");
  return [await switches(setting), { kind: "buttons", buttons: [open] }];
}

function journalView({ keys }: HomeParts): View {
  return async (setting) => {
    const { journal: words, checkIn } = setting.texts;
    const owner = { ...setting, keys };
    const entries = await journal(owner, WEEKS_SHOWN);
    const blocks = entries.map(({ week, reflection }): Block => {
      const { plan, worked, helped, differently, next } = reflection;
      const line = (name: string, value: string | null): Fact[] => (value ? [{ name, value }] : []);
      return factsOf(words.week(dateInWords(setting.language, mondayOf(week))), [
        ...line(words.plan, plan && planInWords(setting, plan)),
        ...line(words.worked, worked && checkIn.workedOptions[worked]),
        ...line(words.helped, helped),
        ...line(words.differently, differently),
        ...line(words.next, next && planInWords(setting, next)),
      ]);
    });
    const questions = await questionPart(owner, setting);
    const notes = await notePart(owner, setting);
    const shown = [...blocks, ...questions, ...notes];
    return {
      title: words.title,
      blocks: [quiet(words.private), ...(shown.length > 0 ? shown : [text(words.empty)])],
    };
  };
}

/** Questions to oneself that are still to be asked: to read, and to delete. */
async function questionPart(
  owner: Owner,
  { org, learner, read, language, texts }: Setting,
): Promise<Block[]> {
  const cards: Card[] = [];
  for (const { question } of await openQuestions(read, org, learner)) {
    const found = await findQuestion(owner, question);
    if (!found) continue;
    const remove: Button = action(texts.recall.remove, "recall.delete", question);
    const { words } = found;
    cards.push({
      title: words.question,
      language,
      detail: "",
      body: words.answer,
      why: "",
      url: null,
      buttons: [remove],
    });
  }
  return cards.length > 0 ? [{ kind: "cards", label: texts.recall.mine, cards }] : [];
}

function factsOf(label: string, facts: Fact[]): Block {
  return { kind: "facts", label, facts };
}
