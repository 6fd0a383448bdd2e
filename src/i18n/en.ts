import { enAnswer } from "./en-answer.ts";
import { enDesk } from "./en-desk.ts";
import { enEntrance } from "./en-entrance.ts";
import { enJoin } from "./en-join.ts";
import { enLearn } from "./en-learn.ts";
import { enLegal } from "./en-legal.ts";
import { enRequest } from "./en-request.ts";
import { enRhythm } from "./en-rhythm.ts";
import { enSlack } from "./en-slack.ts";
import { enSlackApp } from "./en-slack-app.ts";
import { enSlackBlocks } from "./en-slack-blocks.ts";
import { enTab } from "./en-tab.ts";
import { enTeams } from "./en-teams.ts";
import { enTeamsApp } from "./en-teams-app.ts";
import { enTeamsBlocks } from "./en-teams-blocks.ts";
import { enWeb } from "./en-web.ts";

/** Every text a person reads, in English. This file is the type: German must have them all. */
export const en = {
  web: enWeb,
  ...enAnswer,
  desk: enDesk,
  slack: enSlack,
  tab: enTab,
  legal: enLegal,
  teams: enTeams,
  slackBlocks: enSlackBlocks,
  teamsBlocks: enTeamsBlocks,
  ...enRhythm,
  ...enRequest,
  ...enLearn,
  ...enJoin,
  ...enEntrance,
  ...enSlackApp,
  ...enTeamsApp,

  common: {
    introduction: (company: string) =>
      `I'm Lotse, an AI assistant for learning at ${company}. I answer from the company's own documents and always show you the source. I can be wrong, so do look at it. I never judge you, and I only tell others what you have seen and sent yourself.`,
    help: "Ask me anything about learning at work, in your own words. I look for the answer in your company's documents and show you where I found it. I also tell you how sure I am: either the answer is there, or I only show you the passages that come closest, or I found nothing. I don't always notice when your documents don't answer a question at all, above all when they are about something similar. So do have a look at the source.\n\nI can do more: “recommend something on …” finds content, “goal” and “check-in” go with you through the week, “request” goes to L&D, “home” shows what is yours, “privacy” what is stored, “ask me” helps you remember, and “tour” shows you around.\n\nAt any time: “cancel” ends what we are doing, “stop” ends an answer that is being written, “deutsch” switches to German.",
    helpPrompts: "For example:",
    examples: ["How much is my learning budget?", "How do I find a mentor?", "Who pays for my certificate?"],
    cancelled: "All right, I've dropped it.",
    nothingToCancel: "There's nothing to cancel. Just ask me something.",
    stopping: "All right, I'll stop.",
    youAreWelcome: "You're welcome! Ask me whenever you like.",
    languageChosen: "Sure, let's speak English.",
    unknownButton: "This button is no longer in use. Just tell me what you need.",
    lostThread:
      "I've been updated in the meantime and lost the thread of what we were doing. Sorry! Let's start afresh.",
    wentWrong:
      "Something went wrong on my side with your last message, and trying again didn't help. Please ask once more, perhaps in other words.",
  },

  closed: {
    stopped:
      "Lotse is paused at the moment. Your company has stopped it for now, so I can't answer. I'll be back as soon as it's switched on again; under “privacy” you can still see, take along or delete what is yours.",
    "not in the pilot":
      "Lotse is being tried out by a small group first, and isn't there for you yet. Do come back when your company opens it for everyone. Under “privacy” you can see what is stored about you.",
    "has left": "Lotse is only there for people who work at this company, so I can't help you here any more.",
  },

  welcome: {
    hello: (name: string) =>
      name === "" ? "Hello! What would you like to know?" : `Hello ${name}! What would you like to know?`,
    promptsLabel: "People often ask:",
    prompts: [
      "How much is my learning budget?",
      "How do I apply for Bildungsurlaub?",
      "How do I find a mentor?",
      "How much learning time do I have?",
    ],
  },

  ask: {
    empty: "Your message arrived without words I can read. What would you like to know?",
    noWords: "To look something up, I need a few words. What would you like to know?",
    tooLong: (longest: number) =>
      `That's a lot of text. I find things best from one or two sentences (at most ${longest} characters). What's the heart of your question?`,
    file: "Thanks, but I can't read files yet. Nothing of it was stored. What works: write your question here in a sentence or two.",
    voice:
      "Thanks, but I can't listen to voice messages yet. Nothing of it was stored. What works: write your question here in a sentence or two.",

    found: "This is what your documents say. The marked sentences answer most directly.",
    unsure: "I'm not sure this answers your question. These passages come closest.",
    byModel: "Written by an AI from your documents. Please check the sources where it matters.",
    modelUsedUp: "Today's share of AI answers is used up, so here are the passages themselves.",
    modelBusy: "The AI that writes answers is busy right now, so here are the passages themselves.",
    modelAway: "The AI that writes answers can't be reached right now, so here are the passages themselves.",
    quotation: (title: string) => `Quotation from “${title}”`,
    sources: "Sources",
    source: (owner: string, reviewed: string | null) =>
      reviewed === null ? owner : `${owner}, reviewed ${reviewed}`,
    otherLanguage: "Part of this is quoted in German, as it stands in the document.",
    olderThan: (title: string) =>
      `“${title}” was last reviewed more than a year ago. Please check with its owner whether it still holds.`,
    helpful: "Helpful",
    unhelpful: "Not helpful",
    followUps: "You may also want to know:",
    followUp: (section: string, title: string) => `${title}: ${section}`,

    notFound: "I couldn't find that in your documents, and I won't make something up.",
    noDocuments: "There are no documents yet that I could look it up in.",
    nextStep:
      "What you can do: ask in other words (the name of the offer or form often helps), or send a request to L&D.",
    stopped: "Stopped.",

    thanks: "Thank you, that helps.",
    sorry: "Thank you for telling me. I'm sorry it didn't help.",
    answerGone: "That answer is no longer on record, so I can't add to it.",
  },

  comment: {
    button: "Add a comment",
    title: "What should change?",
    intro: "Before anything is sent, you'll see exactly what goes out. Your name isn't part of it.",
    field: "Your comment",
    hint: "For example: what was missing, what is out of date.",
    next: "Preview",
    cancel: "Close",
    missing: "Please write a few words, or close the form.",
    tooLong: (longest: number) => `Please keep it to ${longest} characters.`,
    preview: "This is what will be sent to the L&D team, word for word and without your name:",
    send: "Send",
    discard: "Discard",
    sent: "Sent. Thank you!",
    discarded: "Discarded. Nothing was sent.",
    over: "That preview is over, so nothing was sent from it.",
  },

  problems: {
    tooLarge: "That is too large. Please shorten it.",
    nothingHere: "There is nothing here.",
    failed: "Something went wrong on my side. Please try again.",
    away: "I can't get at what I need for this right now. Please try again in a moment.",
    notStored: "I can't take this in right now, so nothing was sent. Please try again in a moment.",
    tooMuchAtOnce: "That was a lot at once. Wait a moment, then send it again: what you wrote stays here.",
    malformed: "This message could not be read. Reload the page and try again.",
    tooLong: (longest: number) => `That is longer than ${longest} characters. Please shorten it.`,
    foreign: "This request did not come from the Lotse page, so it was refused.",
    unknownPersona:
      "Nobody in the demo company goes by that name. Open the page without ?as=… and choose a person.",
    sourceGone: "This source has changed or is no longer there for you.",
    signedOut:
      "You're not signed in any more. Open Lotse in another tab to sign in, then try again here. What you wrote stays.",
    tokenNotAccepted:
      "I couldn't make out who you are. Close this tab and open it again. If that doesn't help, tell those who look after Teams in your company.",
    otherTenant:
      "The Teams of your company doesn't belong to this Lotse yet. Those who look after Teams in your company can connect it.",
    noChat:
      "I can't write to you in Teams right now, so nothing was sent. Open the chat with me once, then try again here.",
    hasLeft: "According to your company you don't work there any more, so Lotse no longer opens for you.",
    otherRoles: "This part is for other roles. If you need it, ask the L&D team.",
  },

  passage: {
    restricted: "Only for a part of the company.",
  },
};

export type Texts = typeof en;
