/** What stands around the words of a dialog in Slack. */
export const enSlackBlocks = {
  source: (number: string) => `Source ${number}`,
  openSource: (number: string, title: string) => `Look at source ${number}: ${title}`,
  ask: "Ask this",
  chosen: (label: string) => `${label}: your choice`,
  shortened: "That is more than fits here, so something has been left out.",
  newMessage: "Lotse has written to you.",
  loading: "Just a moment …",
  close: "Close",
  leaveOpen: "Leave open",
  nothingYet: "There's nothing here yet.",
};
export type SlackBlockTexts = typeof enSlackBlocks;
