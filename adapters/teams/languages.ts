import type { Address } from "../../src/channel/address.ts";
import type { Language } from "../../src/channel/language.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { findOrg } from "../../src/org/org.ts";
import type { Store } from "../../src/store/store.ts";
import type { By } from "./take.ts";

/** What to speak around the words of the core: on buttons of ours, in the frames of forms. */
export function languages(readOf: Store["readOf"]) {
  const ofOrg = async (org: string): Promise<Language> => (await findOrg(readOf(org), org))?.language ?? "en";

  return {
    ofOrg,

    /** The one spoken last in it. */
    async ofConversation({ org, conversation }: Address): Promise<Language> {
      const row = await readOf(org)
        .selectFrom("conversation")
        .select("language")
        .where("org", "=", org)
        .where("conversation", "=", conversation)
        .executeTakeFirst();
      return row?.language ?? (await ofOrg(org));
    },

    /** The one they chose here, else in Teams. */
    async ofPerson({ home: { org, connection }, sender }: By): Promise<Language> {
      const learner = await findLearner(readOf(org), org, connection, sender.native);
      return learner?.language ?? sender.language ?? (await ofOrg(org));
    },
  };
}
