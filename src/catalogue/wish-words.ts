import { stem } from "../search/analyse.ts";
import { contentWords, words } from "../search/tokens.ts";

/** What people say around what they want to learn: an item that has only these of a wish does not fit it. */
const EMPTY_WORDS = `
lernen gelernt lerne kennenlernen wissen weiß kenne kennen verstehen üben brauche brauchen benötige suche suchen finde finden zeig
zeige zeigen gib gebe geben empfiehl empfehle empfehlen empfehlung vorschlag vorschlagen gern gerne hätte würde besser gut gute
guter gutes verbessern thema themen kurz kurze kurzer kurzes schnell etwas neu neues interessiert interessiere kurs kurse schulung
schulungen weiterbildung fortbildung training trainings inhalt inhalte angebot angebote minute minuten stunde stunden
learn learned learning know understand practise practice need looking look search find show give recommend recommendation suggest
suggestion want wanted like love good better improve topic topics short quick quickly something anything new interested course
courses content offer offers minute minutes hour hours get help
`;
const empty: ReadonlySet<string> = new Set(EMPTY_WORDS.trim().split(/\s+/).map(stem));

/** The words of a wish that say what it is about, as they were typed, each once. */
export function wishWords(text: string): string[] {
  const content = new Set(contentWords(text).filter((word) => !empty.has(stem(word))));
  return words(text).filter((typed) => content.delete(typed.toLowerCase()));
}
