/** The words of the tab in Teams itself: plain strings only, because they travel to the browser as JSON. */
export const enTab = {
  title: "Lotse · Home",
  loading: "One moment …",
  outsideTitle: "This page belongs in Teams",
  outside:
    "Open Teams, choose Lotse on the left or under “Apps”, and then the tab “Home”. In a browser of its own this page does not know who you are.",
  declinedTitle: "Lotse may not know yet who you are",
  declined:
    "To show you what is yours, Lotse needs your name and your work account from Teams, and nothing more. Press “Try again” and say yes. If Teams doesn't ask you, those who look after Teams in your company can say yes for everybody.",
  unknownTitle: "Teams doesn't say who you are",
  unknown:
    "That can pass: try again in a moment. If it stays that way, tell those who look after Teams in your company that the tab gets no token.",
  troubleTitle: "That didn't work",
  unreachable: "Lotse cannot be reached right now. Please try again in a moment.",
  nothing: "Just now there is nothing here for you. Write to Lotse in the chat: there it says why.",
  tryAgain: "Try again",
  sent: "Lotse answers you in the chat.",
  openChat: "Open the chat",
};
export type TabTexts = typeof enTab;
