import { z } from "zod";
import { type Call, conversation, fromJson, method, needed, Refusal } from "../method.ts";
import { messageAt, threadOf } from "../world.ts";

const WRITE = ["chat:write"];
const ASSIST = ["assistant:write"];
const Prompts = z
  .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
  .min(1)
  .max(4);

const setStatus = method(
  { scopes: WRITE, tier: 4 },
  {
    channel_id: needed,
    thread_ts: needed,
    status: z.string(),
    loading_messages: fromJson.pipe(z.array(z.string()).max(10)).optional(),
  },
  (given, call) => {
    thread(call, given.channel_id, given.thread_ts).status = given.status;
    return {};
  },
);

const setTitle = method(
  { scopes: ASSIST, tier: 4 },
  { channel_id: needed, thread_ts: needed, title: needed },
  (given, call) => {
    thread(call, given.channel_id, given.thread_ts).title = given.title;
    return {};
  },
);

const setPrompts = method(
  { scopes: ASSIST, tier: 4 },
  {
    channel_id: needed,
    thread_ts: z.string().optional(),
    title: z.string().optional(),
    prompts: fromJson.pipe(Prompts),
  },
  (given, call) => {
    const channel = conversation(call, given.channel_id);
    if (channel.kind !== "im") throw new Refusal("method_not_supported_for_channel_type");
    threadOf(call.world, channel.id, given.thread_ts ?? "top").prompts = given.prompts;
    return {};
  },
);

const setSession = method(
  { scopes: WRITE, tier: 3 },
  {
    channel_id: needed,
    thread_ts: z.string().optional(),
    status: z.string(),
    title: z.string().max(200).optional(),
    initiator_user_id: z.string().optional(),
  },
  (given, call) => {
    if (given.thread_ts === undefined) throw new Refusal("thread_ts_required");
    if (!["active", "processing", "suspended", "closed"].includes(given.status)) {
      throw new Refusal("invalid_status");
    }
    const session = thread(call, given.channel_id, given.thread_ts);
    if (session.session === null && given.title !== undefined) session.title = given.title;
    session.session = given.status;
    return {};
  },
);

const rename = method(
  { scopes: WRITE, tier: 3 },
  { channel_id: needed, thread_ts: needed, title: z.string().min(1).max(200) },
  (given, call) => {
    thread(call, given.channel_id, given.thread_ts).title = given.title;
    return {};
  },
);

export const agent = {
  "assistant.threads.setStatus": setStatus,
  "assistant.threads.setTitle": setTitle,
  "assistant.threads.setSuggestedPrompts": setPrompts,
  "agents.sessions.setStatus": setSession,
  "agents.sessions.rename": rename,
};

function thread(call: Call, id: string, ts: string) {
  const channel = conversation(call, id);
  const root = messageAt(call.world, channel.id, ts);
  if (!root) throw new Refusal("invalid_thread_ts");
  return threadOf(call.world, channel.id, root.thread ?? root.ts);
}
