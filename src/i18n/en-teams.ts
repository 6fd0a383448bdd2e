/** What is said in Teams only. */
export const enTeams = {
  working: "Looking it up …",
  taken: "Got it.",
  share: "Share with the channel",
  shared: "This answer is now in the channel.",
  notShared: "I couldn't write into this channel just now. Please try again in a moment.",
  notShareable:
    "I can't share this answer: it is no longer on record, or not everyone in the company may read its sources.",
  sharedBy: (name: string) =>
    name === ""
      ? "Answered by Lotse, an AI, and shared from here."
      : `Answered by Lotse, an AI, and shared by ${name}.`,
  nothingFound: "I found nothing for that. Try other words.",
  takesTooLong: "That takes too long just now. Please try again in a moment.",
  notForGuests: "I'm only here for the people of this company. It's best to ask whoever invited you.",
};
export type TeamsTexts = typeof enTeams;
