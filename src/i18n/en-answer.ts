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
