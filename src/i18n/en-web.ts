/** The words of the chat page itself: plain strings only, because they travel to the browser as JSON. */
export const enWeb = {
  pageTitle: "Lotse · your learning assistant",
  demoNotice: "Demo: a fictional company. Everything stays on this computer.",
};
export type WebTexts = typeof enWeb;
