/** What anybody may read, without signing in: app stores and packages point at it. */
export const enLegal = {
  privacy: {
    title: "Privacy",
    paragraphs: [
      "This Lotse belongs to your company, and runs where your company runs it. Your company decides what it is for, and is who to ask about data protection.",
      "Lotse stores who you are in the chat, what you write to it, and what it answers. What you note down for yourself, such as your goal and your check-ins, is for you alone, unless you share it. What you send to L&D, L&D reads, and before you send it you see exactly what that is.",
      "What many people need is only ever counted, and shown only when enough of them need it that nobody can be recognised.",
      "Write “privacy” to Lotse: it shows what is stored about you and for how long, hands it to you as a file, and erases it when you want that.",
    ],
  },
  terms: {
    title: "Terms of use",
    paragraphs: [
      "You use Lotse as part of your work. What holds for other programs of your company holds for this one, too.",
      "Lotse answers from your company's documents and names the source. It can be wrong: what counts is what the source says.",
      "Lotse itself is open software, and comes without a warranty. Its licence is in the file LICENSE that comes with it.",
    ],
  },
};
export type LegalTexts = typeof enLegal;
