import { z } from "zod";
import type { Inward } from "../../src/channel/adapter.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Posting } from "./posting.ts";
import { renderMessage } from "./render/message.ts";
import type { By, Taking } from "./take.ts";

export const Shared = z.object({
  channel: z.string(),
  user: z.string(),
  message_ts: z.string(),
  unfurl_id: z.string().nullish(),
  source: z.string().nullish(),
  links: z.array(z.object({ url: z.string() })),
});

/** Slack shows a few at most, and so do we. */
const MOST_LINKS = 5;

type Parts = {
  posting: Posting;
  inward: Inward;
  taking: Taking;
  languageOf(by: By): Promise<Language>;
};

/** Shows below a link of the catalogue what it leads to. Other links are left alone. */
export function unfurling({ posting: { reach }, inward, taking, languageOf }: Parts) {
  return async (by: By, shared: z.infer<typeof Shared>): Promise<void> => {
    const language = await languageOf(by);
    const unfurls: Record<string, object> = {};
    for (const { url } of shared.links.slice(0, MOST_LINKS)) {
      const query = { kind: "view", view: "recommend.link", value: url } as const;
      const found = await inward.answer(query, taking.asker(by));
      if (found.state !== "blocks") continue;
      unfurls[url] = { blocks: renderMessage(found.blocks, language).blocks };
    }
    if (Object.keys(unfurls).length === 0) return;
    const where =
      shared.unfurl_id && shared.source
        ? { unfurl_id: shared.unfurl_id, source: shared.source }
        : { channel: shared.channel, ts: shared.message_ts };
    await reach(by.home, "chat.unfurl", { ...where, unfurls });
  };
}
