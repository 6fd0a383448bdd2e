import type { Inward } from "../../src/channel/adapter.ts";
import type { Form } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import { visibleText } from "../../src/channel/text.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Pressed } from "./render/actions.ts";
import { type Filled, renderProblem, renderReading, renderTask, type Task } from "./render/task.ts";
import type { Accepted, By, Taking } from "./take.ts";

type Parts = { inward: Inward; taking: Taking; languageOf(by: By): Promise<Language> };
type Problem = "nothing" | "tooMuch" | "answerGone";

/** Closes the dialog. */
const CLOSED = {};

/** What opens as a dialog, and what comes after it. */
export function dialogs({ inward, taking, languageOf }: Parts) {
  const show = (value: Task): object => ({ task: { type: "continue", value } });

  async function problem(by: By, what: Problem): Promise<object> {
    const language = await languageOf(by);
    const { problems, ask } = texts[language];
    const sentences = {
      nothing: problems.nothingHere,
      tooMuch: problems.tooMuchAtOnce,
      answerGone: ask.answerGone,
    };
    return show(renderProblem(sentences[what], language));
  }

  async function formOf(by: By, form: string, value: string): Promise<Form | null> {
    const found = await inward.answer({ kind: "form", form, value }, taking.asker(by));
    return found.state === "form" ? found.form : null;
  }

  return {
    problem,

    /** `words`: what the first field of a form begins with. */
    async open(by: By, wanted: Pressed | null, words = ""): Promise<object> {
      if (wanted?.kind !== "form" && wanted?.kind !== "view" && wanted?.kind !== "passage")
        return problem(by, "nothing");
      const language = await languageOf(by);
      const found = await inward.answer(wanted, taking.asker(by));
      switch (found.state) {
        case "form":
          return show(renderTask(beginningWith(found.form, words), language));
        case "blocks":
          return show(renderReading(found.title, found.blocks, language));
        case "none":
          return problem(by, "nothing");
      }
    },

    /** With mistakes it stays open, and nothing that was typed is lost. */
    async afterForm(by: By, { form, value, values: typed }: Filled, accepted: Accepted): Promise<object> {
      if (accepted.state !== "invalid" && accepted.state !== "limited") return CLOSED;
      const language = await languageOf(by);
      const again = await formOf(by, form, value);
      if (!again) return problem(by, accepted.state === "limited" ? "tooMuch" : "nothing");
      const problems =
        accepted.state === "invalid" ? accepted.errors : { "": texts[language].problems.tooMuchAtOnce };
      return show(renderTask(again, language, { typed, problems }));
    },

    async afterPress(by: By, accepted: Accepted): Promise<object> {
      return accepted.state === "limited" ? problem(by, "tooMuch") : CLOSED;
    },
  };
}

function beginningWith(form: Form, words: string): Form {
  const [first, ...others] = form.fields;
  if (words === "" || first?.kind !== "text") return form;
  return { ...form, fields: [{ ...first, initial: visibleText(words).slice(0, first.longest) }, ...others] };
}
