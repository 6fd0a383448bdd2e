import type { Block } from "../../../src/channel/block.ts";
import type { Verdict } from "../../../src/channel/event.ts";
import { element, isBusy, setBusy } from "./element.ts";
import { icon } from "./icon.ts";
import { newId } from "./identity.ts";
import { type Page, sentence } from "./page.ts";

/** Thumbs up and down for an answer. */
export function feedbackRow(block: Extract<Block, { kind: "feedback" }>, page: Page): HTMLElement {
  const trouble = element("p", { class: "trouble", role: "alert" });
  const thumbs = {
    helpful: thumb("helpful", block.helpful),
    unhelpful: thumb("unhelpful", block.unhelpful),
  };
  /** One id per verdict until it has arrived, so that a second try is not a second vote. */
  const ids = { helpful: newId(), unhelpful: newId() };

  /** What was said a moment ago outdoes what the server knew when it sent the block. */
  const said = () => page.verdicts.get(block.about) ?? block.chosen;

  function show(): void {
    const chosen = said();
    for (const verdict of VERDICTS) thumbs[verdict].setAttribute("aria-pressed", `${chosen === verdict}`);
  }

  async function choose(verdict: Verdict): Promise<void> {
    if (VERDICTS.some((each) => isBusy(thumbs[each])) || said() === verdict) return;
    for (const each of VERDICTS) setBusy(thumbs[each], true);
    trouble.textContent = "";
    const posted = await page.post(ids[verdict], { kind: "feedback", about: block.about, verdict });
    if (posted.state !== "unreachable") ids[verdict] = newId();
    if (posted.state === "stored") page.verdicts.set(block.about, verdict);
    else {
      const problem = posted.state === "invalid" ? null : posted.problem;
      trouble.textContent = sentence(page, posted.state, problem);
    }
    for (const each of VERDICTS) setBusy(thumbs[each], false);
    show();
  }

  for (const verdict of VERDICTS) thumbs[verdict].addEventListener("click", () => void choose(verdict));
  show();
  return element(
    "div",
    { class: "feedback" },
    element("div", { class: "row" }, thumbs.helpful, thumbs.unhelpful),
    trouble,
  );
}

const VERDICTS: Verdict[] = ["helpful", "unhelpful"];

function thumb(verdict: Verdict, label: string): HTMLButtonElement {
  return element(
    "button",
    { type: "button", class: "thumb", "aria-pressed": "false" },
    icon(verdict),
    element("span", { dir: "auto" }, label),
  );
}
