import type { Route } from "../../src/channel/adapter.ts";
import { texts } from "../../src/i18n/texts.ts";
import { html, languageAskedFor, plainPage } from "./plain-page.ts";

/** What a package for Teams points at: privacy and terms, for anybody. */
export function legalRoutes(): Route[] {
  return (["privacy", "terms"] as const).map((page) => ({
    method: "GET",
    path: `/legal/${page}`,
    access: "everyone",
    because: "it is about nobody, and is read before anybody is known",
    async handle(request) {
      const language = languageAskedFor(request);
      const { title, paragraphs } = texts[language].legal[page];
      const body = html`${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}`;
      return plainPage({ status: 200, language, title, body });
    },
  }));
}
