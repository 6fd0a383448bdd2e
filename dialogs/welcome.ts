import { z } from "zod";
import { action, type Block, type Button, quiet, text } from "../src/channel/block.ts";
import { type Dialog, say } from "../src/dialog/dialog.ts";
import { firstName } from "../src/learner/name.ts";
import { findOrg } from "../src/org/org.ts";

const GREETINGS = [
  ...[
    "hallo",
    "hi",
    "hey",
    "moin",
    "moin moin",
    "servus",
    "guten tag",
    "guten morgen",
    "guten abend",
    "grüß gott",
  ],
  ...["hello", "good morning", "good afternoon", "good evening", "start"],
  ...["hallo lotse", "hi lotse", "hey lotse", "moin lotse", "hello lotse"],
];

/** Says hello and shows what one can ask. The introduction as an AI comes from the house, before any first reply. */
export const welcome: Dialog<null> = {
  id: "welcome",
  calls: { whole: GREETINGS, openings: [] },
  schema: z.null(),
  async begin({ name, org, read, texts: { welcome, tour } }) {
    const isDemo = (await findOrg(read, org))?.demo === true;
    const start: Button = action(tour.start, "tour.next", "0");
    const blocks: Block[] = [
      text(welcome.hello(firstName(name))),
      { kind: "prompts", label: welcome.promptsLabel, prompts: welcome.prompts },
    ];
    if (isDemo) blocks.push(quiet(tour.offer), { kind: "buttons", buttons: [start] });
    return { to: "done", replies: [say(...blocks)] };
  },
  async resume() {
    return { to: "yield" };
  },
};
