import type { Language } from "../channel/language.ts";

/**
 * German or English, for chat messages of a few words: function words, letters that only German has, and typical letter runs.
 * Null when it is not plain to see: then the person's own language is kept.
 */
export function recognise(message: string): Language | null {
  const lower = message.toLowerCase().slice(0, 2000);
  const tokens = lower.match(/\p{L}+/gu) ?? [];
  let score = 0;
  for (const token of tokens) score += scoreOf(token);
  if (Math.abs(score) < LEAST_EVIDENCE) return null;
  return score > 0 ? "de" : "en";
}

const LEAST_EVIDENCE = 1;
const FUNCTION_WORD = 2;
const GERMAN_LETTER = 2;
const LETTER_RUN = 0.5;

function scoreOf(token: string): number {
  if (GERMAN.has(token)) return FUNCTION_WORD;
  if (ENGLISH.has(token)) return -FUNCTION_WORD;
  if (BOTH.has(token)) return 0;
  let score = /[äöüß]/u.test(token) ? GERMAN_LETTER : 0;
  const bounded = `^${token}$`;
  for (const run of GERMAN_RUNS) if (bounded.includes(run)) score += LETTER_RUN;
  for (const run of ENGLISH_RUNS) if (bounded.includes(run)) score -= LETTER_RUN;
  return score;
}

const set = (words: string) => new Set(words.split(" "));

const BOTH = set(
  "in was so an war hat die am man also bin not rate fast gift team budget feedback chef kind list",
);

const GERMAN = set(
  "der das den dem des ein eine einen einem einer eines ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihnen " +
    "mein meine meinen meinem meiner dein deine deinen unser unsere euer eure ihre ihren seine kein keine keinen nicht nichts " +
    "ist sind bist seid waren wird werden wurde kann kannst können könnt könnte muss musst müssen soll sollte will willst wollen " +
    "möchte möchten darf dürfen habe hast haben hatte gibt geht gehen macht machen mache brauche braucht brauchen suche finde zeig zeige hilf sag " +
    "wie wo wann wer wen wem warum wieso weshalb welche welcher welches welchen wozu wohin woher wieviel viel viele mehr " +
    "und oder aber denn wenn weil dass ob als auch noch schon nur sehr hier dort da dann jetzt heute morgen gestern immer " +
    "auf aus bei mit nach seit von vom zu zum zur über unter für gegen ohne um durch im ins zwischen während " +
    "bitte danke dir ja nein hallo hilfe gut besser neu neue alle alles etwas jemand niemand lernen frage fragen antwort anderes mal",
);
const ENGLISH = set(
  "the a is are were be been being am i you he she it we they me him us them my your his its our their mine this that these those " +
    "do does did doing done can could will would shall should may might must have has had having get gets got give need needs want wants " +
    "find show tell help let make makes take takes use go going what where when who whom why how which whose much many more most " +
    "and or but if because while although of to from for with about by at on into over under between through without during " +
    "there here then now today tomorrow yesterday always never please thanks thank yes no hello hi good better best new all any some " +
    "something someone nothing not don doesn isn can't i'm learn learning question answer anything else other another as than too very just only again",
);

// `^` and `$` are the ends of a word.
const GERMAN_RUNS = [
  ...set(
    "sch ung$ ungen$ keit heit lich ich$ cht ^ge ei ie ck tz pf zu ^ver ^be ^aus ^ein en$ ern$ isch " +
      "^k kurs tigt eit mm ^z ahr ort$ uch ach rn nde",
  ),
];
const ENGLISH_RUNS = [
  ...set(
    "th ing$ tion wh ough ea ee oo ou y$ ly$ ed$ ^c qu ght ow w$ sh ck$ ment ss$ ay ^y ey ve$ ce$ " +
      "se$ al$ ity ir ^wr ^kn ge$ le$ rs$ ew",
  ),
];
