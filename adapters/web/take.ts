import type { Visitor } from "../../src/channel/adapter.ts";
import { quiet, text } from "../../src/channel/block.ts";
import type { ChannelEvent } from "../../src/channel/event.ts";
import { LONGEST_MESSAGE } from "../../src/channel/text.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Entry } from "../../src/transcript/transcript.ts";
import { toPage } from "./page-message.ts";
import { type Mistakes, PageEvent } from "./protocol.ts";
import { json, problem } from "./respond.ts";
import { addressOf, languageOf, type RouteParts } from "./route-parts.ts";

/** Takes an event of the page's: acknowledged when it is stored. */
export async function take(parts: RouteParts, request: Request, by: Visitor): Promise<Response> {
  const event = await readEvent(request);
  if (event.state === "refused") return event.response;
  const { id: chosen, zone, ...happened } = event.event;
  // The page chooses its ids: they are unique for a person, not for everybody.
  const id = `${by.person}:${chosen}`;
  const at = parts.clock.now();
  const position = parts.stamp();
  try {
    const sender = { native: by.person, ...(zone === undefined ? {} : { zone }) };
    const accepted = await parts.inward.accept({
      id,
      at,
      address: addressOf(by),
      sender,
      ...happened,
    } as ChannelEvent);
    if (accepted.state === "invalid") return json<Mistakes>(422, accepted);
    // Only what was taken in is shown as said. If this fails, the page sends it again under the same id.
    if (happened.kind === "message") await echo(parts, by, { message: chosen, at, position }, happened);
    return json(accepted.state === "stored" ? 202 : 200, accepted);
  } catch (error) {
    parts.log.error("an event could not be stored", { event: id }, error);
    return problem(503, ({ problems }) => problems.notStored);
  }
}

/** What the learner wrote, in every tab. */
async function echo(
  parts: RouteParts,
  by: Visitor,
  place: { message: string; at: number; position: number },
  { text: typed, attachments }: { text: string; attachments: string[] },
): Promise<void> {
  const { org, conversation } = addressOf(by);
  const blocks = typed === "" ? [] : [text(typed)];
  const words = texts[await languageOf(parts, by)].web;
  if (attachments.includes("file")) blocks.push(quiet(words.fileAttached));
  if (attachments.includes("voice")) blocks.push(quiet(words.voiceAttached));
  const entry: Entry = { org, conversation, ...place, author: "learner", blocks };
  if (await parts.transcripts.add(entry)) parts.pages.publish(entry, "message", toPage(entry));
}

type ReadEvent =
  | { state: "read"; event: { id: string } & ReturnType<typeof PageEvent.parse> }
  | { state: "refused"; response: Response };

async function readEvent(request: Request): Promise<ReadEvent> {
  const refused = (response: Response) => ({ state: "refused", response }) as const;
  if (!request.headers.get("content-type")?.startsWith("application/json")) {
    return refused(problem(400, ({ problems }) => problems.malformed));
  }
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    return refused(problem(400, ({ problems }) => problems.malformed));
  }
  const event = PageEvent.safeParse(body);
  if (event.success) return { state: "read", event: event.data };
  const tooLong = event.error.issues.some((issue) => issue.code === "too_big");
  return refused(
    problem(400, ({ problems }) => (tooLong ? problems.tooLong(LONGEST_MESSAGE) : problems.malformed)),
  );
}
