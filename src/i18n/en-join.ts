/** One person in several channels. */
export const enJoin = {
  join: {
    open: "Connect accounts",
    web: "web chat",
    onlyOne: "In your company I can be reached in one channel only, so there is nothing to connect.",
    intro:
      "Do you talk to me in another channel, too? Connect the two, and I know you as one person: what is yours is then in both places. Get a code in one of them and type it in the other.",
    get: "Get a code",
    enter: "Type a code",
    code: (code: string) => `Your code is ${code}`,
    codeHow:
      "It works once, for ten minutes. In your other channel, say “connect accounts” and type it there. Please don't give it to anybody: whoever types it gets to see everything of yours.",
    notAlone: "Codes are between the two of us. Please write to me directly, where nobody else reads along.",
    title: "Connect accounts",
    formIntro: "I gave you a code in your other channel. Type it here.",
    field: "Your code",
    hint: "Eight letters and digits. Capitals don't matter.",
    next: "Preview",
    cancel: "Close",
    malformed: "A code has eight letters and digits. Please have another look.",
    wrong: "I don't know this code, or it has been used. Get a new one in your other channel.",
    expired:
      "This code is more than ten minutes old and no longer works. Get a new one in your other channel.",
    own: "You got this code right here. Please type it in your other channel.",
    twoPeople:
      "I already know both of these in the same channel, so they are two people to me, and I won't connect them.",
    tooMany: "Those were too many wrong codes. Please try again in an hour.",
    preview: "These two become one:",
    previewLabel: "What will be connected",
    there: "The code is from",
    here: "You are writing as",
    nameless: "no name given",
    effects:
      "Goal, plan, reflections, requests, topics, what you saved and your roles come together. Messages and shared topics go on as you chose where the code is from. What I keep for you alone stays kept. This can't be undone.",
    warning: "Only go on if both are you. If somebody else gave you this code, don't.",
    yes: "Yes, both are me",
    no: "Cancel",
    left: "All right, nothing was connected.",
    over: "That preview is over, so nothing was connected.",
    done: "Done. Within a minute, I know you as one person in both places.",
    recognised:
      "I'm Lotse, your AI assistant for learning. We know each other already: by your verified mail address you are the same person here as in your other channel, so everything of yours is here, too.",
    joining:
      "By your verified mail address you talk to me in another channel, too. Within a minute, the two are one: what is yours is then in both places, and messages and shared topics go on as you chose there.",
    countedElsewhere: (channel: string) =>
      `So that nobody counts twice, topics count from everybody whom I know from the channel “${channel}”, and I don't know you there yet. Write to me there and connect your accounts. After that, your topics count wherever you tap them.`,
  },
};
export type JoinTexts = typeof enJoin;
