/** What one can do with an answer. */
export const enAnswer = {
  understood: {
    joined: (question: string, before: string) => `Understood as: “${question}” about “${before}”`,
    whole: (question: string) => `Understood as: “${question}”`,
    newTopic: "All right, a new topic. What would you like to know?",
  },
  retold: {
    easy: "In plain words",
    otherLanguage: "Auf Deutsch",
    label: {
      easy: "The same again in plain words. The sources are unchanged.",
      otherLanguage: "Translated into English by an AI. If in doubt, go by the sources.",
    },
    gone: "I remember a question for a few minutes only, and this one has gone. Ask it again and I'll say it the way you want.",
    notNow: "I can't put it differently at the moment. The answer above still holds.",
  },
  sent: {
    button: "What was sent?",
    title: "What was sent to the model",
    kept: "This is exactly what left for this answer. Names were replaced before. It is kept encrypted for 24 hours, and only you can see it.",
    to: (model: string, host: string) => `To ${model} at ${host}:`,
    role: {
      system: "What Lotse told the model to do:",
      user: "What it got to read:",
      assistant: "What it said before:",
    },
  },
  coach: {
    button: "Coach me",
    alone: "Practising is best done just between the two of us. Write to me directly: “Coach me”.",
    what: "What would you like to practise? Write, for example: “Coach me on travel expenses”.",
    found: (question: string) =>
      `On “${question}” this is what the documents have. Shall we find it out together?`,
    nothing: (question: string) =>
      `I found nothing on “${question}” in the documents you may see. Try it in other words, or ask me a question first.`,
    known: (question: string) =>
      `Let's take “${question}”. What do you know about it already, and what have you tried?`,
    promise:
      "I give hints before answers. You say how it goes, and I don't rate you. Where we are I forget at the end, or after half an hour without a word. With “enough” or “show me the answer” we're done at any time.",
    fromNothing: "Nothing yet, a hint please",
    open: "There is one more point. What comes to mind?",
    look: (place: string) => `Have a look at “${place}”. What does it say to your question?`,
    fill: "This is where it stands. What belongs in the gaps?",
    stands: "This is what it says:",
    compare: "Compare it with what it says:",
    judgeYourself: "Nobody can judge that better than you. Did you have it?",
    had: "Had it",
    nearly: "Nearly",
    notYet: "Not yet",
    show: "Show me the answer",
    enough: "Enough",
    whole: "This is all they say about it:",
    ended: "All right, let's leave it there. Where we were I have already forgotten.",
    gone: "That's all of it. Where we were I have already forgotten.",
    over: "This talk is over, or its sources have gone. Write “Coach me” to start a new one.",
    byModel: "Hint in the words of a language model",
    right: "What stands in the source",
    onward: "That looks right to me. Press “Had it” when you see it that way, too.",
    fits: {
      yes: "This fits what the source says.",
      partly: "A part of this fits what the source says.",
      no: "The source says something else here.",
    },
  },
  summary: {
    button: "Summarise the document",
    what: "What shall I summarise? Write, for example: “Summarise the travel policy”.",
    nothing: "I found no document for that which you may see.",
    question: (title: string) => `What are the most important points of “${title}”, section by section?`,
    written: (title: string) => `“${title}” in short:`,
    quoted: (title: string) => `From “${title}”, one sentence of each section:`,
    left: (count: number) =>
      count === 1 ? "One more section is not in here." : `${count} more sections are not in here.`,
  },
  brief: {
    alone:
      "A brief holds words of requests, so it is for you alone. Write to me directly: “Brief on pivot tables”.",
    what: "What shall the brief be about? Write, for example: “Brief on pivot tables”.",
    notYours:
      "Briefs are for those who make or decide on learning content. If that is you, ask your admin for the role.",
    draft: "A draft from what is known. Check it, change it, and fill in what is open.",
    title: (topic: string) => `Draft of a brief: ${topic}`,
    purpose: "What it is for",
    audience: "Who it is for",
    asked: "What stands in the way today",
    exists: "What exists already",
    gaps: "What is missing",
    gapsByModel: "What may be missing (proposed by a language model)",
    outline: "Outline (template)",
    outlineByModel: "Outline (proposed by a language model)",
    open: {
      purpose: "Open: what shall people do differently afterwards?",
      audience: "Open: who needs it? The last closed month shows nothing on this topic.",
      asked: "Open: no open request is about this topic.",
      exists: "I found nothing in the documents and the catalogue.",
      gaps: "Open: what do the sources above leave unanswered?",
    },
    wish: (people: string, month: string) => `In ${month} ${people} wanted to learn about this.`,
    unanswered: (people: string, month: string) =>
      `In ${month} ${people} had a question about this that nothing answered for sure.`,
    band: {
      most: "nearly everybody",
      "50+": "50 people or more",
      "20-49": "20 to 49 people",
      "10-19": "10 to 19 people",
      "5-9": "5 to 9 people",
    },
    request: (obstacle: string, voices: number) =>
      voices === 1 ? obstacle : `${obstacle} (${voices} voices)`,
    document: (place: string, number: number) => `Document: ${place} [${number}]`,
    item: (title: string) => `Catalogue: ${title}`,
    noDocument: "A document on it: I found none.",
    template: [
      "What you can do afterwards",
      "An everyday example",
      "Step by step",
      "Try it yourself",
      "Where to look it up, and whom to ask",
    ],
  },
  why: {
    button: "Why this answer?",
    title: "Why this answer",
    sure: {
      answer:
        "I was sure enough to answer: one place holds what your question is about, and fits it clearly better than others.",
      unsure:
        "I was not sure: these places have words of your question, and none of them holds all that matters in it.",
      none: "I found nothing that fits: no place you can see holds what your question is about.",
    },
    places: "These places are cited",
    near: "These were close, and I left them out",
    word: (word: string) => `“${word}”`,
    shares: (words: string) => `shares with your question: ${words}`,
    sharesNothing:
      "shares no word with your question as you wrote it, but related words or a related meaning",
    neverReviewed: "nobody has noted when it was last checked",
    nowhere: (words: string) => `In none of the cited places: ${words}.`,
    gone: "A cited place has changed since, or is no longer there for you.",
    notYou:
      "Who asks plays no part: your division and unit only decide which documents you may see. Nothing you asked or learned before is weighed.",
  },
};

export type AnswerTexts = typeof enAnswer;
