import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { type Html, html } from "./plain-page.ts";

type Typed = { code: string; name: string; language: string; zone: string };
export type Entered = {
  /** Who has signed in. */
  name: string;
  /** There is no company yet. */
  isNew: boolean;
  typed: Typed | null;
  mistake: "wrong-code" | "no-company" | "foreign" | "tooMany" | null;
};

/** What was typed stands there again, the code excepted where it was wrong. */
export function setUpForm(language: Language, { name, isNew, typed, mistake }: Entered): Html {
  const { setUp } = texts[language].entrance;
  const wrong = mistake === "wrong-code";
  const code = html`<p class="field">
          <label for="code">${setUp.code}</label>
          <span class="hint" id="code-hint">${setUp.codeHint}</span>
          <input id="code" name="code" required maxlength="100" autocomplete="off" autocapitalize="characters" spellcheck="false"
            aria-describedby="code-hint" ${wrong ? html`aria-invalid="true" autofocus` : ""} value="${wrong ? "" : (typed?.code ?? "")}">
        </p>`;
  return html`<p>${setUp.intro(name)}</p>
      ${mistake === null ? "" : html`<p class="trouble" role="alert">${setUp.mistakes[mistake]}</p>`}
      <form method="post" action="/setup">
        ${code}
        ${isNew ? companyFields(language, typed) : ""}
        <p><button class="button primary">${setUp.submit}</button></p>
      </form>`;
}

function companyFields(language: Language, typed: Typed | null): Html {
  const { setUp } = texts[language].entrance;
  const option = (value: string, label: string, chosen: string) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ""}>${label}</option>`;
  const zones = Intl.supportedValuesOf("timeZone");
  const speaks = typed?.language ?? language;
  return html`<p class="field">
          <label for="name">${setUp.name}</label>
          <input id="name" name="name" required maxlength="100" autocomplete="organization" value="${typed?.name ?? ""}">
        </p>
        <p class="field">
          <label for="language">${setUp.language}</label>
          <span class="hint" id="language-hint">${setUp.languageHint}</span>
          <span class="select"><select id="language" name="language" aria-describedby="language-hint">
            ${[option("de", "Deutsch", speaks), option("en", "English", speaks)]}
          </select></span>
        </p>
        <p class="field">
          <label for="zone">${setUp.zone}</label>
          <span class="select"><select id="zone" name="zone">${zones.map((zone) => option(zone, zone, typed?.zone ?? "Europe/Berlin"))}</select></span>
        </p>`;
}
