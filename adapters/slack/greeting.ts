import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Posting } from "./posting.ts";
import type { By } from "./take.ts";

/** Slack shows no more. */
const MOST_PROMPTS = 4;

/** What one can ask, at the top of the conversation: pressing one sends it as a message. */
export function greeting({
  posting: { reach },
  languageOf,
}: {
  posting: Posting;
  languageOf(by: By): Promise<Language>;
}) {
  return async (by: By): Promise<void> => {
    const { welcome } = texts[await languageOf(by)];
    const prompts = welcome.prompts
      .slice(0, MOST_PROMPTS)
      .map((prompt) => ({ title: prompt, message: prompt }));
    const given = { channel_id: by.spot.channel, title: welcome.promptsLabel, prompts };
    await reach(by.home, "assistant.threads.setSuggestedPrompts", given);
  };
}
