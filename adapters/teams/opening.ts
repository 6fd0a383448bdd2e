import { z } from "zod";
import type { Address } from "../../src/channel/address.ts";
import type { Install } from "./installs.ts";
import { nativeOf } from "./places.ts";
import { type Posting, type Reached, sentOf } from "./posting.ts";

const Chat = z.object({ id: z.string().min(1) });

/** Teams says it of whoever does not have the app. It may also leave it unsaid. */
const WITHOUT_APP = new Set(["", "Forbidden", "ForbiddenOperationException", "BotNotInConversationRoster"]);

export type Opening = ReturnType<typeof opening>;

/**
 * Opens the chat with somebody, or finds it. It is opened only to answer what they did themselves, so whoever does not have the app gets it,
 * once, where Lotse may do that.
 */
export function opening(posting: Posting, install: Install | null) {
  function ask(to: Address, tenant: string): Promise<Reached> {
    const { user: person, bot } = nativeOf(to);
    return posting.reach(to, { kind: "open", tenant, person, bot });
  }

  return async (to: Address): Promise<{ chat: string } | { chat: null; why: ReturnType<typeof sentOf> }> => {
    const tenant = (await posting.homeOf(to))?.tenant ?? "";
    let opened = await ask(to, tenant);
    const isWithoutApp = opened.state === "no" && opened.status === 403 && WITHOUT_APP.has(opened.reason);
    if (install && isWithoutApp && (await install(tenant, nativeOf(to).person)))
      opened = await ask(to, tenant);
    if (opened.state !== "ok") return { chat: null, why: sentOf("", opened) };
    return { chat: Chat.parse(opened.data).id };
  };
}
