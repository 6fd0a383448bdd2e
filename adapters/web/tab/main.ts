import { element, part } from "../page/element.ts";
import { ownHome } from "./own-home.ts";
import { enterTeams } from "./teams.ts";
import { languageOf, wordsIn } from "./words.ts";

const title = part("title", HTMLElement);
const told = part("told", HTMLElement);

async function start(): Promise<void> {
  const [guess] = navigator.languages;
  const early = wordsIn(languageOf(guess ?? ""));
  told.textContent = early.loading;
  const teams = await enterTeams();
  const language = languageOf(teams?.locale ?? guess ?? "");
  document.documentElement.lang = language;
  const words = wordsIn(language);
  document.title = words.title;
  if (teams) return ownHome(teams, language);
  title.textContent = words.outsideTitle;
  told.replaceChildren(element("p", { class: "text" }, words.outside));
}

void start();
