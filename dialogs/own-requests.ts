import { type Block, text } from "../src/channel/block.ts";
import type { Setting } from "../src/dialog/dialog.ts";
import { requestCard } from "../src/request/card.ts";
import { requestsOf } from "../src/request/request.ts";
import type { Sealer } from "../src/store/sealing.ts";
import { allTopics } from "../src/topic/topics.ts";

/** The requests a learner wrote or shares, with what became of them. */
export async function ownRequests(sealer: Sealer, setting: Setting): Promise<Block> {
  const { read, org, learner, texts } = setting;
  const requests = await requestsOf(read, sealer, org, learner);
  if (requests.length === 0) return text(texts.request.none);
  const topics = await allTopics(read, org);
  const cards = requests.map((one) => requestCard({ ...setting, topics, audience: "colleague" }, one, []));
  return { kind: "cards", label: texts.request.mine, cards };
}
