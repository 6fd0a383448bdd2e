import { quiet, text } from "../../src/channel/block.ts";
import type { ChannelEvent } from "../../src/channel/event.ts";
import { LONGEST_MESSAGE } from "../../src/channel/text.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Entry } from "../../src/transcript/transcript.ts";
import { toPage } from "./adapter.ts";
import { type Mistakes, PageEvent } from "./protocol.ts";
import { json, problem } from "./respond.ts";
import { addressOf, languageOf, type RouteParts } from "./route-parts.ts";
import type { Visitor } from "./visitor.ts";

/** Takes an event of the page's: acknowledged when it is stored. */
export async function take(parts: RouteParts, request: Request, by: Visitor): Promise<Response> {
  const event = await readEvent(request);
  if (event.state === "refused") return event.response;
  const { id, ...happened } = event.event;
  const address = addressOf(by);
  const at = parts.clock.now();
  // The bubble and the event are written in the same breath; neither is repeated when the page sends them again.
  const [accepted] = await Promise.all([
    parts.inward.accept({ id, at, address, sender: { native: by.person }, ...happened } as ChannelEvent),
    happened.kind === "message" ? echo(parts, by, id, at, happened) : null,
  ]).catch((error: unknown) => {
    parts.log.error("an event could not be stored", {}, error);
    return [null];
  });
  if (!accepted) return problem(503, ({ problems }) => problems.notStored);
  if (accepted.state === "invalid") return json<Mistakes>(422, accepted);
  return json(accepted.state === "stored" ? 202 : 200, accepted);
}

/** What the learner wrote, in every tab. */
async function echo(
  parts: RouteParts,
  by: Visitor,
  message: string,
  at: number,
  { text: typed, attachments }: { text: string; attachments: string[] },
): Promise<void> {
  const { org, conversation } = addressOf(by);
  const blocks = typed === "" ? [] : [text(typed)];
  if (attachments.length > 0) blocks.push(quiet(texts[await languageOf(parts, by)].web.fileAttached));
  const position = parts.stamp();
  const entry: Entry = { org, conversation, message, position, author: "learner", at, blocks };
  await parts.transcripts.put(entry);
  parts.pages.publish(entry, "message", toPage(entry));
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
