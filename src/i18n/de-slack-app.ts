import type { SlackAppTexts } from "./en-slack-app.ts";

export const deSlackApp: SlackAppTexts = {
  slackApp: {
    description:
      "Fragen rund ums Lernen, Inhalte, die zu dir passen, und ein fester Rhythmus für die Woche. Immer mit Quelle.",
    agent:
      "Beantwortet Fragen rund ums Lernen bei der Arbeit aus den Dokumenten deiner Firma und nennt die Quelle. Findet Inhalte, die zu dir passen, fragt einmal in der Woche nach deinem Ziel und bringt, was du brauchst, zu L&D.",
    prompts: [
      { title: "Etwas fragen", message: "Wie hoch ist mein Lernbudget?" },
      { title: "Etwas zum Lernen finden", message: "Empfiehl mir etwas, das zu meinem Ziel passt" },
      { title: "Ein Ziel setzen", message: "Ziel" },
      { title: "Etwas anfragen", message: "Anfrage" },
    ],
    shortcuts: {
      request: { name: "Lernbedarf anfragen", description: "Sag L&D, was du oder dein Team braucht" },
      note: {
        name: "Als Lernnotiz merken",
        description: "Merk dir diese Stelle mit einem Link und eigenen Worten",
      },
      ask: { name: "Dazu etwas fragen", description: "Frag Lotse zu dem, worum es in dieser Nachricht geht" },
    },
    command: {
      description: "Fragen rund ums Lernen stellen, Passendes finden, planen und anfragen",
      hint: "[Frage] | empfiehl … | Ziel | Check-in | Anfrage | Datenschutz | Hilfe",
    },
  },
};
