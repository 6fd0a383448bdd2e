import { z } from "zod";
import { type Call, flag, method, needed, number, Refusal } from "../method.ts";
import { inOrganisation, type Json, type Person, type Team } from "../world.ts";

const usersInfo = method(
  { scopes: ["users:read"], tier: 4 },
  { user: needed, include_locale: flag },
  (given, call) => {
    const person = call.world.people.get(given.user);
    if (!person) throw new Refusal("user_not_found");
    return { user: described(person, call, given.include_locale ?? false) };
  },
);

const usersList = method(
  { scopes: ["users:read"], tier: 2 },
  { cursor: z.string().optional(), limit: number, include_locale: flag, team_id: z.string().optional() },
  (given, call) => {
    const team = teamOf(call, given.team_id);
    const all = [...call.world.people.values()].filter((person) => person.team === team.id);
    const from = Number(given.cursor ?? 0);
    const next = from + (given.limit ?? all.length);
    return {
      members: all.slice(from, next).map((person) => described(person, call, given.include_locale ?? false)),
      response_metadata: { next_cursor: next < all.length ? String(next) : "" },
    };
  },
);

const groupsList = method(
  { scopes: ["usergroups:read"], tier: 2 },
  { include_users: flag, team_id: z.string().optional() },
  (given, call) => {
    const team = teamOf(call, given.team_id);
    const groups = [...call.world.groups.values()].filter((group) => group.team === team.id);
    return {
      usergroups: groups.map(({ id, handle, name, people }) => ({
        id,
        team_id: team.id,
        is_usergroup: true,
        handle,
        name,
        date_delete: 0,
        user_count: people.length,
        ...(given.include_users && { users: people }),
      })),
    };
  },
);

const groupMembers = method(
  { scopes: ["usergroups:read"], tier: 2 },
  { usergroup: needed, team_id: z.string().optional() },
  (given, call) => {
    const team = teamOf(call, given.team_id);
    const group = call.world.groups.get(given.usergroup);
    if (group?.team !== team.id) throw new Refusal("no_such_subteam");
    return { users: group.people };
  },
);

export const people = {
  "users.info": usersInfo,
  "users.list": usersList,
  "usergroups.list": groupsList,
  "usergroups.users.list": groupMembers,
};

/** A token of a whole Grid organisation has to say which workspace is meant. */
function teamOf({ world, token, team }: Call, id: string | undefined): Team {
  if (id === undefined && token.enterprise !== null) throw new Refusal("missing_argument");
  const meant = world.teams.get(id ?? team.id);
  if (!meant || !token.teams.includes(meant.id)) throw new Refusal("team_not_found");
  return meant;
}

function described(person: Person, { token, world }: Call, withLocale: boolean): Json {
  const isMet = [...world.channels.values()].some((one) => one.external && one.members.has(person.id));
  const name = person.name.toLowerCase().replace(/\W+/g, ".");
  return {
    id: person.id,
    team_id: person.team,
    name,
    deleted: person.left,
    real_name: person.name,
    is_bot: person.bot,
    is_app_user: false,
    // Not of those who are in a channel with the app.
    is_stranger: person.stranger && !isMet,
    ...inOrganisation(world, person),
    is_email_confirmed: person.mail !== null,
    ...(!person.left && { tz: person.zone, tz_label: person.zone, tz_offset: 0 }),
    ...(withLocale && { locale: person.locale }),
    profile: {
      real_name: person.name,
      display_name: "",
      team: person.team,
      ...(person.mail !== null && token.scopes.includes("users:read.email") && { email: person.mail }),
    },
  };
}
