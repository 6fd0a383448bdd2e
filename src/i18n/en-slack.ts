/** What is said in Slack only. */
export const enSlack = {
  status: "is looking it up …",
  share: "Share with the channel",
  shared: "This answer is now in the channel.",
  notShared:
    "I couldn't write into this channel. Invite me first, for example with “/invite @Lotse”, then try again.",
  notShareable:
    "I can't share this answer: it is no longer on record, or not everyone in the company may read its sources.",
  sharedBy: (name: string) =>
    name === ""
      ? "Answered by Lotse, an AI, and shared from here."
      : `Answered by Lotse, an AI, and shared by ${name}.`,
  tooSlow: "That took too long, so Slack didn't open it. Please press it again.",
  inOurConversation: "I've answered in our direct conversation, where only you can read it.",
  installed: "Lotse is now in your Slack workspace. You can close this page and write to Lotse in Slack.",
  notInstalled:
    "That didn't work, so nothing was installed. Open /slack/install once more, and allow Lotse on Slack's page.",
  ofAnother:
    "This workspace belongs to another company here, so nothing was installed. Whoever runs Lotse can release it there.",
  language: "Language",
  thisLanguage: "English",
};
export type SlackTexts = typeof enSlack;
