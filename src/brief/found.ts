import type { Libraries } from "../answer/library.ts";
import { lookUp } from "../answer/look-up.ts";
import type { Cited } from "../answer/writer.ts";
import { recommend } from "../catalogue/recommend.ts";
import type { Shelves } from "../catalogue/shelf.ts";
import type { Language } from "../channel/language.ts";
import { membershipsOf } from "../learner/learner.ts";
import { allRequests, type Request } from "../request/request.ts";
import { closedMonths, readSnapshot } from "../signal/snapshot.ts";
import type { Band } from "../store/schema.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";
import type { TopicRecognisers } from "../topic/recognisers.ts";

/** What is known about a topic that content shall be made for. */
export type Found = {
  /** Open requests about it, the most voices first. */
  requests: Request[];
  /** Of the last closed month, as it was released; null: nothing of it was. */
  need: { month: string; wish: Band | null; unanswered: Band | null } | null;
  cited: Cited[];
  items: { title: string; url: string | null }[];
};

const MOST_REQUESTS = 3;
const MOST_ITEMS = 3;

export type FindingParts = {
  read: Reader;
  sealer: Sealer;
  shelves: Shelves;
  libraries: Libraries;
  recognisers: TopicRecognisers;
};

export async function whatIsKnown(
  parts: FindingParts,
  {
    org,
    learner,
    question,
    language,
  }: { org: string; learner: string; question: string; language: Language },
): Promise<Found> {
  const { read, sealer, recognisers, libraries, shelves } = parts;
  const topics = (await recognisers.of(org))(question).map(({ topic }) => topic);
  const memberships = await membershipsOf(read, org, learner);
  const library = await libraries.of(org);
  const [requests, need, { cited }, { found }] = await Promise.all([
    requestsAbout(read, sealer, org, topics),
    needFor(read, org, topics),
    lookUp(read, library, { org, question, language, memberships }),
    recommend(await shelves.of(org), wishFor(question, topics, language), NOTHING_KNOWN),
  ]);
  return { requests, need, cited, items: found.map(({ item: { title, url } }) => ({ title, url })) };
}

const NOTHING_KNOWN = { declined: new Set<string>(), done: new Set<string>() };

function wishFor(text: string, topics: readonly string[], spoken: Language) {
  const anything = { language: null, format: null, level: null, longest: null };
  return { ...anything, text, topics, from: 0, most: MOST_ITEMS, spoken };
}

async function requestsAbout(
  read: Reader,
  sealer: Sealer,
  org: string,
  topics: readonly string[],
): Promise<Request[]> {
  const all = await allRequests(read, sealer, org);
  return all
    .filter((request) => request.state === "open" && request.topics.some((topic) => topics.includes(topic)))
    .toSorted((a, b) => b.voices - a.voices)
    .slice(0, MOST_REQUESTS);
}

async function needFor(read: Reader, org: string, topics: readonly string[]): Promise<Found["need"]> {
  const [month] = await closedMonths(read, org);
  const snapshot = month === undefined ? null : await readSnapshot(read, org, month);
  if (!snapshot) return null;
  const bandIn = (cells: readonly { topic: string; band: Band }[]) =>
    cells.find(({ topic }) => topics.includes(topic))?.band ?? null;
  const [wish, unanswered] = [bandIn(snapshot.company), bandIn(snapshot.unanswered)];
  return wish === null && unanswered === null ? null : { month: snapshot.month, wish, unanswered };
}
