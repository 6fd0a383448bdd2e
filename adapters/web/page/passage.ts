import type { Citation } from "../../../src/channel/block.ts";
import type { Api } from "./api.ts";
import { showBlocks } from "./blocks.ts";
import { originalLink } from "./citations.ts";
import { openPanel } from "./dialog.ts";
import { element, isRepeated } from "./element.ts";
import { type Page, sentence } from "./page.ts";

/** Shows the passage behind a citation. */
export function openPassage(citation: Citation, page: Page, api: Api, home: HTMLElement): void {
  const words = page.words();
  const { dialog, body, title } = openPanel("passage", { title: citation.title, close: words.close }, home);
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-labelledby", title.id);
  body.focus();
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && !isRepeated(event)) dialog.close();
  });

  const original = originalLink(citation, page);
  if (original !== null) dialog.append(element("div", { class: "panel-foot" }, original));

  async function load(): Promise<void> {
    body.setAttribute("aria-busy", "true");
    body.replaceChildren(element("p", { class: "quiet", role: "status" }, words.loading));
    const got = await api.passage(citation.passage);
    body.setAttribute("aria-busy", "false");
    if (got.state === "got") {
      title.textContent = got.thing.title;
      body.replaceChildren(...showBlocks(got.thing.blocks, page));
      body.querySelector("mark")?.scrollIntoView({ block: "center" });
    } else {
      const again = element("button", { type: "button", class: "button" }, words.tryAgain);
      again.addEventListener("click", () => {
        body.focus();
        void load();
      });
      const trouble = element(
        "p",
        { class: "trouble", role: "alert" },
        sentence(page, got.state, got.problem),
      );
      body.replaceChildren(trouble, ...(got.state === "unreachable" ? [again] : []));
    }
  }
  void load();
}
