import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Inward } from "../../src/channel/adapter.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { spotInWords } from "./interaction.ts";
import type { Posting } from "./posting.ts";
import { renderModal } from "./render/modal.ts";
import { renderLoading, renderProblem, renderReading } from "./render/view.ts";
import type { By, Taking } from "./take.ts";

/** What a modal can show. */
export type Wanted =
  | { kind: "form"; form: string; value: string }
  | { kind: "view"; view: string; value: string }
  | { kind: "passage"; passage: string };

const Opened = z.object({ view: z.object({ id: z.string() }) });

type Parts = {
  posting: Posting;
  inward: Inward;
  taking: Taking;
  languageOf(by: By): Promise<Language>;
};

/** Forms and things to look at. Slack gives three seconds to open one, so it is opened empty, and filled when its content is there. */
export function modals({ posting: { reach }, inward, taking, languageOf }: Parts) {
  async function content(by: By, wanted: Wanted, language: Language): Promise<types.ModalView> {
    const found = await inward.answer(wanted, taking.asker(by));
    switch (found.state) {
      case "form":
        return renderModal(found.form, language, { private_metadata: spotInWords(by.spot) });
      case "blocks":
        return renderReading(found.title, found.blocks, language);
      case "none":
        return renderProblem(texts[language].problems.nothingHere, language);
    }
  }

  return {
    /** `onTop`: of a modal that is open. False: Slack did not open it, for example because it took too long. */
    async open(by: By, trigger: string, wanted: Wanted, onTop: boolean): Promise<boolean> {
      const language = await languageOf(by);
      const method = onTop ? "views.push" : "views.open";
      const opened = await reach(by.home, method, { trigger_id: trigger, view: renderLoading(language) });
      if (opened.state !== "ok") return false;
      const { id } = Opened.parse(opened.data).view;
      const view = await content(by, wanted, language);
      const shown = await reach(by.home, "views.update", { view_id: id, view });
      if (shown.state === "no")
        await reach(by.home, "views.update", {
          view_id: id,
          view: renderProblem(texts[language].problems.failed, language),
        });
      return true;
    },
  };
}

export type Modals = ReturnType<typeof modals>;
