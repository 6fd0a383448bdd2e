import { action, type Block, quiet } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { texts } from "../i18n/texts.ts";
import type { Topic } from "../topic/topics.ts";

const MOST = 3;

/**
 * Topics to tap: what is not tapped is not counted, and not kept either. `unanswered`: they are offered to somebody whose question
 * nothing answered for sure, and what is tapped counts as that, too.
 */
export function topicOffer(
  language: Language,
  topics: readonly Topic[],
  { unanswered }: { unanswered: boolean },
): Block[] {
  if (topics.length === 0) return [];
  return [
    quiet(texts[language].signal[unanswered ? "offerUnanswered" : "offer"]),
    {
      kind: "buttons",
      buttons: topics.slice(0, MOST).map(({ topic, label }) => {
        return action(label[language], unanswered ? "signal.confirm-unanswered" : "signal.confirm", topic);
      }),
    },
  ];
}
