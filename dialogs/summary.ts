import { z } from "zod";
import { text } from "../src/channel/block.ts";
import { type Dialog, type Reply, say, type Turn } from "../src/dialog/dialog.ts";
import { afterOpening, words } from "../src/dialog/router.ts";

/** German puts the end of the verb last: „Fasse die Reiserichtlinie zusammen“. */
const SPLIT = ["fasse mir", "fass mir", "fasse", "fass"];
const SPLIT_END = ["zusammen", "zusammen bitte"];
const OPENINGS = [
  ...["zusammenfassung von", "zusammenfassung der", "zusammenfassung des", "zusammenfassung zu", "summarise"],
  ...["summarize", "summary of", "sum up"],
];
const WHOLE = [
  ...["zusammenfassung", "fasse zusammen", "fass zusammen", "fasse das zusammen", "fass das zusammen"],
  ...["summarise", "summarize", "summarise this", "summarize this", "summary"],
];

/** What a long document says, in short. */
export const summary: Dialog<null> = {
  id: "summary",
  calls: { whole: WHOLE, openings: [...OPENINGS, ...SPLIT] },
  schema: z.null(),
  async begin(turn) {
    return { to: "done", replies: [replyTo(turn)] };
  },
  async resume() {
    return { to: "yield" };
  },
};

function replyTo({ event, language, texts }: Turn): Reply {
  const of = (question: string, passage: string | null): Reply => {
    return { kind: "answer", question, language, task: { do: "summarise", passage } };
  };
  if (event.kind === "action" && event.action === "summary.of") return of("", event.value);
  if (event.kind !== "message") return say(text(texts.common.unknownButton));
  const typed = event.text;
  if (WHOLE.includes(words(typed))) return of("", null);
  const named = afterOpening(typed, OPENINGS) || beforeSplitEnd(afterOpening(typed, SPLIT));
  return named === "" ? { kind: "answer", question: typed, language } : of(named, null);
}

/** Empty: the verb was another one. */
function beforeSplitEnd(rest: string): string {
  const at = rest.toLowerCase().lastIndexOf("zusammen");
  return at >= 0 && SPLIT_END.includes(words(rest.slice(at))) ? rest.slice(0, at).trim() : "";
}
