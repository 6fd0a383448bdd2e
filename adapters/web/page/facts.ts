import type { Fact } from "../../../src/channel/block.ts";
import { element } from "./element.ts";
import { heading } from "./heading.ts";
import type { Page } from "./page.ts";

/** What is so, line by line. */
export function factList(label: string, facts: Fact[], page: Page): HTMLElement {
  // A single fact may be named like the whole list: seeing that once is enough.
  const isPlain = facts.length === 1 && facts[0]?.name === label;
  const list = element("dl", { class: isPlain ? "fact-list plain" : "fact-list" });
  for (const { name, value } of facts) {
    list.append(
      element(
        "div",
        { class: "fact" },
        element("dt", { class: isPlain ? "unseen" : "name", dir: "auto" }, name),
        element("dd", { dir: "auto" }, value),
      ),
    );
  }
  const title = label === "" ? [] : [heading(page.level, "label", label)];
  return element("div", { class: "facts" }, ...title, list);
}
