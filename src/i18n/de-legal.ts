import type { LegalTexts } from "./en-legal.ts";

export const deLegal: LegalTexts = {
  privacy: {
    title: "Datenschutz",
    paragraphs: [
      "Dieser Lotse gehört deiner Firma und läuft dort, wo sie ihn betreibt. Sie entscheidet, wofür er da ist, und ist für Fragen zum Datenschutz zuständig.",
      "Lotse speichert, wer du im Chat bist, was du ihm schreibst und was er antwortet. Was du für dich notierst, etwa dein Ziel und deine Check-ins, ist nur für dich, außer du teilst es. Was du an L&D schickst, liest L&D. Bevor du es abschickst, siehst du genau, was das ist.",
      "Was viele brauchen, wird nur gezählt. Gezeigt wird es erst, wenn es so viele brauchen, dass niemand zu erkennen ist.",
      "Schreib Lotse „Datenschutz“: Dann zeigt er dir, was über dich gespeichert ist und wie lange, gibt es dir als Datei und löscht es, wenn du das willst.",
    ],
  },
  terms: {
    title: "Nutzungsbedingungen",
    paragraphs: [
      "Du nutzt Lotse bei der Arbeit. Was für andere Programme deiner Firma gilt, gilt auch für dieses.",
      "Lotse antwortet aus den Dokumenten deiner Firma und nennt die Quelle. Er kann sich irren: Es gilt, was in der Quelle steht.",
      "Lotse selbst ist offene Software und kommt ohne Gewährleistung. Seine Lizenz steht in der Datei LICENSE, die dabei ist.",
    ],
  },
};
