import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Sender } from "../../src/channel/address.ts";
import type { Language } from "../../src/channel/language.ts";
import { Failure } from "../../src/errors.ts";
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
  team_id: z.string().nullish(),
  /** In a Grid organisation. */
  enterprise_user: z
    .object({ enterprise_id: z.string().nullish(), teams: z.array(z.string()).default([]) })
    .nullish(),
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

  function remember(key: string, person: Person | null, forMs: number): void {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, { person, until: now() + forMs });
  }

  async function ask(home: Home, user: string): Promise<void> {
    const token = await tokens.of(home);
    const called = token && (await call(token, "users.info", { user, include_locale: true }));
    const found =
      called && called.state === "ok" ? z.object({ user: User }).safeParse(called.data).data : undefined;
    // Who was known stays known while Slack cannot say.
    const before = remembered.get(keyOf(home, user))?.person ?? null;
    if (found) remember(keyOf(home, user), personOf(found.user, home), REMEMBERED_MS);
    else remember(keyOf(home, user), before, AGAIN_MS);
  }

  function look(home: Home, user: string): Promise<void> {
    const key = keyOf(home, user);
    const looking = asked.get(key) ?? ask(home, user).finally(() => asked.delete(key));
    asked.set(key, looking);
    return looking;
  }

  return {
    /**
     * Null: not one of this company's people, but a bot or somebody met in a shared channel. Whoever is not known yet counts as a
     * colleague, but not where what they did is `foreign` (events.ts).
     */
    async senderOf(home: Home, user: string, foreign = false): Promise<Sender | null> {
      const key = keyOf(home, user);
      const known = remembered.get(key);
      const looking = [
        ...(known && known.until > now() ? [] : [look(home, user)]),
        ...(units.isKnown(home) ? [] : [units.read(home)]),
      ];
      if (looking.length > 0)
        await Promise.race([Promise.all(looking), pause(FIRST_LOOK_MS, undefined, { ref: false })]);
      const person = remembered.get(key)?.person ?? null;
      if (!person && foreign)
        throw new Failure("unavailable", "Slack does not say whose this person is; it shall send it again.");
      const { colleague, ...told } = person ?? { colleague: true };
      if (!colleague) return null;
      return { native: user, ...told, ...units.of(home, user) };
    },

    /** Slack says that somebody has changed. */
    changed(home: Home, user: unknown): void {
      const changed = User.safeParse(user).data;
      if (!changed) return;
      const key = keyOf(home, changed.id);
      const person = personOf(changed, home);
      // A change comes without the language.
      const language = person.language ?? remembered.get(key)?.person?.language;
      remember(key, { ...person, ...(language ? { language } : {}) }, REMEMBERED_MS);
    },
  };
}

export type People = ReturnType<typeof people>;

function personOf({ profile, tz, locale, real_name, ...user }: User, home: Home): Person {
  const name = profile?.real_name ?? real_name;
  const language = locale && languageOf(locale);
  // It joins identities, so it counts only when Slack has seen that it is theirs.
  const mail = user.is_email_confirmed === true ? profile?.email : null;
  return {
    colleague: user.is_bot !== true && isOf(home, user),
    ...(name ? { name: name.slice(0, 300) } : {}),
    ...(tz ? { zone: tz.slice(0, 60) } : {}),
    ...(language ? { language } : {}),
    ...(mail ? { mail: mail.slice(0, 320) } : {}),
  };
}

/** Slack calls only those strangers who are in no channel with Lotse, so what counts is where somebody belongs. */
function isOf({ install }: Home, user: Pick<User, "team_id" | "enterprise_user" | "is_stranger">): boolean {
  const { team_id, enterprise_user, is_stranger } = user;
  if (is_stranger === true) return false;
  return [team_id, enterprise_user?.enterprise_id, ...(enterprise_user?.teams ?? [])].includes(install);
}

/** Slack knows one's language as `de-DE` or `en-US`; whoever speaks neither of ours is answered in what they write. */
function languageOf(locale: string): Language | null {
  const [language] = locale.toLowerCase().split("-");
  return language === "de" || language === "en" ? language : null;
}
