import { z } from "zod";
import { Address } from "../../src/channel/address.ts";
import type { Sent } from "../../src/channel/reply.ts";
import type { Store } from "../../src/store/store.ts";
import type { Install } from "./installs.ts";
import { nativeOf, ownConversation } from "./places.ts";
import { type Posting, type Reached, sentOf } from "./posting.ts";

const Chat = z.object({ id: z.string().min(1) });

/** Teams says it of whoever does not have the app. It may also leave it unsaid. */
const WITHOUT_APP = new Set(["", "Forbidden", "ForbiddenOperationException", "BotNotInConversationRoster"]);

type Opened = { state: "open"; chat: string } | { state: "closed"; why: Sent };
export type Opening = ReturnType<typeof opening>;
type Parts = { posting: Posting; install: Install | null; readOf: Store["readOf"] };

/**
 * Opens the chat with somebody, or finds it. It is opened only to answer what they did themselves, so whoever has never had the app gets it,
 * once, where Lotse may do that. Whoever has taken it out does not.
 */
export function opening({ posting, install, readOf }: Parts) {
  function ask(to: Address, tenant: string): Promise<Reached> {
    const { user: person, bot } = nativeOf(to);
    return posting.reach(to, { kind: "open", tenant, person, bot });
  }

  async function mayInstall(to: Address, opened: Reached): Promise<boolean> {
    const isWithoutApp = opened.state === "no" && opened.status === 403 && WITHOUT_APP.has(opened.reason);
    return isWithoutApp && (await chatOnRecord(readOf, to)) === null;
  }

  return async (to: Address): Promise<Opened> => {
    const tenant = (await posting.homeOf(to))?.tenant ?? "";
    let opened = await ask(to, tenant);
    if (install && (await mayInstall(to, opened)) && (await install(tenant, nativeOf(to).person)))
      opened = await ask(to, tenant);
    if (opened.state !== "ok") return { state: "closed", why: sentOf("", opened) };
    return { state: "open", chat: Chat.parse(opened.data).id };
  };
}

/** The person's own chat, as it was when they last wrote there; null: they never have. */
export async function chatOnRecord(readOf: Store["readOf"], to: Address): Promise<string | null> {
  const { connection } = to;
  const conversation = ownConversation({ connection, person: nativeOf(to).person });
  const known = await knownAddress(readOf, { org: to.org, conversation });
  return known && nativeOf(known).chat;
}

/** Where a conversation was last; null before there was any. */
export async function knownAddress(
  readOf: Store["readOf"],
  { org, conversation }: Pick<Address, "org" | "conversation">,
): Promise<Address | null> {
  const row = await readOf(org)
    .selectFrom("conversation")
    .select("address_json")
    .where("org", "=", org)
    .where("conversation", "=", conversation)
    .executeTakeFirst();
  return row ? Address.parse(JSON.parse(row.address_json)) : null;
}
