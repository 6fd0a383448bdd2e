/** The words of the chat page itself: plain strings only, because they travel to the browser as JSON. `{name}` is filled in there. */
export const enWeb = {
  pageTitle: "Lotse · your learning assistant",
  demoNotice: "Demo: a fictional company. Everything stays on this computer.",

  youAre: "You are",
  pageLanguage: "Language",
  home: "Home",
  toDesk: "L&D desk",
  signOut: "Sign out",

  conversation: "Conversation with Lotse",
  conversationHint: "Nothing here yet. Write to Lotse below.",
  lotseSaid: "Lotse said",
  youSaid: "You said",
  today: "Today",
  yesterday: "Yesterday",
  writing: "Lotse is writing",
  newMessages: "New messages",
  openSource: "Source {number}: {title}",
  openOriginal: "Open the original",
  inNewTab: "opens in a new tab",

  yourMessage: "Your message to Lotse",
  askLotse: "Ask Lotse …",
  composerHint: "Enter sends. Shift + Enter starts a new line.",
  send: "Send",
  stop: "Stop",
  stopHint: "Stop writing (Escape)",
  counter: "{count} of {longest} characters",
  tooLong:
    "This message is too long. Up to {longest} characters will go through: shorten it or send it in parts.",
  fileAttached: "You added a file. Its content was not sent.",
  voiceAttached: "You added a recording. Its content was not sent.",

  notSent: "Not sent.",
  tryAgain: "Try again",
  unreachable: "Lotse cannot be reached right now.",
  refused: "That did not work. Load the page again, then it should.",
  connectionLost: "Connection lost. Trying again …",

  loading: "Just a moment …",
  close: "Close",
  back: "Back",
  optional: "optional",
  fillIn: "Please fill this in.",
  choose: "Please choose",
  chooseOne: "Please choose one of these.",
  leaveOpen: "Leave open",
  fieldTooLong: "Up to {longest} characters fit here, you have {count}.",
  checkFields: "Something is missing or does not fit yet: please look at the marked fields.",
};
export type WebTexts = typeof enWeb;
