import snowball from "snowball-stemmers";
import type { Language } from "../../../src/channel/language.ts";

/** Snowball's stemmer of the language, which add-ons of these engines use, too. */
export function stemmer(language: Language): (word: string) => string {
  const snowballs = snowball.newStemmer(language === "de" ? "german" : "english");
  return (word) => snowballs.stem(word);
}
