import { stem } from "../search/analyse.ts";
import { contentWords } from "../search/tokens.ts";
import type { Request } from "./request.ts";

const MOST = 3;
/** The share of a need's words, by weight, that another request must have to count as similar. */
const LEAST_OVERLAP = 0.3;
/** What a shared topic adds. */
const SHARED_TOPIC = 0.35;

/** The requests that say nearly the same as `words`, the closest first: shown before somebody sends another one. */
export function similarRequests(
  requests: readonly Request[],
  words: string,
  topics: readonly string[],
): Request[] {
  const stems = requests.map((request) => stemsOf(`${request.framing.change} ${request.framing.obstacle}`));
  const frequency = new Map<string, number>();
  for (const set of stems) for (const stem of set) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const weight = (stem: string) => Math.log(1 + (requests.length + 1) / ((frequency.get(stem) ?? 0) + 1));

  const asked = stemsOf(words);
  const whole = [...asked].reduce((sum, stem) => sum + weight(stem), 0);
  return requests
    .map((request, at) => {
      const shared = [...asked].filter((stem) => stems[at]?.has(stem));
      const overlap = whole === 0 ? 0 : shared.reduce((sum, stem) => sum + weight(stem), 0) / whole;
      const topical = request.topics.some((topic) => topics.includes(topic)) ? SHARED_TOPIC : 0;
      return { request, score: overlap + topical };
    })
    .filter(({ score }) => score >= LEAST_OVERLAP)
    .sort((a, b) => b.score - a.score || a.request.request.localeCompare(b.request.request))
    .slice(0, MOST)
    .map(({ request }) => request);
}

function stemsOf(text: string): Set<string> {
  return new Set(contentWords(text).map(stem));
}
