import type { types } from "@slack/bolt";
import { quiet } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Clock } from "../../src/clock.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Store } from "../../src/store/store.ts";
import { sharedAnswers } from "../../src/transcript/shared-answers.ts";
import type { Transcripts } from "../../src/transcript/transcript.ts";
import { addressOf } from "./places.ts";
import { metadataOf, type Posting, QUIET, threadOf } from "./posting.ts";
import { renderMessage, type SlackMessage } from "./render/message.ts";
import type { By } from "./take.ts";

const SHARE = "share-with-channel";

type Parts = {
  posting: Posting;
  store: Store;
  transcripts: Transcripts;
  clock: Clock;
  stamp(): number;
  languageOf(by: By): Promise<Language>;
};

/** What a learner got to see alone becomes everybody's in the channel, if its sources are. */
export function sharing({ posting: { reach }, languageOf, ...parts }: Parts) {
  const answers = sharedAnswers(parts);

  /** A sentence about what became of it, for who pressed the button. */
  return async (by: By, delivery: string): Promise<string> => {
    const language = await languageOf(by);
    const words = texts[language].slack;
    const address = addressOf(by.home, by.spot);
    const blocks = await answers.find(address, delivery);
    if (!blocks) return words.notShareable;
    const message = await answers.begin(address, delivery);
    if (message === null) return words.shared;
    const shown = renderMessage([...blocks, quiet(words.sharedBy(by.sender.name ?? ""))], language);
    const { text, blocks: rendered } = shown;
    const place = { channel: by.spot.channel, ...threadOf(address), ...metadataOf(message), ...QUIET };
    const posted = await reach(by.home, "chat.postMessage", { ...place, text, blocks: rendered });
    if (posted.state === "ok" || posted.state === "unknown") return words.shared;
    await answers.undo(address, delivery);
    return words.notShared;
  };
}

/** The message with a button below it that shares it. */
export function withShareButton(message: SlackMessage, language: Language, delivery: string): SlackMessage {
  const button: types.Button = {
    type: "button",
    action_id: SHARE,
    text: { type: "plain_text", text: texts[language].slack.share },
    value: delivery,
  };
  const below: types.ActionsBlock = { type: "actions", elements: [button] };
  const { text, blocks, plain } = message;
  return { text, blocks: [...blocks, below], plain: [...plain, below] };
}

/** The delivery that a share button is for; null for another button. */
export function readShare({ action_id, value }: { action_id: string; value?: unknown }): string | null {
  return action_id === SHARE && typeof value === "string" ? value : null;
}
