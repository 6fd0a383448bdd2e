import type { SlackBlockTexts } from "./en-slack-blocks.ts";

export const deSlackBlocks: SlackBlockTexts = {
  source: (number) => `Quelle ${number}`,
  openSource: (number, title) => `Quelle ${number} ansehen: ${title}`,
  ask: "Das fragen",
  chosen: (label) => `${label}: deine Wahl`,
  shortened: "Das ist mehr, als hier hineinpasst. Darum fehlt ein Teil.",
  newMessage: "Lotse hat dir geschrieben.",
  loading: "Einen Moment …",
  close: "Schließen",
  leaveOpen: "Offen lassen",
  nothingYet: "Hier ist noch nichts.",
};
