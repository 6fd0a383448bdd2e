import type { Filter } from "../search/passage.ts";
import type { ContentItem } from "./content-item.ts";
import { matchedWords } from "./matched-words.ts";
import { type Shelf, type ShelfItem, searchedText } from "./shelf.ts";
import { filterReasons, passes, type Reason, type Wish } from "./wish.ts";
import { wishWords } from "./wish-words.ts";

export type Recommended = { item: ContentItem; reasons: Reason[] };
export type Recommendation = {
  /** Best first. */
  found: Recommended[];
  /** There are more behind these. */
  more: boolean;
  /** How many are left out because the learner knows or declined them. */
  hidden: number;
  /** When the filters leave nothing: how many there would be without them. */
  without: number;
};
/** Item ids. */
export type Known = { declined: ReadonlySet<string>; done: ReadonlySet<string> };

/** A catalogue is for everybody. */
const EVERYBODY: ReadonlySet<string> = new Set();
const ANYTHING: Filter = { language: null, format: null, level: null, longest: null };

/** The best by words that are looked at. */
const MOST_BY_WORDS = 200;
/** An item by words needs at least this share of the best one's score. */
const LEAST_SHARE = 0.3;
/** Fits closer together than this are alike; then the language decides, and then the date. */
const STEP = 0.25;

/** When the search is not sure, the share of the wish's words that an item must have. */
const LEAST_WORDS_UNSURE = 1 / 3;

/** What each later topic of a wish counts, against the one before it. */
const LATER_TOPIC = 0.75;

/** The candidate's reasons from the wish itself, and how well it fits: up to 1 for each topic, and up to 1 for its words. */
type Candidate = { item: ShelfItem; reasons: Reason[]; fit: number };

/** What fits a wish, and why. The same wish over the same shelf finds the same. */
export async function recommend(
  shelf: Shelf,
  wish: Wish,
  { declined, done }: Known,
): Promise<Recommendation> {
  const isOpen = ({ item: { item } }: Candidate) => !declined.has(item) && !done.has(item);
  const passing = await candidates(shelf, wish, wish);
  const matching = passing.filter(isOpen).sort(order(wish));
  const shown = matching.slice(wish.from, wish.from + wish.most);
  const whole = await shelf.whole(shown.map(({ item: { item } }) => item));
  const unlimited = matching.length > 0 ? [] : await candidates(shelf, wish, ANYTHING);
  return {
    found: shown.flatMap(({ item: { item: id }, reasons }) => {
      const item = whole.get(id);
      return item ? [{ item, reasons: [...reasons, ...filterReasons(item, wish)] }] : [];
    }),
    more: matching.length > wish.from + wish.most,
    hidden: passing.length - matching.length,
    without: unlimited.filter(isOpen).length,
  };
}

/** What passes the filter: everything for somebody who says neither topic nor words, else what has one of them. */
async function candidates(shelf: Shelf, wish: Wish, filter: Filter): Promise<Candidate[]> {
  const items = [...shelf.items.values()].filter((item) => passes(item, filter));
  const words = wishWords(wish.text ?? "");
  const topics = wish.topics.filter((topic) => shelf.topics.has(topic));
  if (words.length + topics.length === 0) return items.map((item) => ({ item, reasons: [], fit: 0 }));

  const byWords = await wordFits(shelf, words, filter);
  return items.flatMap((item) => {
    const byWord = byWords.get(item.item);
    const reasons: Reason[] = [];
    let fit = 0;
    topics.forEach((topic, at) => {
      if (!item.topics.includes(topic)) return;
      reasons.push({ reason: "topic", topic });
      fit += LATER_TOPIC ** at;
    });
    if (byWord) {
      reasons.push({ reason: "words", words: byWord.words });
      fit += byWord.fit;
    }
    return reasons.length === 0 ? [] : [{ item, reasons, fit }];
  });
}

/** The items that have some of the words, unless the whole catalogue is about something else. */
async function wordFits(
  shelf: Shelf,
  wanted: readonly string[],
  filter: Filter,
): Promise<Map<string, { words: string[]; fit: number }>> {
  const fits = new Map<string, { words: string[]; fit: number }>();
  if (wanted.length === 0) return fits;
  await shelf.index.prepare(EVERYBODY);
  const { band, hits } = shelf.index.search(wanted.join(" "), {
    memberships: EVERYBODY,
    limit: MOST_BY_WORDS,
    filter,
  });
  if (band === "none") return fits;
  const best = hits[0]?.score ?? 0;
  const least = band === "unsure" ? Math.max(1, wanted.length * LEAST_WORDS_UNSURE) : 1;
  const close = hits.filter(({ score }) => score >= LEAST_SHARE * best);
  const whole = await shelf.whole(close.map(({ document }) => document));
  for (const { document, score } of close) {
    const item = whole.get(document);
    if (!item) continue;
    const words = matchedWords(wanted, `${item.title}\n${searchedText(item, shelf.topics)}`);
    if (words.length >= least) fits.set(document, { words, fit: score / best });
  }
  return fits;
}

function order({ language, spoken }: Wish) {
  const step = ({ fit }: Candidate) => Math.round(fit / STEP);
  const preferred = ({ item }: Candidate) => (item.language === (language ?? spoken) ? 1 : 0);
  const day = ({ item }: Candidate) => item.modified ?? "";
  return (a: Candidate, b: Candidate): number =>
    step(b) - step(a) ||
    preferred(b) - preferred(a) ||
    compare(day(b), day(a)) ||
    b.fit - a.fit ||
    compare(a.item.item, b.item.item);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
