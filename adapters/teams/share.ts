import type { Address } from "../../src/channel/address.ts";
import { action, type Block, quiet } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Store } from "../../src/store/store.ts";
import { isOpenToAll, type sharedAnswers } from "../../src/transcript/shared-answers.ts";
import { addressOf } from "./places.ts";
import type { Posting } from "./posting.ts";
import type { Pressed } from "./render/actions.ts";
import { renderMessage } from "./render/message.ts";
import type { By } from "./take.ts";

const SHARE = "channel.share";

type Answers = ReturnType<typeof sharedAnswers>;
type Parts = { posting: Posting; answers: Answers; languageOf(by: By): Promise<Language> };

/** What a learner got to see alone becomes everybody's in the channel, if its sources are. */
export function sharing({ posting, answers, languageOf }: Parts) {
  /** A sentence about what became of it, for who pressed the button. */
  return async (by: By, delivery: string): Promise<string> => {
    const language = await languageOf(by);
    const words = texts[language].teams;
    const to = addressOf(by.home, by.spot);
    const blocks = await answers.find(to, delivery);
    if (!blocks) return words.notShareable;
    const message = await answers.begin(to, delivery);
    if (message === null) return words.shared;
    const shown = [...blocks, quiet(words.sharedBy(by.sender.name ?? ""))];
    const posted = await posting.post(to, renderMessage(shown, language, "shared"), message);
    if (posted.state === "sent" || posted.state === "unknown") return words.shared;
    await answers.undo(to, delivery);
    return words.notShared;
  };
}

export type Share = ReturnType<typeof sharing>;

/** The answer with a button below it that shares it, where it may be shared; it stays on record for that. */
export function shareable(readOf: Store["readOf"], answers: Answers) {
  return async (to: Address, blocks: Block[], language: Language, delivery: string): Promise<Block[]> => {
    if (!(await isOpenToAll(readOf(to.org), to.org, blocks))) return blocks;
    await answers.keep(to, blocks, delivery);
    return [...blocks, { kind: "buttons", buttons: [action(texts[language].teams.share, SHARE, delivery)] }];
  };
}

/** The delivery that a share button is for; null for another button. */
export function readShare(pressed: Pressed | null): string | null {
  return pressed?.kind === "action" && pressed.action === SHARE ? pressed.value : null;
}
