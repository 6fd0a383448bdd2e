import { band, queryFit } from "./band.ts";
import { compounds, PART_FROM } from "./compounds.ts";
import { type Added, corpus as corpusIn } from "./corpus.ts";
import { gates as gatesOf } from "./gates.ts";
import { markedSentences } from "./marks.ts";
import { memory as memoryOf, type Saved } from "./memory.ts";
import type { Filter, Found, Searched } from "./passage.ts";
import { termGroups } from "./query.ts";
import { ranking } from "./ranking.ts";
import { NO_SYNONYMS, type Synonyms } from "./synonyms.ts";
import { type View, view } from "./view.ts";
import { vocabulary } from "./vocabulary.ts";

/** The passages of an org, ready to be searched. It holds no texts, only numbers and ids. */
export interface PassageIndex {
  /** The number of passages, whoever may read them. */
  readonly size: number;
  /** The number of those that somebody with these memberships may read. */
  sizeFor(memberships: ReadonlySet<string>): number;
  /** The stamp of a document, by its id; undefined if it is not in it. */
  stampOf(document: string): string | undefined;
  /** The ids of its documents. */
  documents(): Generator<string>;
  /** Who may read a passage, by its id; undefined if it is not there. */
  audienceOf(passage: string): readonly string[] | undefined;
  /**
   * Takes in documents, in place of earlier ones with their ids, and drops others. What is found afterwards is what an index built
   * anew would find; only the thresholds of the bands are learnt anew when a tenth of what is visible has changed, and by `prepare`.
   */
  update(documents: readonly Searched[], dropped?: readonly string[]): void;
  /** Learns the compounds that the updates have brought. A search does it, too, if it has not been done. */
  settle(): void;
  /** From now on these mean the same. */
  understand(synonyms: Synonyms): void;
  /**
   * Answers for one asker. `memberships` such as "division:vertrieb" open the documents whose audience names one of them; hidden
   * ones change nothing in what is found: neither hits nor scores nor the band. At most `limit` hits, all of which pass `filter`.
   */
  search(question: string, asked: Asked): Found;
  /** Learns the thresholds of the bands for somebody with these memberships, if they are not known yet, in small steps. */
  prepare(memberships: ReadonlySet<string>): Promise<void>;
  /** True when more has been removed than is there: time to build it anew. */
  worn(): boolean;
  /** Everything in it, to be read before the next change. */
  saved(): Saved;
}

type Asked = { memberships: ReadonlySet<string>; limit: number; filter?: Filter };

const NO_FILTER: Filter = { language: null, format: null, level: null, longest: null };

/** An empty index, or one that goes on with what was saved. */
export function passageIndex(saved?: Saved): PassageIndex {
  const memory = memoryOf(saved);
  const corpus = corpusIn(memory, PART_FROM);
  const parts = compounds(corpus, memory);
  const terms = vocabulary(corpus, memory);
  const rank = ranking(corpus);
  const gates = gatesOf(fitOf, saved?.texts.gates?.list);

  let synonyms = NO_SYNONYMS;
  let news: Added = { words: [], grown: [] };
  function settle(): void {
    if (news.words.length + news.grown.length === 0) return;
    parts.learn(news.words, news.grown);
    terms.catchUp();
    news = { words: [], grown: [] };
  }

  function fitOf(question: string, view: View): number {
    const groups = termGroups(question, view, parts, terms, synonyms);
    const [best] = rank({ question, groups, view, passes: undefined }, 1);
    return queryFit(groups, best, view);
  }

  return {
    get size() {
      return corpus.size();
    },
    sizeFor: (memberships) => view(corpus, memberships).passages,
    stampOf: corpus.stampOf,
    documents: corpus.ids,
    audienceOf(id) {
      const passage = corpus.passages.find(id);
      return passage === undefined ? undefined : corpus.entriesOf(corpus.audienceOf.at(passage));
    },
    update(documents, dropped = []) {
      for (const document of dropped) corpus.remove(document);
      for (const { document } of documents) corpus.remove(document);
      for (const document of documents) corpus.add(document, news);
    },
    settle,
    understand(words) {
      synonyms = words;
    },
    search(question, { memberships, limit, filter = NO_FILTER }) {
      settle();
      const seen = view(corpus, memberships);
      const groups = termGroups(question, seen, parts, terms, synonyms);
      const passes = corpus.filters.test(filter);
      const ranked = rank({ question, groups, view: seen, passes }, Math.max(1, limit));
      return {
        band: band(queryFit(groups, ranked[0], seen), gates.of(seen)),
        hits: ranked.slice(0, limit).map(({ passage, score }) => ({
          passage: corpus.passages.text(passage),
          document: corpus.documents.text(corpus.documentOf.at(passage)),
          score,
        })),
        sentences: (text) => markedSentences(text, question, groups, seen),
      };
    },
    prepare(memberships) {
      settle();
      return gates.prepare(view(corpus, memberships));
    },
    worn: () => corpus.removed() > corpus.size(),
    saved() {
      settle();
      const { ints, texts } = memory.saved();
      return { ints, texts: { ...texts, gates: { list: gates.saved() } } };
    },
  };
}
