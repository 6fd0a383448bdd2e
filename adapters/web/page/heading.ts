import { element } from "./element.ts";

/** A heading of this level, for those who go through the page by its headings. */
export function heading(level: number, kind: string, ...words: (Node | string)[]): HTMLElement {
  return element("p", { class: kind, role: "heading", "aria-level": `${level}`, dir: "auto" }, ...words);
}
