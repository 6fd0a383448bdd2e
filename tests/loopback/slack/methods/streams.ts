import { z } from "zod";
import { upTo } from "../composition.ts";
import { blocksOf, LONGEST_MARKDOWN, metadataOf } from "../contents.ts";
import { type Call, fromJson, method, needed, Refusal } from "../method.ts";
import { type Message, threadOf } from "../world.ts";
import { own, post, writable } from "./chat.ts";

const WRITE = ["chat:write"];
/** Slack ends a stream that has been open for this long, milliseconds. */
const LONGEST_STREAM = 300_000;
const piece = { markdown_text: z.string().optional(), chunks: fromJson.optional() };
const Chunks = z.array(
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("markdown_text"), text: upTo(LONGEST_MARKDOWN) }),
    z.strictObject({
      type: z.literal("task_update"),
      id: z.string().min(1),
      title: z.string().min(1),
      status: z.enum(["pending", "in_progress", "complete", "error"]),
      details: z.string().optional(),
      output: z.string().optional(),
      sources: z.array(z.strictObject({ type: z.literal("url"), url: z.url(), text: z.string() })).optional(),
    }),
    z.strictObject({ type: z.literal("plan_update"), title: z.string().min(1) }),
    z.strictObject({ type: z.literal("blocks"), blocks: z.array(z.unknown()).max(50) }),
  ]),
);
type Piece = { markdown_text?: string | undefined; chunks?: unknown };

const startStream = method(
  { scopes: WRITE, tier: 2 },
  {
    channel: needed,
    thread_ts: needed,
    ...piece,
    recipient_team_id: z.string().optional(),
    recipient_user_id: z.string().optional(),
    task_display_mode: z.enum(["timeline", "plan", "dense"]).optional(),
  },
  (given, call) => {
    const channel = writable(call, given.channel);
    if (call.world.teams.get(channel.team)?.streams === false) throw new Refusal("unknown_method");
    if (channel.kind !== "im") {
      if (!given.recipient_team_id) throw new Refusal("missing_recipient_team_id");
      if (!given.recipient_user_id) throw new Refusal("missing_recipient_user_id");
      if (!call.world.people.has(given.recipient_user_id)) throw new Refusal("user_not_found");
    }
    const text = textOf(given);
    const message = post(call, channel, { thread: given.thread_ts });
    message.stream = { state: "live", mode: null, openedAt: call.world.clock.now() };
    add(message, given, text);
    return { channel: channel.id, ts: message.ts };
  },
);

const appendStream = method(
  { scopes: WRITE, tier: 4 },
  { channel: needed, ts: needed, ...piece },
  (given, call) => {
    const message = live(call, given.channel, given.ts);
    if (!given.markdown_text && given.chunks === undefined) {
      throw new Refusal("markdown_text_or_chunks_required");
    }
    add(message, given, textOf(given));
    return { channel: message.channel, ts: message.ts };
  },
);

const stopStream = method(
  { scopes: WRITE, tier: 2 },
  {
    channel: needed,
    ts: needed,
    ...piece,
    blocks: fromJson.optional(),
    metadata: fromJson.optional(),
    session_status: z.enum(["active", "processing", "suspended", "closed"]).optional(),
  },
  (given, call) => {
    const message = live(call, given.channel, given.ts, "stopped");
    const [text, blocks, metadata] = [textOf(given), blocksOf(given.blocks), metadataOf(given.metadata)];
    add(message, given, text);
    if (blocks !== undefined) message.blocks = blocks;
    if (metadata !== undefined) message.metadata = metadata;
    message.stream = message.stream && { ...message.stream, state: "ended" };
    threadOf(call.world, message.channel, message.thread ?? "").session = given.session_status ?? "active";
    return { channel: message.channel, ts: message.ts };
  },
);

export const streams = {
  "chat.startStream": startStream,
  "chat.appendStream": appendStream,
  "chat.stopStream": stopStream,
};

/** A stream that was not ended by the app, by Slack or (unless `stopped` is fine) by the person. */
function live(call: Call, channel: string, ts: string, otherwise?: "stopped"): Message {
  const message = own(call, channel, ts, "message_not_owned_by_app");
  const { stream } = message;
  const isOver = stream !== null && call.world.clock.now() - stream.openedAt > LONGEST_STREAM;
  if (stream && isOver && stream.state === "live") stream.state = "ended";
  if (stream?.state === "stopped" && otherwise !== "stopped") throw new Refusal("stopped_by_user");
  if (stream === null || stream.state === "ended") throw new Refusal("message_not_in_streaming_state");
  return message;
}

function textOf({ markdown_text, chunks }: Piece): string {
  if (markdown_text !== undefined && chunks !== undefined) {
    throw new Refusal("cannot_provide_both_markdown_text_and_chunks");
  }
  if ((markdown_text?.length ?? 0) > LONGEST_MARKDOWN) throw new Refusal("msg_too_long");
  if (chunks === undefined) return markdown_text ?? "";
  const parsed = Chunks.safeParse(chunks);
  if (!parsed.success) throw new Refusal("invalid_chunks");
  return parsed.data
    .map((chunk) => {
      if (chunk.type === "blocks") blocksOf(chunk.blocks);
      return chunk.type === "markdown_text" ? chunk.text : "";
    })
    .join("");
}

function add(message: Message, { markdown_text, chunks }: Piece, text: string): void {
  const mode = chunks !== undefined ? "chunks" : markdown_text !== undefined ? "text" : null;
  if (message.stream && mode !== null) {
    if (message.stream.mode !== null && message.stream.mode !== mode) {
      throw new Refusal("streaming_mode_mismatch");
    }
    message.stream.mode = mode;
  }
  message.markdown += text;
}
