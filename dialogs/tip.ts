import { z } from "zod";
import { action, text } from "../src/channel/block.ts";
import { type Dialog, say } from "../src/dialog/dialog.ts";

/** One thing that helps people learn. "Another" counts on from the one before. */
export const tip: Dialog<null> = {
  id: "tip",
  calls: { whole: ["tipp", "lerntipp", "ein tipp", "tip", "learning tip", "a tip"], openings: [] },
  schema: z.null(),
  async begin({ event, texts: { tip } }) {
    const at = event.kind === "action" && /^\d{1,9}$/.test(event.value) ? Number(event.value) : 0;
    const next = action(tip.another, "tip.another", `${at + 1}`);
    const words = tip.tips[at % tip.tips.length] ?? "";
    return { to: "done", replies: [say(text(words), { kind: "buttons", buttons: [next] })] };
  },
  async resume() {
    return { to: "yield" };
  },
};
