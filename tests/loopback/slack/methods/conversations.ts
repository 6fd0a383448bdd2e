import { z } from "zod";
import {
  type Call,
  conversation,
  flag,
  method,
  needed,
  needScope,
  number,
  Refusal,
  scopeFor,
} from "../method.ts";
import { type Channel, directChannel, type Json, type Message } from "../world.ts";
import { wire } from "./chat.ts";

const page = {
  cursor: z.string().optional(),
  limit: number,
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag,
  include_all_metadata: flag,
};
type Page = { [Key in keyof typeof page]?: z.infer<(typeof page)[Key]> };

const open = method(
  { scopes: ["im:write"], tier: 3 },
  { users: z.string().optional(), channel: z.string().optional() },
  (given, call) => {
    if (given.channel !== undefined) return { channel: { id: conversation(call, given.channel).id } };
    const [user, ...more] = (given.users ?? "").split(",").filter(Boolean);
    if (user === undefined) throw new Refusal("users_list_not_supplied");
    if (more.length > 0)
      throw new Refusal("missing_scope", { needed: "mpim:write", provided: call.token.scopes.join(",") });
    const person = call.world.people.get(user);
    if (!person || !call.token.teams.includes(person.team)) throw new Refusal("user_not_found");
    if (person.left) throw new Refusal("user_disabled");
    if (person.bot) throw new Refusal("cannot_dm_bot");
    return { channel: { id: directChannel(call.world, call.team, user).id } };
  },
);

const info = method({ scopes: [], tier: 3 }, { channel: needed }, (given, call) => {
  const channel = conversation(call, given.channel);
  needScope(call, scopeFor(channel, "read"));
  return { channel: described(channel, call) };
});

const history = method({ scopes: [], tier: 3 }, { channel: needed, ...page }, (given, call) => {
  const channel = readable(call, given.channel);
  const messages = kept(call, channel).filter(({ thread }) => thread === null);
  return paged(call, messages.reverse(), given);
});

const replies = method({ scopes: [], tier: 3 }, { channel: needed, ts: needed, ...page }, (given, call) => {
  const channel = readable(call, given.channel);
  const all = kept(call, channel);
  const root = all.find(({ ts }) => ts === given.ts);
  if (!root) throw new Refusal("thread_not_found");
  const thread = root.thread ?? root.ts;
  return paged(
    call,
    all.filter((one) => one.ts === thread || one.thread === thread),
    given,
  );
});

export const conversations = {
  "conversations.open": open,
  "conversations.info": info,
  "conversations.history": history,
  "conversations.replies": replies,
};

function readable(call: Call, id: string): Channel {
  const channel = conversation(call, id);
  needScope(call, scopeFor(channel, "history"));
  if (!channel.members.has(call.world.teams.get(channel.team)?.bot.user ?? "")) {
    throw new Refusal("not_in_channel");
  }
  return channel;
}

/** What only one person saw is in no history. */
function kept({ world }: Call, channel: Channel): Message[] {
  return world.messages.filter((one) => one.channel === channel.id && one.onlyFor === null);
}

function paged(call: Call, messages: Message[], given: Page): Json {
  const { oldest = "0", latest = "9999999999.999999", inclusive = false, limit = 100 } = given;
  const within = messages.filter(
    ({ ts }) => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest)),
  );
  const from = Number(given.cursor ?? 0);
  if (!Number.isInteger(from)) throw new Refusal("invalid_cursor");
  const next = from + Math.min(limit, 1000);
  return {
    messages: within.slice(from, next).map((one) => wire(call, one, given.include_all_metadata ?? false)),
    has_more: next < within.length,
    response_metadata: { next_cursor: next < within.length ? String(next) : "" },
  };
}

function described(channel: Channel, { world }: Call): Json {
  const isDirect = channel.kind === "im";
  const bot = world.teams.get(channel.team)?.bot.user ?? "";
  return {
    id: channel.id,
    is_im: isDirect,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_private: channel.kind !== "public",
    is_archived: channel.archived,
    is_member: channel.members.has(bot),
    is_ext_shared: channel.external,
    context_team_id: channel.team,
    ...(isDirect
      ? { user: [...channel.members].find((member) => member !== bot) }
      : { name: channel.name, num_members: channel.members.size }),
  };
}
