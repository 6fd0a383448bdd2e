import { deAnswer } from "./de-answer.ts";
import { deDesk } from "./de-desk.ts";
import { deEntrance } from "./de-entrance.ts";
import { deJoin } from "./de-join.ts";
import { deLearn } from "./de-learn.ts";
import { deLegal } from "./de-legal.ts";
import { deRequest } from "./de-request.ts";
import { deRhythm } from "./de-rhythm.ts";
import { deSlack } from "./de-slack.ts";
import { deSlackApp } from "./de-slack-app.ts";
import { deSlackBlocks } from "./de-slack-blocks.ts";
import { deTab } from "./de-tab.ts";
import { deTeams } from "./de-teams.ts";
import { deTeamsApp } from "./de-teams-app.ts";
import { deTeamsBlocks } from "./de-teams-blocks.ts";
import { deWeb } from "./de-web.ts";
import type { Texts } from "./en.ts";

export const de: Texts = {
  web: deWeb,
  ...deAnswer,
  desk: deDesk,
  slack: deSlack,
  tab: deTab,
  legal: deLegal,
  teams: deTeams,
  slackBlocks: deSlackBlocks,
  teamsBlocks: deTeamsBlocks,
  ...deRhythm,
  ...deRequest,
  ...deLearn,
  ...deJoin,
  ...deEntrance,
  ...deSlackApp,
  ...deTeamsApp,

  common: {
    introduction: (company) =>
      `Ich bin Lotse, ein KI-Assistent fürs Lernen bei ${company}. Ich antworte aus den Dokumenten deiner Firma und zeige dir immer die Quelle. Ich kann mich irren, schau also gern selbst hinein. Ich bewerte dich nie, und weitergegeben wird nur, was du vorher gesehen und selbst abgeschickt hast.`,
    help: "Frag mich alles rund ums Lernen bei der Arbeit, so wie du es sagen würdest. Ich suche die Antwort in den Dokumenten deiner Firma und zeige dir, wo sie steht. Dazu sage ich, wie sicher ich bin: Entweder steht die Antwort da, oder ich zeige dir nur die Stellen, die deiner Frage am nächsten kommen, oder ich habe nichts gefunden. Ich merke aber nicht immer, wenn eure Dokumente eine Frage gar nicht beantworten, vor allem wenn sie von etwas Ähnlichem handeln. Ein Blick in die Quelle lohnt sich also.\n\nIch kann noch mehr: „empfiehl mir etwas zu …“ findet Inhalte, „Ziel“ und „Check-in“ begleiten dich durch die Woche, „Anfrage“ geht an L&D, „Übersicht“ zeigt alles, was dir gehört, „Datenschutz“, was gespeichert ist, „Frag mich“ hilft dir beim Erinnern, und „Rundgang“ führt dich herum.\n\nJederzeit: „abbrechen“ beendet, was wir gerade tun, „stopp“ beendet eine Antwort, die noch geschrieben wird, „english“ wechselt ins Englische.",
    helpPrompts: "Zum Beispiel:",
    examples: [
      "Wie hoch ist mein Lernbudget?",
      "Wie finde ich eine Mentorin oder einen Mentor?",
      "Wer bezahlt meine Prüfung?",
    ],
    cancelled: "Gut, das lassen wir.",
    nothingToCancel: "Gerade läuft nichts, was ich abbrechen könnte. Frag mich einfach etwas.",
    stopping: "Alles klar, ich höre auf.",
    youAreWelcome: "Gern! Frag mich jederzeit wieder.",
    languageChosen: "Gern, wir sprechen Deutsch.",
    unknownButton: "Diesen Knopf gibt es nicht mehr. Sag mir einfach, was du brauchst.",
    lostThread:
      "Ich wurde inzwischen aktualisiert und habe den Faden verloren. Entschuldige! Fangen wir neu an.",
    wentWrong:
      "Bei deiner letzten Nachricht ist bei mir etwas schiefgegangen, auch beim zweiten Anlauf. Frag bitte noch einmal, vielleicht in anderen Worten.",
  },

  closed: {
    stopped:
      "Lotse macht gerade Pause: Deine Firma hat mich vorübergehend angehalten, deshalb kann ich nicht antworten. Sobald ich wieder eingeschaltet bin, geht es weiter. Unter „Datenschutz“ kannst du auch jetzt ansehen, mitnehmen oder löschen, was dir gehört.",
    "not in the pilot":
      "Lotse wird zuerst in einer kleinen Gruppe ausprobiert und ist für dich noch nicht da. Schau gern wieder vorbei, wenn deine Firma mich für alle öffnet. Unter „Datenschutz“ siehst du, was über dich gespeichert ist.",
    "has left":
      "Lotse ist nur für Menschen da, die in dieser Firma arbeiten. Deshalb kann ich dir hier nicht mehr weiterhelfen.",
  },

  welcome: {
    hello: (name) =>
      name === "" ? "Hallo! Was möchtest du wissen?" : `Hallo ${name}! Was möchtest du wissen?`,
    promptsLabel: "Oft gefragt:",
    prompts: [
      "Wie hoch ist mein Lernbudget?",
      "Wie beantrage ich Bildungsurlaub?",
      "Gibt es ein Mentoring-Programm?",
      "Wie viel Lernzeit habe ich?",
    ],
  },

  ask: {
    empty: "Deine Nachricht kam ohne Worte an, die ich lesen kann. Was möchtest du wissen?",
    noWords: "Zum Nachschlagen brauche ich ein paar Worte. Was möchtest du wissen?",
    tooLong: (longest) =>
      `Das ist viel Text. Am besten finde ich etwas zu ein, zwei Sätzen (höchstens ${longest} Zeichen). Was ist der Kern deiner Frage?`,
    file: "Danke, aber Dateien kann ich noch nicht lesen. Davon wurde nichts gespeichert. Was geht: Schreib deine Frage hier in ein, zwei Sätzen.",
    voice:
      "Danke, aber Sprachnachrichten kann ich noch nicht hören. Davon wurde nichts gespeichert. Was geht: Schreib deine Frage hier in ein, zwei Sätzen.",

    found: "Das steht dazu in euren Dokumenten. Die markierten Sätze antworten am direktesten.",
    unsure: "Ich bin nicht sicher, ob das deine Frage beantwortet. Diese Stellen kommen ihr am nächsten.",
    byModel: "Von einer KI aus euren Dokumenten geschrieben. Wenn es darauf ankommt, schau in die Quellen.",
    modelUsedUp: "Für heute sind die KI-Antworten aufgebraucht. Hier sind die Stellen selbst.",
    modelBusy: "Die KI, die Antworten schreibt, ist gerade ausgelastet. Hier sind die Stellen selbst.",
    modelAway: "Die KI, die Antworten schreibt, ist gerade nicht erreichbar. Hier sind die Stellen selbst.",
    quotation: (title) => `Zitat aus „${title}“`,
    sources: "Quellen",
    source: (owner, reviewed) => (reviewed === null ? owner : `${owner}, geprüft am ${reviewed}`),
    otherLanguage: "Ein Teil davon ist auf Englisch zitiert, so wie es im Dokument steht.",
    olderThan: (title) =>
      `„${title}“ wurde vor mehr als einem Jahr zuletzt geprüft. Frag am besten bei der zuständigen Stelle nach, ob das noch gilt.`,
    helpful: "Hilfreich",
    unhelpful: "Nicht hilfreich",
    followUps: "Vielleicht auch interessant:",
    followUp: (section, title) => `${title}: ${section}`,

    notFound: "Das habe ich in euren Dokumenten nicht gefunden, und ausdenken will ich mir nichts.",
    noDocuments: "Es gibt noch keine Dokumente, in denen ich nachschlagen könnte.",
    nextStep:
      "Was du tun kannst: Frag in anderen Worten (oft hilft der Name des Angebots oder Formulars), oder stell L&D eine Anfrage.",
    stopped: "Angehalten.",

    thanks: "Danke, das hilft.",
    sorry: "Danke für den Hinweis. Schade, dass es nicht geholfen hat.",
    answerGone: "Diese Antwort ist nicht mehr gespeichert, darum kann ich nichts dazu vermerken.",
  },

  comment: {
    button: "Etwas dazu schreiben",
    title: "Was sollte anders sein?",
    intro: "Bevor etwas verschickt wird, siehst du genau, was hinausgeht. Dein Name ist nicht dabei.",
    field: "Dein Kommentar",
    hint: "Zum Beispiel: was gefehlt hat, was nicht mehr stimmt.",
    next: "Vorschau",
    cancel: "Schließen",
    missing: "Schreib bitte ein paar Worte oder schließ das Formular.",
    tooLong: (longest) => `Bitte höchstens ${longest} Zeichen.`,
    preview: "Genau das geht an das L&D-Team, Wort für Wort und ohne deinen Namen:",
    send: "Abschicken",
    discard: "Verwerfen",
    sent: "Abgeschickt. Danke dir!",
    discarded: "Verworfen. Es wurde nichts verschickt.",
    over: "Diese Vorschau gilt nicht mehr, daraus wurde also nichts verschickt.",
  },

  problems: {
    tooLarge: "Das ist zu groß. Bitte kürze es.",
    nothingHere: "Hier gibt es nichts.",
    failed: "Bei mir ist etwas schiefgegangen. Versuch es bitte noch einmal.",
    away: "Ich komme gerade nicht an das heran, was ich dafür brauche. Versuch es gleich noch einmal.",
    notStored:
      "Ich kann das gerade nicht annehmen, es wurde also nichts verschickt. Versuch es gleich noch einmal.",
    tooMuchAtOnce:
      "Das war viel auf einmal. Warte einen Moment und schick es dann noch einmal: Was du geschrieben hast, bleibt hier stehen.",
    malformed: "Diese Nachricht war nicht lesbar. Lade die Seite neu und versuch es noch einmal.",
    tooLong: (longest) => `Das ist länger als ${longest} Zeichen. Bitte kürze es.`,
    foreign: "Diese Anfrage kam nicht von der Lotse-Seite und wurde darum abgelehnt.",
    unknownPersona: "So heißt in der Demo-Firma niemand. Öffne die Seite ohne ?as=… und wähle eine Person.",
    sourceGone: "Diese Quelle hat sich geändert oder ist für dich nicht mehr da.",
    signedOut:
      "Du bist nicht mehr angemeldet. Öffne Lotse in einem anderen Tab, melde dich dort an und versuch es hier noch einmal. Was du geschrieben hast, bleibt stehen.",
    tokenNotAccepted:
      "Ich konnte nicht erkennen, wer du bist. Schließ diesen Tab und öffne ihn noch einmal. Wenn das nicht hilft, sag denen Bescheid, die bei euch Teams betreuen.",
    otherTenant:
      "Das Teams deiner Firma gehört noch nicht zu diesem Lotse. Wer bei euch Teams betreut, kann es verbinden.",
    noChat:
      "Ich kann dir in Teams gerade nicht schreiben, es wurde also nichts verschickt. Öffne einmal den Chat mit mir und versuch es dann hier noch einmal.",
    hasLeft: "Laut deiner Firma arbeitest du nicht mehr dort, darum öffnet sich Lotse für dich nicht mehr.",
    otherRoles: "Dieser Teil ist für andere Rollen da. Wenn du ihn brauchst, frag das L&D-Team.",
  },

  passage: {
    restricted: "Nur für einen Teil der Firma.",
  },
};
