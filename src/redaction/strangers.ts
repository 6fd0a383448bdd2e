import { GIVEN_NAMES } from "./given-names.ts";
import { PARTICLES } from "./roster.ts";
import { TITLES } from "./titles.ts";
import { DETERMINERS, NOUNS, OTHERS } from "./word-names.ts";
import { keysOf, type Word } from "./words.ts";

/** Capitals that follow a title or a given name and are no family name. */
const NO_FAMILY = keysOf(`
  Ich Du Er Sie Es Wir Ihr Der Die Das Ein Eine Und Oder In Im Am An Auf Bei Mit Nach Von Vom Zu Zum Zur Für Über Unter Vor Als Wie Wer Was Wo Wann
  Kirche Straße Platz Schule Universität Stiftung Preis Institut Haus Hotel Museum Stadion Verlag GmbH AG Herr Frau Doktor Professor
  Uhr Euro Jahr Jahre Prozent Millionen Januar Februar März April Mai Juni Juli August September Oktober November Dezember
  Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Mann Ringe Bundeskanzler Bundeskanzlerin Präsident Minister Ministerin
  Urlaub Zeit Frage Fragen Termin Team Kurs Schulung Mail Nummer Büro Chef Chefin Bürgermeister Bürgermeisterin Präsidentin Direktor Group`);
/** Churches, towns and islands. */
const SAINTS = keysOf("San Santa Sankt St Saint Hagia São");
const MOST_PARTS = 4;

/** Names of people nobody told us of, by what is around them: a title before, or a common given name. */
export function findStrangers(text: string, words: readonly Word[]): string[][] {
  const found: string[][] = [];
  for (let at = 0; at < words.length; at++) {
    const from = startOf(text, words, at);
    const name = from === null ? null : nameFrom(text, words, from, from > at);
    if (!name) continue;
    found.push(name.keys);
    at = name.last;
  }
  return found;
}

/** Where a name begins: here, or after the titles that are here. */
function startOf(text: string, words: readonly Word[], at: number): number | null {
  const [before, word] = [words[at - 1], words[at]];
  if (!word?.isCapital) return null;
  let next = at;
  while (TITLES.has(words[next]?.key ?? "") && isAfter(/^\.?\s$/, text, words, next + 1)) next++;
  if (next > at) return next;
  const isPlace = before !== undefined && (SAINTS.has(before.key) || text[word.start - 1] === "-");
  return isGiven(word) && !isPlace ? at : null;
}

function nameFrom(text: string, words: readonly Word[], from: number, isTitled: boolean) {
  const keys: string[] = [];
  let last = from;
  for (let at = from; at < words.length && keys.length < MOST_PARTS; at++) {
    const word = words[at];
    const isHyphened = at > from && isAfter(/^-$/, text, words, at);
    if (!word || (at > from && !isHyphened && !isAfter(/^(?:\s|\.\s|['’])$/, text, words, at))) break;
    // "Emma-Laden", "Paul-Straße": something that was called after somebody.
    if (isHyphened && keys.length === 1 && !isTitled && !isGiven(word)) return null;
    if (at > from && (PARTICLES.has(word.key) || word.key.length === 1)) continue;
    if (!word.isCapital || word.key.length < 2 || NO_FAMILY.has(word.key) || DETERMINERS.has(word.key)) break;
    // After a family name comes something else: "Hat Frau Petersen Urlaub?"
    if (at > from && !isHyphened && !keys.every((key) => GIVEN_NAMES.has(key))) break;
    keys.push(bareGiven(word.key));
    last = at;
  }
  return keys.length === 0 ? null : { keys, last };
}

function isAfter(gap: RegExp, text: string, words: readonly Word[], at: number): boolean {
  const [before, word] = [words[at - 1], words[at]];
  return (
    before !== undefined &&
    word !== undefined &&
    gap.test(text.slice(before.end, Math.min(word.start, before.end + 4)))
  );
}

function isGiven({ key, isCapital }: Word): boolean {
  const given = bareGiven(key);
  return isCapital && GIVEN_NAMES.has(given) && !NOUNS.has(key) && !OTHERS.has(key);
}

/** "Peters" -> "Peter". */
function bareGiven(key: string): string {
  return !GIVEN_NAMES.has(key) && GIVEN_NAMES.has(key.replace(/s$/, "")) ? key.slice(0, -1) : key;
}
