import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Inward } from "../../src/channel/adapter.ts";
import type { Happening } from "../../src/channel/event.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { type Activity, momentOf } from "./activity.ts";
import { dialogs } from "./dialogs.ts";
import type { Answer } from "./entry.ts";
import { happeningOf } from "./events.ts";
import { COMMANDS } from "./manifest.ts";
import { messageId } from "./places.ts";
import { readInvoke } from "./render/actions.ts";
import { readFeedback } from "./render/feedback.ts";
import { cardProblem } from "./render/refusal.ts";
import { readTask } from "./render/task.ts";
import { searching } from "./searches.ts";
import { readShare, type Share } from "./share.ts";
import type { Accepted, By, Taking } from "./take.ts";
import type { Verdicts } from "./verdicts.ts";

export type InvokeParts = {
  inward: Inward;
  taking: Taking;
  verdicts: Verdicts;
  ownChat(by: By): Promise<By | null>;
  share: Share;
  languageOf(by: By): Promise<Language>;
  links: readonly string[];
  now(): number;
};

/** Those that only show something. */
const QUERIES = [
  "composeExtension/query",
  "composeExtension/queryLink",
  "composeExtension/fetchTask",
  "task/fetch",
];

/** Whether it leads to something that is stored. */
export function changesSomething({ name = "" }: Activity): boolean {
  return !QUERIES.includes(name);
}

const Command = z.object({
  commandId: z.string(),
  messagePayload: z.object({ body: z.object({ content: z.string().nullish() }).nullish() }).nullish(),
});

/** What Teams wants an answer to within its request. What changes something is stored before it is answered. */
export function invoking(parts: InvokeParts) {
  const { taking, verdicts, ownChat, share, languageOf, now } = parts;
  const dialog = dialogs(parts);
  const search = searching(parts);

  /** The same invoke is the same event, however often it comes; one without an id is like no other. */
  function store(activity: Activity, by: By, happened: Happening): Promise<Accepted> {
    const id = activity.id || randomUUID();
    return taking.store(by, `invoke:${by.spot.chat}:${id}`, momentOf(activity, now()), happened);
  }

  /** A button on a card in a chat. */
  async function pressed(activity: Activity, by: By): Promise<object> {
    const language = await languageOf(by);
    const wanted = readInvoke(activity.value);
    const shared = readShare(wanted);
    if (shared !== null) return { statusCode: 200, type: MESSAGE, value: await share(by, shared) };
    const happened = wanted && happeningOf(wanted);
    if (!happened) return cardProblem(texts[language].problems.nothingHere);
    const accepted = await store(activity, by, happened);
    if (accepted.state === "limited") return cardProblem(texts[language].problems.tooMuchAtOnce);
    return { statusCode: 200, type: MESSAGE, value: texts[language].teams.taken };
  }

  /** A form that was filled in, or a button in a dialog. */
  async function submitted(activity: Activity, by: By): Promise<object> {
    const filled = readTask(activity.value);
    if (filled) {
      const accepted = await store(activity, by, { kind: "form", ...filled });
      return dialog.afterForm(by, filled, accepted);
    }
    const wanted = readInvoke(activity.value);
    const happened = wanted && happeningOf(wanted);
    if (happened) return dialog.afterPress(by, await store(activity, by, happened));
    return dialog.open(by, wanted);
  }

  /** A thumb below an answer: what it says is stored, and then there is a form to say more in. */
  async function judged(activity: Activity, by: By): Promise<object> {
    const said = readFeedback(activity.value);
    const about = await verdicts.answerIn(messageId(by.spot.chat, activity.replyToId ?? ""));
    if (!said || about === null) return dialog.problem(by, "answerGone");
    const accepted = await store(activity, by, { kind: "feedback", about, verdict: said.verdict });
    if (accepted.state === "limited") return dialog.problem(by, "tooMuch");
    return dialog.open(by, { kind: "form", form: "comment.write", value: about });
  }

  async function command({ value }: Activity, by: By): Promise<object> {
    const given = Command.safeParse(value).data;
    if (given?.commandId !== COMMANDS.request) return dialog.open(by, null);
    const words = given.messagePayload?.body?.content ?? "";
    return dialog.open(by, { kind: "form", form: "request.write", value: "" }, wordsOfHtml(words));
  }

  return async (activity: Activity, by: By): Promise<Answer> => {
    const { value } = activity;
    switch (activity.name) {
      case "adaptiveCard/action":
        return answer(await pressed(activity, by));
      case "task/fetch":
        return answer(await dialog.open(by, readInvoke(value)));
      case "composeExtension/submitAction": {
        const alone = await ownChat(by);
        return answer(alone ? await submitted(activity, alone) : await dialog.problem(by, "nothing"));
      }
      case "task/submit":
      case "message/submitAction":
        return answer(await submitted(activity, by));
      case "message/fetchTask":
        return answer(await judged(activity, by));
      case "composeExtension/query":
        return answer(await search.query(by, value));
      case "composeExtension/queryLink":
        return answer(await search.link(by, value));
      case "composeExtension/fetchTask":
        return answer(await command(activity, by));
      default:
        return { state: "unknown" };
    }
  };
}

const MESSAGE = "application/vnd.microsoft.activity.message";
const LONGEST_QUOTE = 1000;

const answer = (body: object): Answer => ({ state: "answer", body });

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&nbsp;": " ",
};

/** What a message says that is brought along as markup. Nobody else's markup is ever shown: this becomes plain text in a field. */
function wordsOfHtml(html: string): string {
  return html
    .slice(0, 20 * LONGEST_QUOTE)
    .replace(/<(?:br|\/p|\/div|\/li)\b[^<>]*>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(?:amp|lt|gt|quot|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim()
    .slice(0, LONGEST_QUOTE);
}
