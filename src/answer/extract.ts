import type { Quote } from "../channel/block.ts";
import { texts } from "../i18n/texts.ts";
import type { Sentence } from "../search/passage.ts";
import type { Writer } from "./writer.ts";

/** A passage up to this many words is quoted whole; of a longer one, the marked sentences and their neighbours. */
const QUOTED_WHOLE_WORDS = 110;

/** Answers without a model: the passages themselves, labelled as quotations. */
export const extractiveWriter: Writer = {
  async write({ language, cited }) {
    return cited.map(({ source, sentences, citation }): Quote => {
      return {
        kind: "quote",
        label: texts[language].ask.quotation(source.title),
        language: source.language,
        parts: excerpt(sentences),
        citation: citation.number,
      };
    });
  },
};

/** What is left out is shown by an ellipsis. */
function excerpt(sentences: readonly Sentence[]): Quote["parts"] {
  const words = sentences.reduce((sum, sentence) => sum + sentence.text.split(/\s+/).length, 0);
  if (words <= QUOTED_WHOLE_WORDS || !sentences.some((sentence) => sentence.mark)) {
    return sentences.map(({ text, mark }) => ({ text, mark }));
  }
  const near = (at: number) => [at - 1, at, at + 1].some((neighbour) => sentences[neighbour]?.mark);
  const parts: Quote["parts"] = [];
  let skipped = false;
  for (const [at, { text, mark }] of sentences.entries()) {
    if (!near(at)) {
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
