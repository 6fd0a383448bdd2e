/** What is said in Teams only. */
export const enTeams = {
  working: "Looking it up …",
  taken: "Got it.",
  nothingFound: "I found nothing for that. Try other words.",
  takesTooLong: "That takes too long just now. Please try again in a moment.",
  notForGuests: "I'm only here for the people of this company. It's best to ask whoever invited you.",
};
export type TeamsTexts = typeof enTeams;
