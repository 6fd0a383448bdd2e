import type { Inward } from "../../src/channel/adapter.ts";
import { action, type Block, text } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { findOrg } from "../../src/org/org.ts";
import type { Store } from "../../src/store/store.ts";
import type { Posting } from "./posting.ts";
import { renderHome } from "./render/view.ts";
import type { By, Taking } from "./take.ts";

/** The house itself knows this button, whatever is under way. */
const CHOOSE_LANGUAGE = "language.choose";
/** Something that was pressed on the home has led to something by then, milliseconds. */
const SHOW_AGAIN_MS = 1500;

type Parts = {
  posting: Posting;
  inward: Inward;
  taking: Taking;
  readOf: Store["readOf"];
  languageOf(by: By): Promise<Language>;
};

/** The Home tab: what is somebody's own, or for somebody new what Lotse is. */
export function homeTab({ posting: { reach }, inward, taking, readOf, languageOf }: Parts) {
  async function content(by: By, language: Language): Promise<Block[]> {
    const words = texts[language];
    const own = await inward.answer({ kind: "view", view: "home.show", value: "" }, taking.asker(by));
    const company = (await findOrg(readOf(by.home.org), by.home.org))?.name ?? "";
    const shown =
      own.state === "blocks"
        ? own.blocks
        : [text(words.common.introduction(company)), text(words.common.help)];
    const buttons = (["de", "en"] as const).map((one) =>
      action(texts[one].slack.thisLanguage, CHOOSE_LANGUAGE, one),
    );
    return [...shown, text(words.slack.language), { kind: "buttons", buttons }];
  }

  async function show(by: By): Promise<void> {
    const language = await languageOf(by);
    const view = renderHome(await content(by, language), language);
    await reach(by.home, "views.publish", { user_id: by.sender.native, view });
  }

  return {
    show,
    /** What was pressed on it is done beside it, so it is shown anew a moment later. */
    showSoon(by: By, failed: (error: unknown) => void): void {
      setTimeout(() => void show(by).catch(failed), SHOW_AGAIN_MS).unref();
    },
  };
}

export type HomeTab = ReturnType<typeof homeTab>;
