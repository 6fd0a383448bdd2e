/** What is said in Teams only. */
export const enTeams = {
  working: "Looking it up …",
  taken: "Got it.",
  nothingFound: "I found nothing for that. Try other words.",
};
export type TeamsTexts = typeof enTeams;
