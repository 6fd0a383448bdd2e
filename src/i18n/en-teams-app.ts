/** What Teams shows of Lotse itself: in its store, its menus and above empty chats. The limits of the manifest hold (docs/teams.md). */
export const enTeamsApp = {
  teamsApp: {
    full: "Lotse, learning at work",
    short: "Ask about learning at work, find what fits you. Always with the source.",
    description:
      "Lotse answers questions about learning at work from your company's own documents, and names the source. It finds content that fits you, comes back to your goal once a week if you want it to, and takes what you need to L&D. What you note down for yourself stays with you, unless you share it.",
    prompts: [
      {
        title: "Ask a question",
        description: "An answer from your company's documents",
        prompt: "How much is my learning budget?",
      },
      {
        title: "Find something to learn",
        description: "Something short that fits you",
        prompt: "Recommend something that fits my goal",
      },
      { title: "Set a goal", description: "What you want to get better at", prompt: "Goal" },
      { title: "Request learning", description: "Tell L&D what you or your team need", prompt: "Request" },
    ],
    commands: [
      { title: "check-in", description: "Look back at your week in three questions" },
      { title: "home", description: "Everything that is yours, at a glance" },
      {
        title: "privacy",
        description: "What is stored about you, and how to take it along or have it erased",
      },
      { title: "help", description: "What Lotse can do" },
    ],
    /** In channels and group chats. */
    ask: {
      title: "ask",
      description: "A question about learning; only you see the answer until you share it",
    },
    search: {
      title: "Find content",
      description: "Search the catalogue for something to learn",
      parameter: { title: "Topic", description: "What do you want to learn?" },
    },
    request: { title: "Request learning", description: "Tell L&D what you or your team need" },
    home: "Home",
  },
};
export type TeamsAppTexts = typeof enTeamsApp;
