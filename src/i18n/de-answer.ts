import type { AnswerTexts } from "./en-answer.ts";

export const deAnswer: AnswerTexts = {
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
