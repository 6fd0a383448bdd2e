import type { enEntrance } from "./en-entrance.ts";

export const deEntrance: typeof enEntrance = {
  entrance: {
    signIn: "Anmelden",
    messages: {
      cancelled: {
        title: "Du bist nicht angemeldet",
        words:
          "Du hast die Anmeldung verlassen, oder deine Firma hat Lotse für dich noch nicht freigegeben. Versuch es noch einmal oder frag deine IT nach dem Zugang.",
      },
      stale: {
        title: "Das hat zu lange gedauert",
        words: "Diese Anmeldung ist abgelaufen oder schon benutzt. Bitte melde dich noch einmal an.",
      },
      unreachable: {
        title: "Die Anmeldung ist nicht erreichbar",
        words:
          "Die Anmeldung deiner Firma antwortet gerade nicht. Versuch es in ein paar Minuten wieder. Bleibt es dabei, sag deiner IT Bescheid.",
      },
      failed: {
        title: "Die Anmeldung klappt nicht",
        words:
          "Die Anmeldung deiner Firma und Lotse verstehen sich nicht. Das liegt nicht an dir: Sag bitte deiner IT Bescheid.",
      },
      foreign: {
        title: "Lotse kennt deine Firma nicht",
        words:
          "Für das Konto, mit dem du dich angemeldet hast, ist Lotse nicht eingerichtet. Nimm dein Firmenkonto oder frag die Leute, die Lotse betreuen.",
      },
      left: {
        title: "Dein Zugang ist zu Ende",
        words:
          "Laut deiner Firma arbeitest du nicht mehr dort, darum öffnet sich Lotse für dich nicht mehr. Stimmt das nicht, melde dich bei der Personalabteilung.",
      },
      signedOut: {
        title: "Du bist abgemeldet",
        words: "Bis bald! An einem gemeinsamen Rechner melde dich auch bei deinem Firmenkonto ab.",
      },
      tooMany: {
        title: "Einen Moment bitte",
        words: "Aus deinem Netz kamen zu viele Versuche. Versuch es in zehn Minuten wieder.",
      },
    },

    setUp: {
      title: "Lotse einrichten",
      intro: (name) =>
        `${name === "" ? "Willkommen!" : `Willkommen, ${name}!`} Lotse hat noch keinen Admin. Mit dem Code, den Lotse beim Start ausgegeben hat, wirst du es.`,
      code: "Einmalcode",
      codeHint: "Er steht in der Ausgabe des Servers und gilt einmal.",
      name: "Name deiner Firma",
      language: "Sprache deiner Firma",
      languageHint: "Lotse spricht sie mit allen, bis sie eine andere wählen.",
      zone: "Zeitzone",
      submit: "Einrichten",
      mistakes: {
        "wrong-code":
          "Das ist nicht der Code, oder er ist abgelaufen. Jeder Start gibt einen neuen aus, und nur der neueste gilt: Schau in die Ausgabe des Servers, der zuletzt gestartet ist.",
        "no-company": "Bitte gib Name, Sprache und Zeitzone deiner Firma an.",
        foreign:
          "Hier gibt es schon Firmen, und keine gehört zu deiner Anmeldung. Verbinde sie zuerst auf dem Server mit einer davon.",
        tooMany: "Das waren zu viele Versuche. Bitte warte zehn Minuten.",
      },
      overTitle: "Lotse ist eingerichtet",
      over: "Einen Admin gibt es schon. Wer es auch werden soll, bekommt die Rolle von ihm.",
      toLotse: "Zu Lotse",
    },
  },
};
