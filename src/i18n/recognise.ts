import type { Language } from "../channel/language.ts";
import { LETTER_RUNS, LONGEST_RUN, SHORTEST_RUN } from "./letter-runs.ts";

/**
 * German or English, for chat messages of a few words: function words, letters that only German has, and typical letter runs.
 * Null when it is not plain to see: then the person's own language is kept.
 */
export function recognise(message: string): Language | null {
  const leans = leaning(message);
  const least = wordsOf(message).length === 1 ? LEAST_OF_ONE_WORD : LEAST_EVIDENCE;
  if (Math.abs(leans) < least) return null;
  return leans > 0 ? "de" : "en";
}

/** How much speaks for German; below 0, for English. */
export function leaning(message: string): number {
  return wordsOf(message).reduce((score, word) => score + scoreOf(word), 0);
}

function wordsOf(message: string): string[] {
  return (
    message
      .toLowerCase()
      .slice(0, 2000)
      .match(/\p{L}+/gu) ?? []
  );
}

const LEAST_EVIDENCE = 0.75;
/** More than letter runs alone have: an English speaker, too, asks for “Bildungsurlaub”, because it is called so. */
const LEAST_OF_ONE_WORD = 2;
const FUNCTION_WORD = 2;
const GERMAN_LETTER = 2;
const LONGEST_WORD = 40;
/** However many letter runs a word has. */
const MOST_OF_RUNS = 1.75;

function scoreOf(token: string): number {
  if (GERMAN.has(token)) return FUNCTION_WORD;
  if (ENGLISH.has(token)) return -FUNCTION_WORD;
  if (BOTH.has(token)) return 0;
  const score = /[äöüß]/u.test(token) ? GERMAN_LETTER : 0;
  return score + runScore(token);
}

function runScore(token: string): number {
  const bounded = `^${token.slice(0, LONGEST_WORD)}$`;
  const runs = new Set<string>();
  for (let length = SHORTEST_RUN; length <= LONGEST_RUN; length++) {
    for (let at = 0; at + length <= bounded.length; at++) runs.add(bounded.slice(at, at + length));
  }
  let score = 0;
  for (const run of runs) score += LETTER_RUNS.get(run) ?? 0;
  return Math.max(-MOST_OF_RUNS, Math.min(MOST_OF_RUNS, score));
}

const set = (words: string) => new Set(words.split(" "));

const BOTH = set(
  "in was so an war hat die am man also bin not rate fast gift team budget feedback chef kind list onboarding mentoring coaching workshop meeting webinar " +
    "check training home office",
);

const GERMAN = set(
  "der das den dem des ein eine einen einem einer eines ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihnen " +
    "mein meine meinen meinem meiner dein deine deinen unser unsere euer eure ihre ihren seine kein keine keinen nicht nichts " +
    "ist sind bist seid waren wird werden wurde kann kannst können könnt könnte muss musst müssen soll sollte will willst wollen " +
    "möchte möchten darf dürfen habe hast haben hatte gibt geht gehen macht machen mache brauche braucht brauchen suche finde zeig zeige hilf sag " +
    "wie wo wann wer wen wem warum wieso weshalb welche welcher welches welchen wozu wohin woher wieviel viel viele mehr " +
    "und oder aber denn wenn weil dass ob als auch noch schon nur sehr hier dort da dann jetzt heute morgen gestern immer " +
    "auf aus bei mit nach seit von vom zu zum zur über unter für gegen ohne um durch im ins zwischen während " +
    "bitte danke dir ja nein hallo hilfe gut besser neu neue alle alles etwas jemand niemand lernen frage fragen antwort anderes mal " +
    "moin servus tschüss stopp passt prima klar genau genug weiter zurück abbrechen vergessen verloren weiß wissen sehen arbeite",
);
const ENGLISH = set(
  "the a is are were be been being am i you he she it we they me him us them my your his its our their mine this that these those " +
    "do does did doing done can could will would shall should may might must have has had having get gets got give need needs want wants " +
    "find show tell help let make makes take takes use go going what where when who whom why how which whose much many more most " +
    "and or but if because while although of to from for with about by at on into over under between through without during " +
    "there here then now today tomorrow yesterday always never please thanks thank yes no hello hi good better best new all any some " +
    "something someone nothing not don doesn isn can't i'm learn learning question answer anything else other another as than too very just only again " +
    "bye nope yep sure great enough back cancel forgot forgotten lost know see work",
);
