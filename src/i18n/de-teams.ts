import type { TeamsTexts } from "./en-teams.ts";

export const deTeams: TeamsTexts = {
  working: "Ich sehe nach …",
  taken: "Alles klar.",
  share: "Im Kanal teilen",
  shared: "Die Antwort steht jetzt im Kanal.",
  notShared: "In diesem Kanal kann ich gerade nicht schreiben. Versuch es gleich noch einmal.",
  notShareable:
    "Diese Antwort kann ich nicht teilen: Sie ist nicht mehr gespeichert, oder nicht alle im Unternehmen dürfen ihre Quellen lesen.",
  sharedBy: (name: string) =>
    name === ""
      ? "Geantwortet hat Lotse, eine KI. Geteilt von hier."
      : `Geantwortet hat Lotse, eine KI. Geteilt von ${name}.`,
  nothingFound: "Dazu habe ich nichts gefunden. Versuch es mit anderen Worten.",
  takesTooLong: "Das dauert gerade zu lange. Versuch es gleich noch einmal.",
  notForGuests:
    "Ich bin nur für die Leute dieser Firma da. Frag am besten die Person, die dich eingeladen hat.",
};
