import type { AnswerTexts } from "./en-answer.ts";

export const deAnswer: AnswerTexts = {
  understood: {
    joined: (question, before) => `Verstanden als: „${question}“ zu „${before}“`,
    whole: (question) => `Verstanden als: „${question}“`,
    newTopic: "Gut, neues Thema. Was möchtest du wissen?",
  },
  retold: {
    easy: "In einfachen Worten",
    otherLanguage: "In English",
    label: {
      easy: "Dasselbe noch einmal in einfachen Worten. Die Quellen sind unverändert.",
      otherLanguage: "Von einer KI ins Deutsche übersetzt. Im Zweifel gilt, was in den Quellen steht.",
    },
    gone: "Eine Frage merke ich mir nur ein paar Minuten, und diese ist schon weg. Stell sie noch einmal, dann sage ich es so, wie du möchtest.",
    notNow: "Anders sagen kann ich es gerade nicht. Die Antwort oben gilt weiterhin.",
  },
  sent: {
    button: "Was wurde gesendet?",
    title: "Was ans Modell ging",
    kept: "Genau das ging für diese Antwort hinaus. Namen waren da schon ersetzt. Es bleibt 24 Stunden verschlüsselt gespeichert, und nur du kannst es sehen.",
    to: (model, host) => `An ${model} bei ${host}:`,
    role: {
      system: "Was Lotse dem Modell aufgetragen hat:",
      user: "Was es zu lesen bekam:",
      assistant: "Was es vorher gesagt hat:",
    },
  },
  why: {
    button: "Warum diese Antwort?",
    title: "Warum diese Antwort",
    sure: {
      answer:
        "Ich war mir sicher genug für eine Antwort: An einer Stelle steht, worum es in deiner Frage geht, und sie passt klar besser als andere.",
      unsure:
        "Ich war mir nicht sicher: An diesen Stellen stehen Wörter aus deiner Frage, aber an keiner alles, worauf es darin ankommt.",
      none: "Ich habe nichts Passendes gefunden: An keiner Stelle, die du sehen darfst, steht, worum es in deiner Frage geht.",
    },
    places: "Diese Stellen sind zitiert",
    near: "Diese waren nah dran, und ich habe sie weggelassen",
    word: (word) => `„${word}“`,
    shares: (words) => `gemeinsam mit deiner Frage: ${words}`,
    sharesNothing: "kein Wort genau wie in deiner Frage, aber verwandte Wörter oder ein verwandter Sinn",
    neverReviewed: "wann zuletzt geprüft wurde, ist nicht vermerkt",
    nowhere: (words) => `An keiner der zitierten Stellen steht: ${words}.`,
    gone: "Eine zitierte Stelle hat sich seitdem geändert oder ist für dich nicht mehr da.",
    notYou:
      "Wer fragt, spielt keine Rolle: Dein Bereich und deine Abteilung entscheiden nur, welche Dokumente du sehen darfst. Was du früher gefragt oder gelernt hast, zählt nicht mit.",
  },
};
