import type { Language } from "../../../src/channel/language.ts";
import type { TabTexts } from "../../../src/i18n/en-tab.ts";

/** What can be said before the server was asked anything: it comes with the page. */
const all = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Record<Language, TabTexts>;

export function wordsIn(language: Language): TabTexts {
  return all[language];
}

/** `de-DE` or `en-us`: what Teams, or a browser, speaks. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith("de") ? "de" : "en";
}
