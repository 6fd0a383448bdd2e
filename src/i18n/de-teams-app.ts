import type { TeamsAppTexts } from "./en-teams-app.ts";

export const deTeamsApp: TeamsAppTexts = {
  teamsApp: {
    full: "Lotse, Lernen bei der Arbeit",
    short: "Fragen rund ums Lernen stellen und Passendes finden. Immer mit Quelle.",
    description:
      "Lotse beantwortet Fragen rund ums Lernen bei der Arbeit aus den Dokumenten deiner Firma und nennt die Quelle. Lotse findet Inhalte, die zu dir passen, fragt einmal in der Woche nach deinem Ziel, wenn du das möchtest, und bringt, was du brauchst, zu L&D. Was du für dich aufschreibst, bleibt bei dir, außer du teilst es.",
    prompts: [
      {
        title: "Etwas fragen",
        description: "Eine Antwort aus den Dokumenten deiner Firma",
        prompt: "Wie hoch ist mein Lernbudget?",
      },
      {
        title: "Etwas zum Lernen finden",
        description: "Etwas Kurzes, das zu dir passt",
        prompt: "Empfiehl mir etwas, das zu meinem Ziel passt",
      },
      { title: "Ein Ziel setzen", description: "Worin du besser werden willst", prompt: "Ziel" },
      { title: "Etwas anfragen", description: "Sag L&D, was du oder dein Team braucht", prompt: "Anfrage" },
    ],
    commands: [
      { title: "Check-in", description: "Mit drei Fragen auf deine Woche zurückblicken" },
      { title: "Übersicht", description: "Alles, was dir gehört, auf einen Blick" },
      {
        title: "Datenschutz",
        description: "Was über dich gespeichert ist, und wie du es mitnimmst oder löschen lässt",
      },
      { title: "Hilfe", description: "Was Lotse kann" },
    ],
    ask: {
      title: "frag",
      description: "Eine Frage zum Lernen; die Antwort siehst nur du, bis du sie teilst",
    },
    search: {
      title: "Inhalte finden",
      description: "Im Katalog nach etwas zum Lernen suchen",
      parameter: { title: "Thema", description: "Was möchtest du lernen?" },
    },
    request: { title: "Lernbedarf anfragen", description: "Sag L&D, was du oder dein Team braucht" },
    home: "Übersicht",
  },
};
