import type { TurnContext } from "botbuilder";
import { bot, letEntitiesPass } from "./bot.ts";
import { company, words } from "./company.ts";
import type { Json } from "./world.ts";

/** A company with a bot on the SDK that answers what it is asked at once as it was told to, and tells what it heard. */
export async function answering() {
  letEntitiesPass();
  const heard: { name: string; value: Json; replyTo: string | undefined; text: string | undefined }[] = [];
  let answer: unknown = {};
  const at = await company();
  const app = await bot(at.teams, async (context: TurnContext) => {
    const { type, name = type, value, replyToId: replyTo, text } = context.activity;
    heard.push({ name, value, replyTo, text });
    if (type === "invoke") {
      await context.sendActivity({ type: "invokeResponse", value: { status: 200, body: answer } });
    }
  });
  return {
    ...at,
    heard,
    /** From now on. */
    answers(body: unknown): void {
      answer = body;
    },
    async close(): Promise<void> {
      await app.close();
      await at.teams.close();
    },
  };
}

export const ADAPTIVE = "application/vnd.microsoft.card.adaptive";
export const adaptive = (body: Json[], more: Json = {}) => ({
  type: "AdaptiveCard",
  version: "1.5",
  body,
  ...more,
});
/** The button of every form. */
export const actions = [{ type: "Action.Submit", title: "Send", data: { form: "request" } }];
export const form = adaptive(
  [
    words("Tell L&D what you need"),
    {
      type: "Input.Text",
      id: "need",
      label: "What?",
      isRequired: true,
      maxLength: 20,
      errorMessage: "Say what.",
    },
    {
      type: "Input.ChoiceSet",
      id: "who",
      label: "For whom?",
      value: "me",
      choices: [
        { title: "Me", value: "me" },
        { title: "My team", value: "team" },
      ],
    },
    {
      type: "Input.Date",
      id: "when",
      label: "By when?",
      min: "2026-12-01",
      errorMessage: "Not before December.",
    },
    { type: "Input.Number", id: "people", label: "How many?", min: 1, max: 9, errorMessage: "One to nine." },
    { type: "Input.Toggle", id: "soon", title: "Soon", valueOn: "yes", valueOff: "no" },
  ],
  { actions },
);
export const dialog = (content: Json = form) => ({
  task: {
    type: "continue",
    value: { title: "Request", height: "medium", width: "medium", card: { contentType: ADAPTIVE, content } },
  },
});
const result = (title: string) => ({
  contentType: ADAPTIVE,
  content: adaptive([words(title)]),
  preview: { contentType: "application/vnd.microsoft.card.thumbnail", content: { title, text: "45 min" } },
});
export const results = (...titles: string[]) => ({
  composeExtension: { type: "result", attachmentLayout: "list", attachments: titles.map(result) },
});
