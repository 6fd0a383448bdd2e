import { z } from "zod";
import { text } from "../src/channel/block.ts";
import { type Dialog, say } from "../src/dialog/dialog.ts";

/** Whoever asks whether this is a human gets a straight answer. */
export const who: Dialog<null> = {
  id: "who",
  calls: {
    whole: [
      ...["wer bist du", "was bist du", "bist du ein mensch", "bist du ein bot", "bist du eine ki"],
      ...[
        "who are you",
        "what are you",
        "are you human",
        "are you a human",
        "are you a bot",
        "are you an ai",
      ],
    ],
    openings: [],
  },
  schema: z.null(),
  async begin({ texts: { who } }) {
    return { to: "done", replies: [say(text(who.answer))] };
  },
  async resume() {
    return { to: "yield" };
  },
};
