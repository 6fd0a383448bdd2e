import { z } from "zod";
import { type Outgoing, sizeOf } from "./outgoing.ts";
import { Refusal } from "./refusal.ts";
import { botId, type Conversation, type Message, messageAt, type World } from "./world.ts";

/** From its first word to its last, milliseconds. */
const LONGEST = 120_000;
const BETWEEN = 1000;
const LONGEST_INFORMATIVE = 1000;
const LARGEST = 100 * 1024;
export type Answer = { status: number; body: object };

const StreamInfo = z.strictObject({
  type: z.literal("streaminfo"),
  streamId: z.string().min(1).optional(),
  streamType: z.enum(["informative", "streaming", "final"]).default("streaming"),
  streamSequence: z.number().int().positive().optional(),
});
type StreamInfo = z.infer<typeof StreamInfo>;

/** What an activity says about the stream it belongs to; null: it belongs to none. */
export function streamInfoOf({ entities = [] }: Outgoing): StreamInfo | null {
  const found = entities.find(({ type }) => type.toLowerCase() === "streaminfo");
  if (!found) return null;
  const info = StreamInfo.safeParse(found);
  if (!info.success) throw badRequest("The streaminfo entity is not one");
  return info.data;
}

/** One more piece of an answer that is being written. */
export function stream(
  world: World,
  conversation: Conversation,
  activity: Outgoing,
  info: StreamInfo,
): Answer {
  if (conversation.kind !== "personal") throw notAllowed("Content stream is not allowed");
  if (sizeOf(activity) > LARGEST) throw notAllowed("Message size too large");
  if ((activity.type === "message") !== (info.streamType === "final")) {
    throw badRequest("The last piece of a stream is a message, the others are of type typing");
  }
  checkPiece(activity, info);
  const text = activity.text ?? "";
  if (info.streamId === undefined) return start(world, conversation, activity, info);
  const message = messageAt(world, conversation.id, info.streamId);
  if (!message?.stream) throw badRequest("There is no stream of this id");
  const { stream: live } = message;
  mustBeLive(world, message);
  if (info.streamSequence !== undefined && info.streamSequence <= live.sequence) {
    const code = "ContentStreamSequenceOrderPreConditionFailed";
    const sentence = "PreCondition failed exception when processing streaming activity.";
    return { status: 202, body: { error: { code, message: sentence } } };
  }
  if (world.clock.now() - live.lastAt < BETWEEN) throw new Refusal(429, null, "API calls quota exceeded", 1);
  const before = String(message.activity.text ?? "");
  if (info.streamType === "streaming" && !text.startsWith(before)) {
    throw badRequest("Streamed text has to begin with what was streamed before");
  }
  if (info.streamType === "informative" && before !== "") {
    throw badRequest("Informative updates come before the text");
  }
  live.lastAt = world.clock.now();
  live.sequence = info.streamSequence ?? live.sequence;
  if (info.streamType === "informative") live.informative = text;
  else message.activity = activity;
  if (info.streamType === "final") live.state = "finished";
  return { status: 202, body: {} };
}

/** Whether it is still being written: its time may be up. */
export function isLive({ clock }: World, { stream: live }: Message): boolean {
  if (live?.state === "live" && clock.now() - live.startedAt > LONGEST) live.state = "too long";
  return live?.state === "live";
}

function mustBeLive(world: World, message: Message): void {
  if (isLive(world, message)) return;
  switch (message.stream?.state) {
    case "stopped":
      throw notAllowed("Content stream was canceled by user.");
    case "too long":
      throw notAllowed("Content stream finished due to exceeded streaming time.");
    case "finished":
      throw notAllowed("Content stream is not allowed on an already completed streamed message");
  }
}

function checkPiece({ text, attachments, entities = [], channelData }: Outgoing, info: StreamInfo): void {
  if (info.streamType === "final") {
    if (info.streamSequence !== undefined) throw badRequest("The last piece has no streamSequence");
    if (info.streamId === undefined) throw badRequest("The last piece names its stream");
    return;
  }
  if (!text) throw badRequest("Start streaming activities should include text");
  if (info.streamSequence === undefined) throw badRequest("streamSequence is missing");
  const isMore = entities.length > 1 || (attachments ?? []).length > 0;
  if (isMore || channelData?.feedbackLoop || channelData?.feedbackLoopEnabled) {
    throw badRequest("Attachments, citations, labels and feedback belong to the last piece");
  }
  if (info.streamType === "informative" && text.length > LONGEST_INFORMATIVE) {
    throw badRequest(`Informative updates have at most ${LONGEST_INFORMATIVE} characters`);
  }
}

function start(world: World, conversation: Conversation, activity: Outgoing, info: StreamInfo): Answer {
  if (info.streamSequence !== 1) throw badRequest("streamSequence begins with 1");
  const now = world.clock.now();
  const isOther = world.messages.some((one) => one.conversation === conversation.id && isLive(world, one));
  if (isOther) throw notAllowed("Content stream is not allowed");
  const isInformative = info.streamType === "informative";
  const id = world.stamp();
  world.messages.push({
    id,
    conversation: conversation.id,
    thread: null,
    author: botId(world),
    activity: isInformative ? {} : activity,
    edited: false,
    onlyFor: null,
    stream: {
      state: "live",
      startedAt: now,
      lastAt: now,
      sequence: 1,
      informative: isInformative ? (activity.text ?? "") : "",
    },
    cards: new Map(),
    at: now,
  });
  return { status: 201, body: { id } };
}

const badRequest = (sentence: string) => new Refusal(400, "BadRequest", sentence);
const notAllowed = (sentence: string) => new Refusal(403, "ContentStreamNotAllowed", sentence);
