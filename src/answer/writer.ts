import type { Block, Citation } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import type { SourcePassage } from "../knowledge/passages.ts";
import type { Sentence } from "../search/passage.ts";

/** A retrieved passage, also in sentences, under the number it is cited by. */
export type Cited = { source: SourcePassage; sentences: Sentence[]; citation: Citation };

/** All a writer gets: nothing about the person who asks. `org` is whose documents and whose names they are. `sure`: the passages answer the question, and are not just the closest. */
export type Brief = {
  org: string;
  question: string;
  language: Language;
  sure: boolean;
  cited: Cited[];
  /** In easy words; as usual if it is not said. Only a model can. */
  manner?: "easy";
};

/** What has been written. `sure` as the search was, unless somebody who has read the passages found no answer in them. */
type Body = { blocks: Block[]; sure: boolean };

/**
 * Turns retrieved passages into the body of an answer, saying bits of it as they come. When `signal` ends it, it gives what it has
 * said so far.
 */
export interface Writer {
  write(brief: Brief, say: (text: string) => Promise<void>, signal: AbortSignal): Promise<Body>;
}
