/** What Slack shows of Lotse itself: in its directory, its menus and its empty conversations. Slack's own limits hold (docs/slack.md). */
export const enSlackApp = {
  slackApp: {
    description:
      "Ask about learning at work, find what fits you, keep a weekly rhythm. Always with the source.",
    agent:
      "Answers questions about learning at work from your company's own documents, and names the source. Finds content that fits you, comes back to your goal once a week, and takes what you need to L&D.",
    prompts: [
      { title: "Ask a question", message: "How much is my learning budget?" },
      { title: "Find something to learn", message: "Recommend something that fits my goal" },
      { title: "Set a goal", message: "Goal" },
      { title: "Request learning", message: "Request" },
    ],
    shortcuts: {
      request: { name: "Request learning", description: "Tell L&D what you or your team need" },
      note: {
        name: "Save as learning note",
        description: "Keep a link to this message, with your own words",
      },
      ask: { name: "Ask about this", description: "Ask Lotse about what this message is about" },
    },
    command: {
      description: "Ask about learning at work, or find, plan and request it",
      hint: "[question] | recommend … | goal | check-in | request | privacy | help",
    },
  },
};
export type SlackAppTexts = typeof enSlackApp;
