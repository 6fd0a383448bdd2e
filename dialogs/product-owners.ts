import { type Button, text } from "../src/channel/block.ts";
import type { Letter, Turn } from "../src/dialog/dialog.ts";
import { texts } from "../src/i18n/texts.ts";
import { recipients } from "../src/learner/recipients.ts";
import { requestCard } from "../src/request/card.ts";
import type { Request } from "../src/request/request.ts";
import { allTopics } from "../src/topic/topics.ts";

/** A new request as a card, for the product owners who want to hear of it without asking. */
export async function lettersToProductOwners(turn: Turn, request: Request): Promise<Letter[]> {
  const { read, org, now } = turn;
  const rows = await read
    .selectFrom("role")
    .innerJoin("opt_in", (join) =>
      join.onRef("opt_in.org", "=", "role.org").onRef("opt_in.learner", "=", "role.learner"),
    )
    .leftJoin("rhythm", (join) =>
      join.onRef("rhythm.org", "=", "role.org").onRef("rhythm.learner", "=", "role.learner"),
    )
    .select(["role.learner", "rhythm.paused_until"])
    .where("role.org", "=", org)
    .where("role.role", "=", "product_owner")
    .where("opt_in.opt_in", "=", "messages")
    .execute();
  const awake = rows.filter(({ paused_until }) => paused_until === null || paused_until <= now);
  const owners = await recipients(
    read,
    org,
    awake.map(({ learner }) => learner),
  );
  const topics = owners.length > 0 ? await allTopics(read, org) : [];
  return owners.map(({ learner, conversation, language }) => {
    const { decide } = texts[language];
    const card = requestCard({ language, now, topics, audience: "lnd" }, request, [
      decideButton(decide.button, request),
    ]);
    return {
      to: learner,
      conversation,
      unasked: true,
      blocks: [text(decide.fresh), { kind: "cards", label: decide.label, cards: [card] }],
    };
  });
}

/** Opens the decision on a request. The value says how many decisions there were: decided on meanwhile, it is said so. */
export function decideButton(label: string, { request, decisions }: Request): Button {
  return { kind: "form", label, form: "decide.write", value: `${request}@${decisions.length}` };
}
