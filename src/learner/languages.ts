import type { Address, Sender } from "../channel/address.ts";
import type { Language } from "../channel/language.ts";
import { findOrg } from "../org/org.ts";
import type { Store } from "../store/store.ts";
import { findLearner } from "./learner.ts";

/** Somebody of a workspace or tenant. */
type By = { home: { org: string; connection: string }; sender: Sender };

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

    /** The one they chose here, else in the program they write in. */
    async ofPerson({ home: { org, connection }, sender }: By): Promise<Language> {
      const learner = await findLearner(readOf(org), org, connection, sender.native);
      return learner?.language ?? sender.language ?? (await ofOrg(org));
    },
  };
}
