import type { TeamsTexts } from "./en-teams.ts";

export const deTeams: TeamsTexts = {
  working: "Ich sehe nach …",
  taken: "Alles klar.",
  nothingFound: "Dazu habe ich nichts gefunden. Versuch es mit anderen Worten.",
};
