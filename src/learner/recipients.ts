import type { Language } from "../channel/language.ts";
import { findOrg } from "../org/org.ts";
import type { Reader } from "../store/store.ts";

/** Somebody who can be written to, and in which language. */
export type Recipient = { learner: string; conversation: string; language: Language };

/** Those of these learners who have a conversation with Lotse of their own, and have not left the company. */
export async function recipients(
  read: Reader,
  org: string,
  learners: readonly string[],
): Promise<Recipient[]> {
  if (learners.length === 0) return [];
  const fallback = (await findOrg(read, org))?.language ?? "en";
  const rows = await read
    .selectFrom("learner")
    .leftJoin("conversation", (join) =>
      join
        .onRef("conversation.org", "=", "learner.org")
        .onRef("conversation.conversation", "=", "learner.conversation"),
    )
    .leftJoin("leaver", (join) =>
      join.onRef("leaver.org", "=", "learner.org").onRef("leaver.learner", "=", "learner.learner"),
    )
    .select([
      "learner.learner",
      "learner.conversation",
      "learner.language",
      "conversation.language as spoken",
    ])
    .where("learner.org", "=", org)
    .where("learner.learner", "in", [...learners])
    .where("conversation.conversation", "is not", null)
    .where("leaver.at", "is", null)
    .execute();
  return rows.flatMap(({ learner, conversation, language, spoken }) =>
    conversation === null ? [] : [{ learner, conversation, language: language ?? spoken ?? fallback }],
  );
}
