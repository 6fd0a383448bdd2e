import type { TeamsTexts } from "./en-teams.ts";

export const deTeams: TeamsTexts = {
  working: "Ich sehe nach …",
  taken: "Alles klar.",
  nothingFound: "Dazu habe ich nichts gefunden. Versuch es mit anderen Worten.",
  takesTooLong: "Das dauert gerade zu lange. Versuch es gleich noch einmal.",
  notForGuests:
    "Ich bin nur für die Leute dieser Firma da. Frag am besten die Person, die dich eingeladen hat.",
};
