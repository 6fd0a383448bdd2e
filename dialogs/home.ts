import { z } from "zod";
import { itemsOf } from "../src/catalogue/learner-items.ts";
import type { Shelves } from "../src/catalogue/shelf.ts";
import { type Block, type Button, type Card, type Fact, quiet, text } from "../src/channel/block.ts";
import { type Dialog, type Setting, say, type View } from "../src/dialog/dialog.ts";
import { dayInWords, momentInWords } from "../src/i18n/texts.ts";
import { OPT_INS, optInsOf } from "../src/privacy/opt-in.ts";
import { journal } from "../src/reflection/check-in.ts";
import { goalOf, type Plan } from "../src/reflection/goal.ts";
import { ASK, FOREVER, isPaused, nextTime, rhythmOf } from "../src/rhythm/rhythm.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import type { Sealer } from "../src/store/sealing.ts";
import { itemDetail } from "./item-card.ts";
import { ownRequests } from "./own-requests.ts";

export type HomeParts = { sealer: Sealer; keys: LearnerKeys; shelves: Shelves };

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
      ...(await savedPart(parts, setting)),
      ...(await requestPart(parts, setting)),
      ...(await privacyPart(setting)),
    ],
  });
}

async function goalPart({ keys }: HomeParts, setting: Setting): Promise<Block[]> {
  const { home } = setting.texts;
  const kept = await goalOf({ ...setting, keys });
  const start: Button = {
    kind: "action",
    label: home.setGoal,
    action: "goal.start",
    value: "",
    primary: false,
  };
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
    { kind: "action", label: home.checkIn, action: "check-in.start", value: "", primary: false },
    { kind: "view", label: home.journal, view: "home.journal", value: "" },
  ];
  return [
    factsOf(home.next, [{ name: home.next, value: await nextCheckIn(setting) }]),
    { kind: "buttons", buttons },
  ];
}

async function nextCheckIn({
  read,
  org,
  learner,
  language,
  zone,
  now,
  texts: { home },
}: Setting): Promise<string> {
  const rhythm = await rhythmOf(read, org, learner);
  const at = await nextTime(read, org, learner, ASK);
  if (!rhythm || at === null) return home.noRhythm;
  if (isPaused(rhythm, now)) {
    const until = rhythm.paused_until ?? 0;
    return until === FOREVER ? home.paused : home.pausedUntil(dayInWords(language, until, zone));
  }
  return momentInWords(language, at, zone);
}

async function savedPart({ shelves }: HomeParts, setting: Setting): Promise<Block[]> {
  const { read, org, learner, texts } = setting;
  const saved = await itemsOf(read, org, learner, "saved");
  const shelf = await shelves.of(org);
  const cards = saved.flatMap((id): Card[] => {
    const item = shelf.items.get(id);
    if (!item) return [];
    const button = (label: string, action: string): Button => {
      return { kind: "action", label, action, value: id, primary: false };
    };
    return [
      {
        title: item.title,
        language: item.language,
        detail: itemDetail(setting, item),
        body: "",
        why: "",
        url: item.url,
        buttons: [
          button(texts.recommend.done, "recommend.done"),
          button(texts.recommend.decline, "recommend.decline"),
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

async function privacyPart(setting: Setting): Promise<Block[]> {
  const { home, privacy } = setting.texts;
  const given = await optInsOf(setting.read, setting);
  const facts = OPT_INS.map((one) => ({
    name: privacy.names[one],
    value: given.has(one) ? home.on : home.off,
  }));
  const open: Button = {
    kind: "action",
    label: home.openPrivacy,
    action: "privacy.show",
    value: "",
    primary: false,
  };
  return [factsOf(home.privacy, facts), { kind: "buttons", buttons: [open] }];
}

function journalView({ keys }: HomeParts): View {
  return async (setting) => {
    const { journal: words, checkIn } = setting.texts;
    const entries = await journal({ ...setting, keys }, WEEKS_SHOWN);
    const blocks = entries.map(({ week, reflection }): Block => {
      const { plan, worked, helped, differently, next } = reflection;
      const line = (name: string, value: string | null): Fact[] => (value ? [{ name, value }] : []);
      return factsOf(words.week(week.slice(6), week.slice(0, 4)), [
        ...line(words.plan, plan && planInWords(setting, plan)),
        ...line(words.worked, worked && checkIn.workedOptions[worked]),
        ...line(words.helped, helped),
        ...line(words.differently, differently),
        ...line(words.next, next && planInWords(setting, next)),
      ]);
    });
    return {
      title: words.title,
      blocks: [quiet(words.private), ...(blocks.length > 0 ? blocks : [text(words.empty)])],
    };
  };
}

function factsOf(label: string, facts: Fact[]): Block {
  return { kind: "facts", label, facts };
}
