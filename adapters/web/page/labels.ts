import type { Language } from "../../../src/channel/language.ts";
import type { WebTexts } from "../../../src/i18n/en-web.ts";

/** Writes the words that index.html leaves open: `data-text`, `data-label`, `data-placeholder` and `data-title` name them. */
export function label(words: WebTexts, language: Language): void {
  document.documentElement.lang = language;
  document.title = words.pageTitle;
  const named: Record<string, string> = words;
  for (const [place, write] of PLACES) {
    for (const found of document.querySelectorAll<HTMLElement>(`[data-${place}]`)) {
      write(found, named[found.dataset[place] ?? ""] ?? "");
    }
  }
}

const PLACES: [string, (element: HTMLElement, words: string) => void][] = [
  ["text", (element, words) => (element.textContent = words)],
  ["label", (element, words) => element.setAttribute("aria-label", words)],
  ["placeholder", (element, words) => element.setAttribute("placeholder", words)],
  ["title", (element, words) => element.setAttribute("title", words)],
];
