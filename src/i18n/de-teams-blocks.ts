import type { TeamsBlockTexts } from "./en-teams-blocks.ts";

export const deTeamsBlocks: TeamsBlockTexts = {
  source: (number) => `Quelle ${number}`,
  openSource: (number, title) => `Quelle ${number} ansehen: ${title}`,
  open: "Öffnen",
  openItem: (title) => `Öffnen: ${title}`,
  ask: "Das fragen",
  chosen: (label) => `${label}: deine Wahl`,
  shortened: "Das ist mehr, als hier hineinpasst. Darum fehlt ein Teil.",
  newMessage: "Lotse hat dir geschrieben.",
  leaveOpen: "Offen lassen",
  required: "Hier fehlt noch etwas.",
  mistakes: "Fast geschafft. Unten steht, was du noch ändern müsstest.",
  nothingYet: "Hier ist noch nichts.",
};
