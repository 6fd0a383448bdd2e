import { z } from "zod";
import type { DialogForm } from "../src/dialog/dialog.ts";

/** Written, but not sent. `request` is the id it will have: the buttons of an earlier preview do not send it. */
export const Draft = z.object({
  step: z.enum(["similar", "previewing"]),
  request: z.string(),
  change: z.string(),
  obstacle: z.string(),
  from: z.string().nullable(),
  topics: z.array(z.string()),
});
export type Draft = z.infer<typeof Draft>;

/** UTF-16 code units. */
const LONGEST = 1000;

/** The problem in two questions; opened again from a preview, with everything that was typed. */
export const requestForm: DialogForm = {
  async show(setting, value, waiting) {
    const { request } = setting.texts;
    const draft = Draft.safeParse(waiting);
    const before = draft.success && draft.data.request === value ? draft.data : null;
    const field = { kind: "text", lines: "many", longest: LONGEST, required: true } as const;
    const options = [
      { value: "without", label: request.withoutName },
      ...(setting.name === "" ? [] : [{ value: "with", label: request.withName(setting.name) }]),
    ];
    return {
      form: "request.write",
      value,
      title: request.title,
      intro: request.intro,
      fields: [
        {
          ...field,
          name: "change",
          label: request.change,
          hint: request.changeHint,
          initial: before?.change ?? "",
        },
        {
          ...field,
          name: "obstacle",
          label: request.obstacle,
          hint: request.obstacleHint,
          initial: before?.obstacle ?? "",
        },
        {
          kind: "choice",
          name: "sender",
          label: request.sender,
          hint: "",
          required: true,
          initial: before?.from ? "with" : "without",
          options,
        },
      ],
      submit: request.next,
      cancel: request.cancel,
    };
  },
  mistakes({ request }, { change = "", obstacle = "", sender = "" }): Record<string, string> {
    const mistake = (words: string) =>
      words === "" ? request.missing : words.length > LONGEST ? request.tooLong(LONGEST) : null;
    const [first, second] = [mistake(change), mistake(obstacle)];
    return {
      ...(first ? { change: first } : {}),
      ...(second ? { obstacle: second } : {}),
      ...(sender === "with" || sender === "without" ? {} : { sender: request.choose }),
    };
  },
};
