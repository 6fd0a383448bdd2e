import { z } from "zod";
import type { Log } from "../../src/log.ts";
import type { Call } from "./client.ts";
import type { Home } from "./places.ts";
import type { Tokens } from "./tokens.ts";

/** User groups of Slack, and the unit whose people each holds. */
export type GroupUnits = ReadonlyMap<string, string>;

/** How often it is read again who belongs to them, milliseconds. */
const AGAIN_MS = 60 * 60_000;
/** And how soon, where that failed. */
const SOON_MS = 60_000;

const Members = z.object({ users: z.array(z.string()) });

/** Which unit somebody belongs to, where the settings say which user group stands for which unit. */
export function unitsOf({
  groups,
  call,
  tokens,
  now,
  log,
}: {
  groups: GroupUnits;
  call: Call;
  tokens: Tokens;
  now(): number;
  log: Log;
}) {
  const known = new Map<string, { units: ReadonlyMap<string, string>; until: number }>();

  async function members(home: Home): Promise<ReadonlyMap<string, string> | null> {
    const token = await tokens.of(home);
    if (token === null) return null;
    const units = new Map<string, string>();
    for (const [usergroup, unit] of groups) {
      const called = await call(token, "usergroups.users.list", { usergroup });
      // A group of another workspace is not known in this one.
      if (called.state === "no" && called.error === "no_such_subteam") continue;
      const read = called.state === "ok" ? Members.safeParse(called.data).data : undefined;
      if (!read) {
        const reason = called.state === "no" ? called.error : called.state;
        log.warn("who belongs to a user group could not be read", { source: usergroup, reason });
        return null;
      }
      for (const user of read.users) units.set(user, unit);
    }
    return units;
  }

  return {
    isKnown: ({ install }: Home) => groups.size === 0 || (known.get(install)?.until ?? 0) > now(),
    async read(home: Home): Promise<void> {
      const before = known.get(home.install)?.units ?? new Map<string, string>();
      // Others who ask meanwhile need not ask Slack as well.
      known.set(home.install, { units: before, until: now() + AGAIN_MS });
      const units = await members(home);
      known.set(home.install, { units: units ?? before, until: now() + (units ? AGAIN_MS : SOON_MS) });
    },
    of: ({ install }: Home, user: string) => known.get(install)?.units.get(user) ?? null,
  };
}

export type Units = ReturnType<typeof unitsOf>;
