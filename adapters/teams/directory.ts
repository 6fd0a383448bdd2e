import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Sender } from "../../src/channel/address.ts";
import type { Log } from "../../src/log.ts";
import { unitNamed } from "../../src/org/unit.ts";
import type { Store } from "../../src/store/store.ts";
import type { Graph, Told } from "./graph.ts";
import type { Home } from "./places.ts";

/** Groups of the directory, by their ids in small letters, and the unit whose people each holds. */
type GroupUnits = ReadonlyMap<string, string>;

/** What the directory adds to what an activity tells. Null: not one of the company's people. */
type Entry = Pick<Sender, "mail" | "unit" | "notOf"> | null;
/** Only those are looked up who do something that is stored. */
export type Directory = (home: Home, person: string) => Promise<Entry>;

/** How long something that somebody does waits for the directory, milliseconds. */
const FIRST_LOOK_MS = 700;
const REMEMBERED_MS = 60 * 60_000;
/** After the directory could not say, or did not know somebody. */
const AGAIN_MS = 60_000;
const MOST_REMEMBERED = 20_000;
const SAY_AGAIN_MS = 10 * 60_000;
/** As many groups as Graph looks at in one request. */
const GROUPS_AT_ONCE = 20;

const FIELDS = "department,mail,userPrincipalName,userType";
const User = z.object({
  department: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userType: z.string().nullish(),
});
type User = z.infer<typeof User>;
type ByGroup = Pick<Sender, "unit" | "notOf">;
const Groups = z.object({ value: z.array(z.string()) });

type Parts = {
  graph: Graph;
  groups: GroupUnits;
  /** The only tenant whose directory the app may ask. */
  own: string;
  readOf: Store["readOf"];
  now(): number;
  log: Log;
};

/** Who people are, as their company's directory tells. Kept in memory only, and asked for anew each hour. */
export function directory({ graph, groups, own, readOf, now, log }: Parts): Directory {
  const remembered = new Map<string, { entry: Entry; until: number }>();
  const asked = new Map<string, Promise<void>>();
  let saidAt = Number.NEGATIVE_INFINITY;

  function remember(person: string, entry: Entry, forMs: number): void {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(person, { entry, until: now() + forMs });
  }

  function sayWhy(told: Told): void {
    if (told.state === "ok" || now() < saidAt + SAY_AGAIN_MS) return;
    saidAt = now();
    const reason = told.state === "no" ? `${told.status} ${told.code}` : "not reachable, or it wants a rest";
    log.warn("the directory says nothing about people: npm run doctor -- teams looks at the permissions", {
      reason,
    });
  }

  /** Those of the groups that somebody is in, also by way of another group; null: the directory did not say. */
  async function groupsOf(person: string): Promise<Set<string> | null> {
    const ids = [...groups.keys()];
    const theirs = new Set<string>();
    for (let at = 0; at < ids.length; at += GROUPS_AT_ONCE) {
      const groupIds = ids.slice(at, at + GROUPS_AT_ONCE);
      const told = await graph("POST", `users/${person}/checkMemberGroups`, { groupIds });
      const found = told.state === "ok" ? Groups.safeParse(told.data).data : undefined;
      if (!found) {
        sayWhy(told);
        return null;
      }
      for (const group of found.value) theirs.add(group.toLowerCase());
    }
    return theirs;
  }

  async function entryOf(home: Home, user: User, byGroup: ByGroup): Promise<Entry> {
    const { department } = user;
    const byDepartment = await unitNamed(readOf(home.org), home.org, department ? [department] : []);
    // Whose people a group holds is for the group alone to say.
    const unit = byGroup.unit ?? (byGroup.notOf?.includes(byDepartment ?? "") ? null : byDepartment);
    const mail = companyMail(user);
    return { ...byGroup, ...(mail === null ? {} : { mail }), ...(unit ? { unit } : {}) };
  }

  async function ask(home: Home, person: string): Promise<void> {
    const told = await graph("GET", `users/${person}?$select=${FIELDS}`);
    const user = told.state === "ok" ? User.safeParse(told.data).data : undefined;
    if (user?.userType === "Guest" || (told.state === "no" && told.status === 404)) {
      remember(person, null, AGAIN_MS);
    } else if (user) {
      const theirs = await groupsOf(person);
      const { unit, notOf } = remembered.get(person)?.entry ?? {};
      const before = { ...(unit ? { unit } : {}), ...(notOf ? { notOf } : {}) };
      const entry = await entryOf(home, user, theirs ? unitsIn(groups, theirs) : before);
      remember(person, entry, theirs ? REMEMBERED_MS : AGAIN_MS);
    } else {
      sayWhy(told);
      // Who was known stays known while the directory cannot say.
      remember(person, remembered.get(person)?.entry ?? {}, AGAIN_MS);
    }
  }

  function look(home: Home, person: string): Promise<void> {
    const looking = asked.get(person) ?? ask(home, person).finally(() => asked.delete(person));
    asked.set(person, looking);
    return looking;
  }

  return async (home, person) => {
    if (home.tenant !== own) return {};
    const known = remembered.get(person);
    if (!known || known.until <= now())
      await Promise.race([look(home, person), pause(FIRST_LOOK_MS, undefined, { ref: false })]);
    const found = remembered.get(person);
    return found ? found.entry : {};
  };
}

function unitsIn(groups: GroupUnits, theirs: ReadonlySet<string>): ByGroup {
  const unit = [...groups].findLast(([group]) => theirs.has(group))?.[1];
  const others = [...new Set(groups.values())].filter((other) => other !== unit);
  return { ...(unit === undefined ? {} : { unit }), ...(others.length > 0 ? { notOf: others } : {}) };
}

/**
 * A mail address joins identities. That of a sign-in name is at a domain that the company has proved to be its own; another one may be
 * anybody's.
 */
function companyMail({ mail, userPrincipalName }: User): string | null {
  const domainOf = (address: string | null | undefined) => address?.split("@").at(1)?.toLowerCase();
  const domain = domainOf(mail);
  if (!mail || !domain || domain !== domainOf(userPrincipalName)) return null;
  return mail.slice(0, 320);
}
