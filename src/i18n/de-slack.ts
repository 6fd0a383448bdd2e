import type { SlackTexts } from "./en-slack.ts";

export const deSlack: SlackTexts = {
  status: "schaut nach …",
  share: "Im Kanal teilen",
  shared: "Die Antwort steht jetzt im Kanal.",
  notShared:
    "In diesem Kanal kann ich nicht schreiben. Lade mich erst ein, etwa mit „/invite @Lotse“, und versuch es dann noch einmal.",
  notShareable:
    "Diese Antwort kann ich nicht teilen: Sie ist nicht mehr gespeichert, oder nicht alle im Unternehmen dürfen ihre Quellen lesen.",
  sharedBy: (name: string) =>
    name === ""
      ? "Geantwortet hat Lotse, eine KI. Geteilt von hier."
      : `Geantwortet hat Lotse, eine KI. Geteilt von ${name}.`,
  tooSlow: "Das hat zu lange gedauert, deshalb hat Slack es nicht geöffnet. Bitte drück noch einmal.",
  inOurConversation: "Ich habe dir in unserem Direktchat geantwortet, dort liest nur du mit.",
  installed: "Lotse ist jetzt in eurem Slack. Du kannst diese Seite schließen und Lotse dort schreiben.",
  notInstalled:
    "Das hat nicht geklappt, es wurde nichts installiert. Öffne /slack/install noch einmal und stimme auf der Seite von Slack zu.",
  ofAnother:
    "Dieser Workspace gehört hier schon zu einer anderen Firma, deshalb wurde nichts installiert. Wer Lotse betreibt, kann ihn dort lösen.",
  language: "Sprache",
  thisLanguage: "Deutsch",
};
