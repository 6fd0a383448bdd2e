import type { Language } from "../../../src/channel/language.ts";
import type { Me } from "../protocol.ts";
import { element, part } from "./element.ts";

type Choices = { language(language: Language): void; persona(persona: string): void };

/** The company, who one is in the demo, the way out elsewhere, and the language. Returns how to show another language. */
export function header(me: Me, choices: Choices, signal: AbortSignal): (language: Language) => void {
  part("company", HTMLElement).textContent = me.company;
  part("demo", HTMLElement).hidden = !me.demo;
  part("sign-out", HTMLFormElement).hidden = me.demo;

  const persona = part("persona", HTMLSelectElement);
  part("persona-choice", HTMLElement).hidden = me.personas.length === 0;
  persona.addEventListener("change", () => choices.persona(persona.value), { signal });

  const radios: Record<Language, HTMLInputElement> = {
    de: part("german", HTMLInputElement),
    en: part("english", HTMLInputElement),
  };
  for (const language of ["de", "en"] as const) {
    radios[language].addEventListener("change", () => choices.language(language), { signal });
  }

  return (language) => {
    radios[language].checked = true;
    persona.replaceChildren(
      ...me.personas.map((each) =>
        element("option", { value: each.persona }, `${each.name} · ${each.role[language]}`),
      ),
    );
    persona.value = me.persona;
  };
}
