import type { Visitor } from "../../src/channel/adapter.ts";
import { quiet, text } from "../../src/channel/block.ts";
import type { ChannelEvent } from "../../src/channel/event.ts";
import type { Kept } from "../../src/channel/reply.ts";
import { LONGEST_MESSAGE } from "../../src/channel/text.ts";
import { texts } from "../../src/i18n/texts.ts";
import { toPage } from "./page-message.ts";
import { type Mistakes, PageEvent } from "./protocol.ts";
import { json, problem } from "./respond.ts";
import { answeredAt, languageOf, type RouteParts, senderOf } from "./route-parts.ts";

/** Takes an event of the page's: acknowledged when it is stored. */
export async function take(parts: RouteParts, request: Request, by: Visitor): Promise<Response> {
  const event = await readEvent(request);
  if (event.state === "refused") return event.response;
  const { id: chosen, zone, ...happened } = event.event;
  // The page chooses its ids: they are unique for a person, not for everybody.
  const id = `${by.person}:${chosen}`;
  const at = parts.clock.now();
  try {
    const sender = { ...senderOf(by), ...(zone === undefined ? {} : { zone }) };
    const address = await answeredAt(parts, by);
    if (!address) return problem(503, ({ problems }) => problems.noChat);
    const echo =
      happened.kind === "message" && address.channel === "web"
        ? await echoOf(parts, by, { message: chosen, at, position: parts.stamp() }, happened)
        : undefined;
    const accepted = await parts.inward.accept(
      { id, at, address, sender, ...happened } as ChannelEvent,
      echo,
    );
    switch (accepted.state) {
      case "invalid":
        return json<Mistakes>(422, accepted);
      case "limited":
        return comeAgain(accepted.retryAfterMs);
      case "stored":
        if (echo && accepted.kept) parts.pages.publish(address, { name: "message", data: toPage(echo) });
        return json(202, { state: "stored" });
      case "repeated":
        return json(200, accepted);
    }
  } catch (error) {
    parts.log.error("an event could not be stored", { event: id }, error);
    return problem(503, ({ problems }) => problems.notStored);
  }
}

function comeAgain(inMs: number): Response {
  const response = problem(429, ({ problems }) => problems.tooMuchAtOnce);
  response.headers.set("retry-after", String(Math.ceil(inMs / 1000)));
  return response;
}

/** What the learner wrote, as every tab shows it once it was taken in. */
async function echoOf(
  parts: RouteParts,
  by: Visitor,
  place: Pick<Kept, "message" | "at" | "position">,
  { text: typed, attachments }: { text: string; attachments: string[] },
): Promise<Kept> {
  const blocks = typed === "" ? [] : [text(typed)];
  if (attachments.length > 0) {
    const words = texts[await languageOf(parts, by)].web;
    if (attachments.includes("file")) blocks.push(quiet(words.fileAttached));
    if (attachments.includes("voice")) blocks.push(quiet(words.voiceAttached));
  }
  return { ...place, author: "learner", blocks };
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
