import { z } from "zod";
import { text } from "../src/channel/block.ts";
import type { Dialog } from "../src/dialog/dialog.ts";

/** Says hello and shows what one can ask. The introduction as an AI comes from the house, before any first reply. */
export const welcome: Dialog<null> = {
  id: "welcome",
  schema: z.null(),
  async begin({ name, texts: { welcome } }) {
    return {
      to: "done",
      replies: [
        {
          kind: "message",
          blocks: [
            text(welcome.hello(name.split(" ")[0] ?? "")),
            { kind: "prompts", label: welcome.promptsLabel, prompts: welcome.prompts },
          ],
        },
      ],
    };
  },
  async resume() {
    return { to: "yield" };
  },
};
