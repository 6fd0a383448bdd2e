import type { Inward } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Asker } from "../../src/channel/query.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { WEB_CONNECTION } from "../../src/org/company.ts";
import type { WebParts } from "./adapter.ts";
import type { Hub } from "./hub.ts";
import type { Visitor } from "./visitor.ts";

/** What the paths of the page work with. */
export type RouteParts = WebParts & {
  inward: Inward;
  pages: Hub;
  /** What ends each open event stream. */
  open: Set<() => void>;
};
/** Each person has one conversation, whatever the number of tabs. */
export function addressOf({ org, person }: Visitor): Address {
  return {
    org,
    channel: "web",
    connection: WEB_CONNECTION,
    conversation: `web:${person}`,
    direct: true,
    native: person,
  };
}

export function asker(by: Visitor): Asker {
  const { org, connection, conversation } = addressOf(by);
  return { org, connection, conversation, sender: { native: by.person } };
}

/** What the page speaks. */
export async function languageOf({ visitors, readOf }: RouteParts, by: Visitor): Promise<Language> {
  const learner = await findLearner(readOf(by.org), by.org, WEB_CONNECTION, by.person);
  return learner?.language ?? visitors.company.language;
}
