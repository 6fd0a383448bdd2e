import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Sender } from "../../src/channel/address.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Call } from "./client.ts";
import type { Home } from "./places.ts";
import type { Tokens } from "./tokens.ts";
import type { Units } from "./units.ts";

/** How long a first event waits for what Slack knows of its sender, milliseconds: it has to be acknowledged within three seconds. */
const FIRST_LOOK_MS = 700;
const REMEMBERED_MS = 24 * 60 * 60_000;
/** After Slack could not say. */
const AGAIN_MS = 60_000;
const MOST_REMEMBERED = 20_000;

const User = z.object({
  id: z.string(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  real_name: z.string().optional(),
  tz: z.string().nullish(),
  locale: z.string().optional(),
  profile: z.object({ real_name: z.string().optional(), email: z.string().nullish() }).optional(),
});
type User = z.infer<typeof User>;

type Person = Omit<Sender, "native"> & { colleague: boolean };

type Parts = { call: Call; tokens: Tokens; units: Units; now(): number };

/** Who people are, as Slack tells: name, zone, language, mail address. Kept in memory only, and for a day. */
export function people({ call, tokens, units, now }: Parts) {
  const remembered = new Map<string, { person: Person | null; until: number }>();
  const asked = new Map<string, Promise<void>>();
  const keyOf = ({ install }: Home, user: string) => `${install} ${user}`;

  function remember(key: string, person: Person | null): void {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, { person, until: now() + (person ? REMEMBERED_MS : AGAIN_MS) });
  }

  async function ask(home: Home, user: string): Promise<void> {
    const token = await tokens.of(home);
    const called = token && (await call(token, "users.info", { user, include_locale: true }));
    const found =
      called && called.state === "ok" ? z.object({ user: User }).safeParse(called.data).data : undefined;
    remember(keyOf(home, user), found ? personOf(found.user) : null);
  }

  function look(home: Home, user: string): Promise<void> {
    const key = keyOf(home, user);
    const looking = asked.get(key) ?? ask(home, user).finally(() => asked.delete(key));
    asked.set(key, looking);
    return looking;
  }

  return {
    /** Null: not one of this company's people, but a bot or somebody met in a shared channel. */
    async senderOf(home: Home, user: string): Promise<Sender | null> {
      const key = keyOf(home, user);
      const known = remembered.get(key);
      const looking = [
        ...(known && known.until > now() ? [] : [look(home, user)]),
        ...(units.isKnown(home) ? [] : [units.read(home)]),
      ];
      if (looking.length > 0)
        await Promise.race([Promise.all(looking), pause(FIRST_LOOK_MS, undefined, { ref: false })]);
      const { colleague, ...told } = remembered.get(key)?.person ?? { colleague: true };
      if (!colleague) return null;
      const unit = units.of(home, user);
      return { native: user, ...told, ...(unit === null ? {} : { unit }) };
    },

    /** Slack says that somebody has changed. */
    changed(home: Home, user: unknown): void {
      const changed = User.safeParse(user).data;
      if (!changed) return;
      const key = keyOf(home, changed.id);
      const person = personOf(changed);
      // A change comes without the language.
      const language = person.language ?? remembered.get(key)?.person?.language;
      remember(key, { ...person, ...(language ? { language } : {}) });
    },
  };
}

export type People = ReturnType<typeof people>;

function personOf({ profile, tz, locale, real_name, ...user }: User): Person {
  const name = profile?.real_name ?? real_name;
  const language = locale && languageOf(locale);
  // It joins identities, so it counts only when Slack has seen that it is theirs.
  const mail = user.is_email_confirmed === true ? profile?.email : null;
  return {
    colleague: user.is_bot !== true && user.is_stranger !== true,
    ...(name ? { name: name.slice(0, 300) } : {}),
    ...(tz ? { zone: tz.slice(0, 60) } : {}),
    ...(language ? { language } : {}),
    ...(mail ? { mail: mail.slice(0, 320) } : {}),
  };
}

/** Slack knows one's language as `de-DE` or `en-US`; whoever speaks neither of ours is answered in what they write. */
function languageOf(locale: string): Language | null {
  const [language] = locale.toLowerCase().split("-");
  return language === "de" || language === "en" ? language : null;
}
