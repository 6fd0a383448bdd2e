import type { Language } from "../channel/language.ts";
import { band, queryFit, type Thresholds, thresholds } from "./band.ts";
import { compounds } from "./compounds.ts";
import { GENERAL_QUESTIONS } from "./general-questions.ts";
import { invertedIndex } from "./inverted-index.ts";
import { markedSentences } from "./marks.ts";
import type { Found, Passage } from "./passage.ts";
import { termGroups } from "./query.ts";
import { rank } from "./ranking.ts";
import { openAudiences, type View, view } from "./view.ts";
import { vocabulary } from "./vocabulary.ts";

export type { Found, Hit, Passage } from "./passage.ts";

/** Passages ready to be searched; hold on to it and build a new one when the documents change. */
export interface PassageIndex {
  /** The number of passages, whoever may read them. */
  size: number;
  /**
   * Answers for one asker. `memberships` such as "division:vertrieb" open the passages whose audience names one of them;
   * hidden passages change nothing in what is found: neither hits nor scores nor the band. At most `limit` hits.
   */
  search(question: string, options: { memberships: ReadonlySet<string>; limit: number }): Found;
}

/** Views kept ready, the least recently used one is dropped first. Askers with the same open audiences share a view. */
const MOST_VIEWS = 32;
/** From this many visible passages on, a third of the general questions has to do, or calibration takes seconds. */
const MANY_PASSAGES = 3_000;

/** Builds the index over the passages, and the gate for what everyone may read. */
export function passageIndex(passages: readonly Passage[]): PassageIndex {
  const index = invertedIndex(passages);
  const parts = compounds(index.lexicon);
  const terms = vocabulary(index.lexicon.termText);
  const ready = new Map<string, { view: View; gate: Thresholds }>();

  function calibrated(audiences: readonly number[]): { view: View; gate: Thresholds } {
    const key = audiences.join(" ");
    const known = ready.get(key) ?? calibrate(view(index, audiences));
    ready.delete(key);
    ready.set(key, known);
    const oldest = ready.keys().next().value;
    if (ready.size > MOST_VIEWS && oldest !== undefined) ready.delete(oldest);
    return known;
  }

  function calibrate(view: View): { view: View; gate: Thresholds } {
    const gate = thresholds(generalQuestions(view.passages), (question) => {
      const groups = termGroups(question, view, parts, terms);
      return queryFit(groups, rank(question, groups, view, 1)[0], view);
    });
    return { view, gate };
  }

  calibrated(openAudiences(index, new Set()));
  return {
    size: passages.length,
    search(question, { memberships, limit }) {
      const { view, gate } = calibrated(openAudiences(index, memberships));
      const groups = termGroups(question, view, parts, terms);
      const ranked = rank(question, groups, view, Math.max(1, limit));
      const hits = ranked.slice(0, limit).flatMap(({ passage: number, score }) => {
        const passage = passages[number];
        return passage
          ? [
              {
                passage,
                score,
                // Of a hundred that are looked at, three are shown.
                get sentences() {
                  return markedSentences(passage, question, groups, view);
                },
              },
            ]
          : [];
      });
      return { band: band(queryFit(groups, ranked[0], view), gate), hits };
    },
  };
}

function generalQuestions(passages: number): Readonly<Record<Language, readonly string[]>> {
  if (passages < MANY_PASSAGES) return GENERAL_QUESTIONS;
  const third = (questions: readonly string[]) => questions.filter((_, at) => at % 3 === 0);
  return { de: third(GENERAL_QUESTIONS.de), en: third(GENERAL_QUESTIONS.en) };
}
