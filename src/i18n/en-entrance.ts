/** What people read while they sign in, and where the first admin is made. */
export const enEntrance = {
  entrance: {
    signIn: "Sign in",
    messages: {
      cancelled: {
        title: "You're not signed in",
        words:
          "You left the sign-in, or your company hasn't opened Lotse for you yet. Try again, or ask your IT department for access.",
      },
      stale: {
        title: "That took too long",
        words: "This sign-in is over or was used before. Please sign in again.",
      },
      unreachable: {
        title: "Sign-in can't be reached",
        words:
          "Your company's sign-in isn't answering right now. Try again in a few minutes. If it stays that way, tell your IT department.",
      },
      failed: {
        title: "Signing in doesn't work",
        words:
          "Your company's sign-in and Lotse don't understand each other. That isn't your fault: please tell your IT department.",
      },
      foreign: {
        title: "Lotse doesn't know your company",
        words:
          "You signed in with an account Lotse isn't set up for. Sign in with your work account, or ask whoever looks after Lotse.",
      },
      left: {
        title: "Your access has ended",
        words:
          "According to your company you don't work there any more, so Lotse no longer opens for you. If that's a mistake, please tell your HR department.",
      },
      signedOut: {
        title: "You're signed out",
        words: "See you soon! On a shared computer, also sign out of your company account.",
      },
      tooMany: {
        title: "One moment, please",
        words: "There were too many attempts from your network. Please try again in ten minutes.",
      },
    },

    setUp: {
      title: "Set up Lotse",
      intro: (name: string) =>
        `${name === "" ? "Welcome!" : `Welcome, ${name}!`} Lotse doesn't have an admin yet. With the code it printed when it started, that will be you.`,
      code: "One-time code",
      codeHint: "It's in the output of the server and can be used once.",
      name: "Name of your company",
      language: "Your company's language",
      languageHint: "Lotse speaks it with everybody until they choose another.",
      zone: "Time zone",
      submit: "Set up",
      mistakes: {
        "wrong-code":
          "That isn't the code, or it's over. Each start prints a new one, and only the newest counts: look at the output of the server that started last.",
        "no-company": "Please fill in your company's name, language and time zone.",
        foreign:
          "There are companies here already, and none is bound to your sign-in. Bind it to one of them on the server first.",
        tooMany: "Those were too many attempts. Please wait ten minutes.",
      },
      overTitle: "Lotse is set up",
      over: "There is an admin already. Whoever is to become one too gets the role from them.",
      toLotse: "To Lotse",
    },
  },
};
