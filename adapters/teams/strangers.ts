import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Activity } from "./activity.ts";
import type { Answer } from "./entry.ts";
import { spotOf, toldBy } from "./events.ts";
import { addressOf, chatOf, type Home } from "./places.ts";
import type { Posting } from "./posting.ts";
import { cardProblem, saidInSearch } from "./render/refusal.ts";
import { renderProblem } from "./render/task.ts";

/** How often somebody is told, milliseconds. */
const TELL_AGAIN_MS = 60 * 60_000;
const MOST_REMEMBERED = 10_000;

type Parts = { posting: Posting; now(): number };

/** Says to whom Lotse is not there for that it is not: once in a while where they wrote, and nowhere else. Nothing is kept of them. */
export function strangers({ posting, now }: Parts) {
  const told = new Map<string, number>();

  async function tell(activity: Activity, home: Home, text: string): Promise<void> {
    const { from } = activity;
    const to = addressOf(home, spotOf(activity, from.id));
    if (now() < (told.get(to.conversation) ?? Number.NEGATIVE_INFINITY) + TELL_AGAIN_MS) return;
    const only = !to.direct;
    const words = { type: "message", text, textFormat: "plain", ...(only && { recipient: { id: from.id } }) };
    const sent = await posting.reach(to, { kind: "send", chat: chatOf(to), activity: words, only });
    if (sent.state !== "ok") return;
    if (told.size >= MOST_REMEMBERED) told.clear();
    told.set(to.conversation, now());
  }

  return async (activity: Activity, home: Home, language: Language): Promise<Answer> => {
    const text = texts[language].teams.notForGuests;
    if (activity.type === "invoke") return { state: "answer", body: refusalOf(activity, text, language) };
    // What is said among others and not to Lotse is not heard, either.
    if (toldBy(activity)) await tell(activity, home, text);
    return { state: "taken" };
  };
}

function refusalOf({ name }: Activity, text: string, language: Language): object {
  switch (name) {
    case "adaptiveCard/action":
      return cardProblem(text);
    case "composeExtension/query":
    case "composeExtension/queryLink":
      return saidInSearch(text);
    default:
      return { task: { type: "continue", value: renderProblem(text, language) } };
  }
}
