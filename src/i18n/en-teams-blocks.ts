/** What stands around the words of a dialog in Teams. */
export const enTeamsBlocks = {
  source: (number: string) => `Source ${number}`,
  openSource: (number: string, title: string) => `Look at source ${number}: ${title}`,
  open: "Open",
  openItem: (title: string) => `Open: ${title}`,
  ask: "Ask this",
  chosen: (label: string) => `${label}: your choice`,
  shortened: "That is more than fits here, so something has been left out.",
  newMessage: "Lotse has written to you.",
  leaveOpen: "Leave open",
  required: "Something is still missing here.",
  mistakes: "Not quite there yet. It says below what to change.",
  nothingYet: "There's nothing here yet.",
};
export type TeamsBlockTexts = typeof enTeamsBlocks;
