import type { Quote } from "../channel/block.ts";
import { texts } from "../i18n/texts.ts";
import type { Sentence } from "../search/passage.ts";
import type { Writer } from "./writer.ts";

/** A passage up to this many words is quoted whole; of a longer one, the marked sentences and their neighbours. */
const QUOTED_WHOLE_WORDS = 110;
/** Of a passage that only its meaning has found, so many sentences are shown where nothing is sure. */
const UNMARKED_SHOWN = 2;

/** Answers without a model: the passages themselves, labelled as quotations. */
export const extractiveWriter: Writer = {
  async write({ language, sure, cited }) {
    const quotes = cited.map(({ source, sentences, citation }): Quote => {
      return {
        kind: "quote",
        label: texts[language].ask.quotation(source.title),
        language: source.language,
        parts: sure ? excerpt(sentences) : glimpse(sentences),
        citation: citation.number,
      };
    });
    return { blocks: quotes, sure };
  },
};

/** Whoever gets no sure answer looks through several places: the sentences nearest to the question are enough to tell. */
function glimpse(sentences: readonly Sentence[]): Quote["parts"] {
  const isMarked = sentences.some(({ mark }) => mark);
  const only = (at: number) => (isMarked ? (sentences[at]?.mark ?? false) : at < UNMARKED_SHOWN);
  return shortened(sentences, only);
}

/** What is left out is shown by an ellipsis. */
function excerpt(sentences: readonly Sentence[]): Quote["parts"] {
  const words = sentences.reduce((sum, sentence) => sum + sentence.text.split(/\s+/).length, 0);
  if (words <= QUOTED_WHOLE_WORDS || !sentences.some((sentence) => sentence.mark)) {
    return sentences.map(({ text, mark }) => ({ text, mark }));
  }
  const near = (at: number) => [at - 1, at, at + 1].some((neighbour) => sentences[neighbour]?.mark);
  return shortened(sentences, near);
}

function shortened(sentences: readonly Sentence[], isShown: (at: number) => boolean): Quote["parts"] {
  const parts: Quote["parts"] = [];
  let skipped = false;
  for (const [at, { text, mark }] of sentences.entries()) {
    if (!isShown(at)) {
      skipped = true;
      continue;
    }
    if (skipped) parts.push({ text: "… ", mark: false });
    skipped = false;
    parts.push({ text, mark });
  }
  if (skipped) parts.push({ text: "…", mark: false });
  return parts;
}
