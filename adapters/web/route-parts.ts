import type { Inward, Visitor } from "../../src/channel/adapter.ts";
import type { Address, Sender } from "../../src/channel/address.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Asker } from "../../src/channel/query.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { WEB_CONNECTION } from "../../src/org/company.ts";
import { findOrg } from "../../src/org/org.ts";
import type { WebParts } from "./adapter.ts";
import type { Hub } from "./hub.ts";

/** What the paths of the page work with. */
export type RouteParts = WebParts & {
  inward: Inward;
  pages: Hub;
  /** What ends each open event stream. */
  open: Set<() => void>;
};
/** Each person has one conversation, whatever the number of tabs. */
export function addressOf({ org, connection, person }: Visitor): Address {
  // The same id in two connections is two people.
  const conversation = connection === WEB_CONNECTION ? `web:${person}` : `page:${connection}:${person}`;
  return { org, channel: "web", connection, conversation, direct: true, native: person };
}

/** Where what somebody does is answered: on the page, or in their chat in Teams if the page stands there. Null: nowhere. */
export async function answeredAt({ chats }: Pick<WebParts, "chats">, by: Visitor): Promise<Address | null> {
  return chats && isInTeams(by) ? chats.open(by) : addressOf(by);
}

export function asker({ chats }: Pick<WebParts, "chats">, by: Visitor): Asker {
  const { org, connection } = by;
  const conversation = chats && isInTeams(by) ? chats.conversation(by) : addressOf(by).conversation;
  return { org, connection, conversation, sender: senderOf(by) };
}

export function senderOf({ person, language }: Visitor): Sender {
  return { native: person, ...(language && { language }) };
}

function isInTeams({ connection }: Visitor): boolean {
  return connection !== WEB_CONNECTION;
}

/** What the page speaks. */
export async function languageOf(
  { readOf }: Pick<WebParts, "readOf">,
  { org, connection, person, language }: Visitor,
): Promise<Language> {
  const read = readOf(org);
  const learner = await findLearner(read, org, connection, person);
  return learner?.language ?? language ?? (await findOrg(read, org))?.language ?? "en";
}
