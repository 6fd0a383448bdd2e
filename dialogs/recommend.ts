import { z } from "zod";
import { findItem } from "../src/catalogue/content-item.ts";
import { bringBack, type ItemState, itemsOf, mark } from "../src/catalogue/learner-items.ts";
import { recommend as recommended } from "../src/catalogue/recommend.ts";
import type { Shelves } from "../src/catalogue/shelf.ts";
import type { Wish } from "../src/catalogue/wish.ts";
import { action, type Block, type Button, quiet, text } from "../src/channel/block.ts";
import { type Dialog, done, type Next, say, type Turn } from "../src/dialog/dialog.ts";
import { afterOpening } from "../src/dialog/router.ts";
import { goalOf } from "../src/reflection/goal.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import type { TopicRecognisers } from "../src/topic/recognisers.ts";
import { foundView } from "./found-view.ts";
import { itemCard } from "./item-card.ts";
import { linkView } from "./item-link.ts";
import { ANYTHING, type Search, searchIn, searchOf } from "./search.ts";
import { LONGEST_WISH, wishForm } from "./wish-form.ts";

export type RecommendParts = { keys: LearnerKeys; shelves: Shelves; recognisers: TopicRecognisers };

const SHOWN_AT_ONCE = 3;
const OPENINGS = [
  ...[
    "empfiehl mir",
    "empfiehl mir etwas zu",
    "empfiehl mir was zu",
    "empfehle mir",
    "empfehlung zu",
    "empfehlungen zu",
  ],
  ...[
    "kurs zu",
    "kurse zu",
    "ein kurs zu",
    "ein kurs über",
    "film zu",
    "buch zu",
    "lerninhalte zu",
    "inhalte zu",
    "ich möchte lernen",
  ],
  ...[
    "recommend",
    "recommend me",
    "recommend something on",
    "recommend something about",
    "recommendation for",
    "recommendations for",
  ],
  ...[
    "suggest",
    "suggest something on",
    "course on",
    "courses on",
    "a course on",
    "a course about",
    "video on",
    "book on",
    "i want to learn",
  ],
];

/** Content by topic, free text or goal, each with why it is there. */
export function recommend(parts: RecommendParts): Dialog<null> {
  return {
    id: "recommend",
    calls: {
      whole: [
        "empfehlung",
        "empfehlungen",
        "empfiehl mir etwas",
        "katalog",
        "was kann ich lernen",
        "recommendation",
        "recommendations",
        "recommend something",
        "catalogue",
        "what can i learn",
      ],
      openings: OPENINGS,
    },
    schema: z.null(),
    forms: { "recommend.search": wishForm },
    views: { "recommend.link": linkView, "recommend.found": foundView(parts) },
    forAnybody: new Set(["recommend.link", "recommend.found"]),
    async begin(turn) {
      const { event } = turn;
      switch (event.kind) {
        case "message": {
          const about = withoutManners(afterOpening(event.text, OPENINGS)).slice(0, LONGEST_WISH);
          return about === "" ? askWhat(turn) : show(parts, turn, { ...ANYTHING, about });
        }
        case "form":
          return show(parts, turn, searchIn(event.values));
        case "action":
          return act(parts, turn, event.action, event.value);
        default:
          return askWhat(turn);
      }
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

/** What is only polite says nothing about the wish: "bitte etwas zu Excel" -> "Excel". */
function withoutManners(wish: string): string {
  const fillers = new Set([
    "bitte",
    "mal",
    "doch",
    "gern",
    "etwas",
    "was",
    "zu",
    "zum",
    "zur",
    "über",
    "please",
    "something",
    "some",
    "on",
    "about",
    "for",
  ]);
  const words = wish.split(/\s+/);
  const first = words.findIndex((word) => !fillers.has(word.toLowerCase()));
  const rest = first === -1 ? words : words.slice(first);
  const polite = ["bitte", "please"].includes(
    rest
      .at(-1)
      ?.toLowerCase()
      .replace(/(?<![.!,])[.!,]+$/, "") ?? "",
  );
  return (polite ? rest.slice(0, -1) : rest).join(" ").replace(/(?<![,\s])[,\s]+$/, "");
}

function askWhat({ texts: { recommend } }: Turn): Next<null> {
  const filter: Button = { kind: "form", label: recommend.filter, form: "recommend.search", value: "" };
  return done(
    text(recommend.askWhat),
    { kind: "prompts", label: recommend.topicsLabel, prompts: recommend.prompts },
    { kind: "buttons", buttons: [filter] },
  );
}

async function act(parts: RecommendParts, turn: Turn, action: string, value: string): Promise<Next<null>> {
  const { org, learner, read, texts } = turn;
  switch (action) {
    case "recommend.goal":
      return show(parts, turn, { ...ANYTHING, goal: true });
    case "recommend.more": {
      const search = searchOf(value);
      return search ? show(parts, turn, search) : done(text(texts.common.unknownButton));
    }
    case "recommend.save":
      return remember(turn, value, "saved", texts.recommend.saved);
    case "recommend.done":
      return remember(turn, value, "done", texts.recommend.markedDone);
    case "recommend.decline":
      return remember(turn, value, "declined", texts.recommend.declined);
    case "recommend.forget":
      return forget(turn, value);
    case "recommend.reset": {
      const changes = await bringBack(read, org, learner);
      return { to: "done", replies: [say(text(texts.recommend.broughtBack))], changes };
    }
    default:
      return done(text(texts.common.unknownButton));
  }
}

async function forget(turn: Turn, id: string): Promise<Next<null>> {
  const { org, learner, texts } = turn;
  const item = await findItem(turn.read, org, id);
  return {
    ...done(text(item ? texts.recommend.forgotten(item.title) : texts.recommend.gone)),
    changes: [{ change: "remove", table: "learner_item", key: { org, learner, item: id } }],
  };
}

async function remember(
  turn: Turn,
  id: string,
  state: ItemState,
  words: (title: string) => string,
): Promise<Next<null>> {
  const item = await findItem(turn.read, turn.org, id);
  if (!item) return done(text(turn.texts.recommend.gone));
  return {
    to: "done",
    replies: [say(text(words(item.title)))],
    changes: [mark(turn.org, turn.learner, id, state, turn.now)],
  };
}

async function show(parts: RecommendParts, turn: Turn, search: Search): Promise<Next<null>> {
  const { org, learner, read, texts } = turn;
  const words = texts.recommend;
  const shelf = await parts.shelves.of(org);
  if (shelf.items.size === 0) return done(text(words.noCatalogue));
  const goal = search.goal ? ((await goalOf({ ...turn, keys: parts.keys }))?.goal ?? null) : null;
  if (search.goal && goal === null) return done(text(words.noGoal));

  const about = goal ?? search.about ?? "";
  const topics = (await parts.recognisers.of(org))(about).map(({ topic }) => topic);
  const wish: Wish = { ...search, text: about, topics, most: SHOWN_AT_ONCE, spoken: turn.language };
  const known = {
    declined: new Set(await itemsOf(read, org, learner, "declined")),
    done: new Set(await itemsOf(read, org, learner, "done")),
  };
  const { found, more, hidden, without } = await recommended(shelf, wish, known);
  const shown = goal === null ? found : found.map(withoutWords);
  const back: Button = action(words.bringBack, "recommend.reset");
  const hiddenPart: Block[] =
    hidden > 0 && !more && known.declined.size > 0
      ? [quiet(words.hidden(`${hidden}`)), { kind: "buttons", buttons: [back] }]
      : [];
  if (shown.length === 0) {
    return done(text(nothingFound(turn, search, without)), ...further(turn, search, without), ...hiddenPart);
  }
  const next = { ...search, from: search.from + shown.length };
  return done(
    text(goal !== null ? words.introGoal : about === "" ? words.introFilters : words.intro(about)),
    { kind: "cards", label: words.label, cards: shown.map((one) => itemCard(turn, shelf, one)) },
    ...(more ? [searchButton(words.more, next)] : []),
    ...hiddenPart,
  );
}

/** Of a goal only that it fits is said, not its words: those do not belong in the chat. */
function withoutWords<One extends { reasons: { reason: string }[] }>(one: One) {
  const kept = one.reasons.filter(({ reason }) => reason !== "words");
  return { ...one, reasons: [{ reason: "goal" } as const, ...kept] as One["reasons"] };
}

function nothingFound(
  { texts: { recommend } }: Turn,
  { about, from, goal }: Search,
  without: number,
): string {
  if (from > 0) return recommend.noMore;
  if (without > 0) return recommend.nothingFiltered(`${without}`);
  return goal ? recommend.nothingForGoal : recommend.nothing(about ?? "");
}

function further({ texts: { recommend, request } }: Turn, search: Search, without: number): Block[] {
  const { about, goal } = search;
  const write: Button = { kind: "form", label: request.write, form: "request.write", value: "" };
  return [
    ...(without > 0 ? [searchButton(recommend.withoutFilters, { ...ANYTHING, about, goal })] : []),
    quiet(recommend.nextStep),
    { kind: "buttons", buttons: [write] },
  ];
}

function searchButton(label: string, search: Search): Block {
  const value = JSON.stringify(search);
  return {
    kind: "buttons",
    buttons: [action(label, "recommend.more", value)],
  };
}
