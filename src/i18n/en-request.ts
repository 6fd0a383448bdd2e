/** Learning requests, decisions on them, and topics that count as a learning need. */
export const enRequest = {
  request: {
    decidedBefore: (state: string, reason: string) =>
      `There is a decision on it already (${state}): ${reason}`,
    offer:
      "I carry learning requests to L&D and bring every decision back to you. Before anything is sent, you see exactly what goes out.",
    write: "Write a request",
    title: "What do you need from L&D?",
    intro: "Describe the situation rather than the training: L&D can then look for what really helps.",
    change: "What should you and others be able to do differently?",
    changeHint: "For example: read our sensor data themselves instead of asking for a report.",
    obstacle: "What stops you today?",
    obstacleHint: "For example: nobody has shown us the tool, and the manual is in another language.",
    sender: "With your name?",
    withName: (name: string) => `With my name: ${name}`,
    withoutName: "Without my name",
    next: "Next",
    cancel: "Close",
    missing: "Please write a sentence or two.",
    choose: "Please choose one.",
    tooLong: (longest: number) => `Please keep it to ${longest} characters.`,
    similar: "This may have been asked for already. Is one of these what you need too?",
    similarLabel: "Similar requests",
    mineToo: "I need that too",
    noneOfThese: "None of these: preview my request",
    preview:
      "This goes to the L&D team, word for word. Colleagues who ask for something similar see it too, without your name:",
    previewLabel: "Your request",
    from: "From",
    anonymous: "without a name",
    topics: "Topics",
    noTopics: "none recognised",
    send: "Send",
    edit: "Change",
    discard: "Discard",
    sent: "Sent. You'll hear from me as soon as there is a decision, with the reason. You'll find it under Home.",
    discarded: "Discarded. Nothing was sent.",
    over: "Nothing was sent from that; say “request” to write a new one.",
    added: (voices: string) =>
      `Your voice counts: ${voices} by now. Your name is not shown. You'll hear from me when there is a decision.`,
    already: "Your voice is counted already, and once is enough.",
    gone: "This request is no longer there.",
    voices: (count: number) => (count === 1 ? "1 voice" : `${count} voices`),
    states: { open: "open", planned: "planned", done: "done", declined: "declined" },
    mine: "Your requests",
    none: "You have no requests yet.",
    decided: "There is a decision on a request that you share:",
    decisionLabel: "Decision",
    whatFor: "Request",
    decision: "Decision",
    reason: "Reason",
    by: "By",
  },

  decide: {
    again: "Decide again",
    staleSelf:
      "You have decided on this in the meantime, so this one was not stored. Here is how it stands, and below it what you wrote.",
    intro: (count: string) => `Open requests: ${count}, those with the most voices first.`,
    none: "There is no open request. Enjoy the moment; here are the decided ones.",
    label: "Requests",
    button: "Decide",
    more: (count: string) => `More (${count})`,
    title: "Your decision",
    formIntro: (change: string, obstacle: string) =>
      `What should change:\n${change}\n\nWhat stands in the way:\n${obstacle}`,
    told: (count: string) =>
      `Everybody who shares this request (${count}) reads your reason word for word, with your name.`,
    state: "Decision",
    options: { planned: "We plan it", done: "It's available", declined: "We decline it" },
    reason: "Reason",
    reasonHint: "A sentence or two that help the people who asked.",
    save: "Decide",
    cancel: "Close",
    chooseState: "Please choose what you decide.",
    missing: "Please give a reason: those who asked will read it.",
    tooLong: (longest: number) => `Please keep it to ${longest} characters.`,
    saved: (count: string) =>
      `Decided. Everybody who shares this request (${count}) is told, with your reason.`,
    stale: (by: string) =>
      `${by} was faster: this request has been decided in the meantime, so yours was not stored. Here is how it stands, and below it what you wrote.`,
    yours: "What you wrote",
    notYours: "Deciding is up to the product owners of L&D.",
    gone: "This request is no longer there.",
    fresh: "A new request has come in:",
    age: (days: number) =>
      days === 0 ? "asked today" : days === 1 ? "asked yesterday" : `asked ${days} days ago`,
    openDesk: "There is more on the desk: the whole list, and what people want to learn.",
  },

  signal: {
    offer:
      "Tap what shall count as a learning need: each topic once a month, without your name. What you don't tap doesn't count.",
    offerUnanswered:
      "Should L&D know that something is missing here? Tap a topic, and it counts as a learning need and as a question that went unanswered, once a month and without your name. Your question itself isn't passed on.",
    explain:
      "Shared topics show L&D what is needed, only as a size band from five people up. No text, no names. To count your vote, I need your yes to sharing topics; you can take it back at any time. May I?",
    yes: (topic: string) => `Yes, share topics and count “${topic}”`,
    no: "No",
    left: "All right, nothing was counted.",
    counted: (topic: string) => `Counted: ${topic}.`,
    already: (topic: string) => `${topic} is counted this month already; once is enough.`,
    takeBack: "Take back",
    takenBack: (topic: string) => `Taken back: ${topic}.`,
    notThere: "There is no vote of yours to take back; a closed month stays as it is.",
    unknown: "This topic is no longer on the list.",
  },
};
export type RequestTexts = typeof enRequest;
