import type { Button, Citation } from "../../../src/channel/block.ts";
import type { Happening, Verdict } from "../../../src/channel/event.ts";
import type { Language } from "../../../src/channel/language.ts";
import type { WebTexts } from "../../../src/i18n/en-web.ts";
import type { Got, Posted, Sentence } from "./api.ts";

/** What the parts of the page share while one person chats. */
export type Page = {
  language(): Language;
  words(): WebTexts;
  post(id: string, happening: Happening): Promise<Posted>;
  /** Sends a message of the person's. Resolves when it is known what became of it. */
  say(text: string): Promise<void>;
  openSource(citation: Citation): void;
  openView(view: View): void;
  /** `before` is done when the form has come, before it is shown. */
  openForm(form: string, value: string, before?: () => Promise<void>): Promise<Opening>;
  /** The level of a heading in what is shown: what is in a panel stands below the panel's title. */
  level: number;
  /** What the person said about answers since the page was opened. */
  verdicts: Map<string, Verdict>;
};

/** What a view button opens. */
export type View = Pick<Extract<Button, { kind: "view" }>, "view" | "value" | "label">;

export type Opening = { state: "opened" } | Exclude<Got<never>, { state: "got" }>;

/** The sentence for something that failed. */
export function sentence(
  page: Pick<Page, "language" | "words">,
  state: "refused" | "unreachable" | "invalid",
  problem: Sentence,
): string {
  if (problem !== null) return problem[page.language()];
  return state === "unreachable" ? page.words().unreachable : page.words().refused;
}
