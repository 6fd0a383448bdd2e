import type { Field } from "../src/channel/block.ts";
import { Language } from "../src/channel/language.ts";
import type { DialogForm } from "../src/dialog/dialog.ts";

export const FORMATS = ["course", "video", "article", "book", "podcast", "event", "path", "person"] as const;
export const LEVELS = ["beginner", "intermediate", "advanced"] as const;
/** Minutes. */
const DURATIONS = ["15", "60", "240"] as const;
/** UTF-16 code units: short enough to travel in a button. */
export const LONGEST_WISH = 300;

/** What somebody wants to learn, and what matters to them about how. */
export const wishForm: DialogForm = {
  async show({ texts: { recommend } }) {
    const choice = <Value extends string>(
      name: string,
      label: string,
      values: readonly Value[],
      labels: Record<Value, string>,
    ): Field => {
      const options = values.map((value) => ({ value, label: labels[value] }));
      return { kind: "choice", name, label, hint: "", required: false, initial: "", options };
    };
    return {
      form: "recommend.search",
      value: "",
      title: recommend.title,
      intro: recommend.filterIntro,
      fields: [
        {
          kind: "text",
          name: "about",
          label: recommend.wish,
          hint: recommend.wishHint,
          lines: "one",
          longest: LONGEST_WISH,
          required: false,
          initial: "",
        },
        choice("format", recommend.format, FORMATS, recommend.formats),
        choice("longest", recommend.longest, DURATIONS, recommend.durations),
        choice("level", recommend.level, LEVELS, recommend.levels),
        choice("language", recommend.language, Language.options, recommend.languages),
      ],
      submit: recommend.submit,
      cancel: recommend.cancel,
    };
  },
  mistakes({ recommend }, { about = "", ...filters }): Record<string, string> {
    if (about === "" && Object.values(filters).every((value) => value === ""))
      return { about: recommend.missing };
    return about.length > LONGEST_WISH ? { about: recommend.tooLong(LONGEST_WISH) } : {};
  },
};
