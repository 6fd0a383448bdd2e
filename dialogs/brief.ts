import { z } from "zod";
import { text } from "../src/channel/block.ts";
import { type Dialog, done } from "../src/dialog/dialog.ts";
import { afterOpening } from "../src/dialog/router.ts";

const OPENINGS = [
  ...["briefing zu", "briefing für", "entwirf ein briefing zu", "entwirf ein briefing für"],
  ...[
    "brief on",
    "brief for",
    "draft a brief on",
    "draft a brief for",
    "content brief on",
    "content brief for",
  ],
];

/** The draft of a brief for new content. */
export const brief: Dialog<null> = {
  id: "brief",
  calls: { whole: ["briefing", "content brief"], openings: OPENINGS },
  schema: z.null(),
  async begin({ event, language, texts }) {
    // It holds the words of requests.
    if (!event.address.direct && event.address.aside !== true) return done(text(texts.brief.alone));
    const question = event.kind === "message" ? afterOpening(event.text, OPENINGS) : "";
    if (question === "") return done(text(texts.brief.what));
    return { to: "done", replies: [{ kind: "answer", question, language, task: { do: "brief" } }] };
  },
  async resume() {
    return { to: "yield" };
  },
};
