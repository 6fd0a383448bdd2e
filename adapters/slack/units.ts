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

const Group = z.object({ users: z.array(z.string()) });

/** The unit of everybody who is in one of the groups, and the units whose groups there are in this workspace. */
type Members = { units: ReadonlyMap<string, string>; read: ReadonlySet<string> };
const NOT_READ: Members = { units: new Map(), read: new Set() };

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
  const known = new Map<string, { members: Members; until: number }>();

  async function members(home: Home): Promise<Members | null> {
    const token = await tokens.of(home);
    if (token === null) return null;
    const units = new Map<string, string>();
    const read = new Set<string>();
    for (const [usergroup, unit] of groups) {
      const called = await call(token, "usergroups.users.list", { usergroup });
      // A group of another workspace is not known in this one.
      if (called.state === "no" && called.error === "no_such_subteam") continue;
      const group = called.state === "ok" ? Group.safeParse(called.data).data : undefined;
      if (!group) {
        const reason = called.state === "no" ? called.error : called.state;
        log.warn("who belongs to a user group could not be read", { source: usergroup, reason });
        return null;
      }
      read.add(unit);
      for (const user of group.users) units.set(user, unit);
    }
    return { units, read };
  }

  return {
    isKnown: ({ install }: Home) => groups.size === 0 || (known.get(install)?.until ?? 0) > now(),
    async read(home: Home): Promise<void> {
      const before = known.get(home.install)?.members ?? NOT_READ;
      // Others who ask meanwhile need not ask Slack as well.
      known.set(home.install, { members: before, until: now() + AGAIN_MS });
      const found = await members(home);
      known.set(home.install, { members: found ?? before, until: now() + (found ? AGAIN_MS : SOON_MS) });
    },
    /** The unit that is theirs, and those that are known not to be. */
    of({ install }: Home, user: string): { unit?: string; notOf?: string[] } {
      const { units, read } = known.get(install)?.members ?? NOT_READ;
      const unit = units.get(user);
      const others = [...read].filter((other) => other !== unit);
      return { ...(unit === undefined ? {} : { unit }), ...(others.length > 0 ? { notOf: others } : {}) };
    },
  };
}

export type Units = ReturnType<typeof unitsOf>;
