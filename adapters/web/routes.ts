import { verdictsOn } from "../../src/answer/feedback.ts";
import type { Inward, Route } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import { quiet, text } from "../../src/channel/block.ts";
import type { ChannelEvent } from "../../src/channel/event.ts";
import type { Language } from "../../src/channel/language.ts";
import { LONGEST_MESSAGE } from "../../src/channel/text.ts";
import type { Texts } from "../../src/i18n/en.ts";
import { inBoth, texts } from "../../src/i18n/texts.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { WEB_CONNECTION } from "../../src/org/company.ts";
import type { Entry } from "../../src/transcript/transcript.ts";
import { toPage, type WebParts } from "./adapter.ts";
import { type Drafts, draftToPage } from "./drafts.ts";
import { type Hub, serverSentEvent } from "./hub.ts";
import { pageFiles } from "./page-files.ts";
import {
  type Me,
  type Mistakes,
  type OpenedPassage,
  PageEvent,
  type PageMessage,
  type Problem,
} from "./protocol.ts";
import { eventStream } from "./stream.ts";
import { isForeign, type Visitor } from "./visitor.ts";

type RouteParts = WebParts & {
  inward: Inward;
  pages: Hub;
  drafts: Drafts;
  /** What ends each open event stream. */
  open: Set<() => void>;
};
type Handle = (request: Request, by: Visitor, parameters: Record<string, string>) => Promise<Response>;

const MESSAGES_SHOWN = 100;

/** The paths of the chat page (protocol.ts). */
export function webRoutes(parts: RouteParts): Route[] {
  const { visitors, hosts } = parts;
  const files = pageFiles();

  const guarded = (handle: Handle) => async (request: Request, parameters: Record<string, string>) => {
    if (isForeign(request, hosts)) return problem(403, ({ problems }) => problems.foreign);
    const by = visitors.of(request);
    if (by === "closed") return problem(503, ({ problems }) => problems.noSignIn);
    if (by === "unknown") return problem(404, ({ problems }) => problems.unknownPersona);
    return handle(request, by, parameters);
  };
  const file: Handle = async (_request, _by, { name = "index.html" }) => {
    const found = files.get(name);
    if (!found) return problem(404, ({ problems }) => problems.nothingHere);
    return new Response(found.body, { headers: { "content-type": found.type, "cache-control": "no-cache" } });
  };

  return [
    { method: "GET", path: "/", handle: guarded(file) },
    { method: "GET", path: "/page/:name", handle: guarded(file) },
    { method: "GET", path: "/api/me", handle: guarded((_request, by) => me(parts, by)) },
    { method: "GET", path: "/api/stream", handle: guarded((_request, by) => stream(parts, by)) },
    { method: "POST", path: "/api/events", handle: guarded((request, by) => take(parts, request, by)) },
    {
      method: "GET",
      path: "/api/passages/:passage",
      handle: guarded(async (_request, by, { passage = "" }) => {
        const answer = await parts.inward.answer({ kind: "passage", passage }, asker(by));
        if (answer.state !== "blocks") return problem(404, ({ problems }) => problems.nothingHere);
        return json<OpenedPassage>(200, { title: answer.title, blocks: answer.blocks });
      }),
    },
    {
      method: "GET",
      path: "/api/forms/:form",
      handle: guarded(async (request, by, { form = "" }) => {
        const value = new URL(request.url).searchParams.get("value") ?? "";
        const answer = await parts.inward.answer({ kind: "form", form, value }, asker(by));
        return answer.state === "form"
          ? json(200, answer.form)
          : problem(404, ({ problems }) => problems.nothingHere);
      }),
    },
  ];
}

async function me(parts: RouteParts, by: Visitor): Promise<Response> {
  const { company, personas } = parts.visitors;
  return json<Me>(200, {
    persona: by.person,
    language: await languageOf(parts, by),
    company: company.name,
    demo: personas.length > 0,
    personas: personas.map(({ person, name, role }) => ({ persona: person, name, role })),
    texts: { de: texts.de.web, en: texts.en.web },
  });
}

async function stream(parts: RouteParts, by: Visitor): Promise<Response> {
  return eventStream((push, end) => {
    // Listening begins before the snapshot is read, and what comes meanwhile waits for it: nothing falls between the two.
    const early: string[] = [];
    let listener = (event: string): void => {
      early.push(event);
    };
    const stop = parts.pages.listen(addressOf(by), (event) => listener(event));
    parts.open.add(end);
    snapshot(parts, by).then(
      (messages) => {
        push(serverSentEvent("snapshot", { messages }));
        for (const event of early) push(event);
        listener = push;
      },
      (error: unknown) => {
        parts.log.error("the transcript could not be read", {}, error);
        end();
      },
    );
    return () => {
      stop();
      parts.open.delete(end);
    };
  });
}

async function snapshot({ transcripts, read, drafts }: RouteParts, by: Visitor): Promise<PageMessage[]> {
  const place = addressOf(by);
  const entries = await transcripts.latest(place.org, place.conversation, MESSAGES_SHOWN);
  const answers = entries.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "feedback" ? [block.about] : [])),
  );
  const verdicts = await verdictsOn(read, by.org, answers);
  const done = entries.map((entry) => {
    const blocks = entry.blocks.map((block) =>
      block.kind === "feedback" ? { ...block, chosen: verdicts.get(block.about) ?? null } : block,
    );
    return { position: entry.position, shown: toPage({ ...entry, blocks }) };
  });
  const open = drafts.of(place).map((draft) => ({ position: draft.position, shown: draftToPage(draft) }));
  return [...done, ...open].sort((a, b) => a.position - b.position).map(({ shown }) => shown);
}

async function take(parts: RouteParts, request: Request, by: Visitor): Promise<Response> {
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

async function languageOf({ visitors, read }: RouteParts, by: Visitor): Promise<Language> {
  const learner = await findLearner(read, by.org, WEB_CONNECTION, by.person);
  return learner?.language ?? visitors.company.language;
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

function addressOf({ org, person }: Visitor): Address {
  return {
    org,
    channel: "web",
    connection: WEB_CONNECTION,
    conversation: `web:${person}`,
    direct: true,
    native: person,
  };
}

function asker(by: Visitor) {
  const { org, connection, conversation } = addressOf(by);
  return { org, connection, conversation, sender: { native: by.person } };
}

function json<Body>(status: number, body: Body): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

function problem(status: number, sentence: (texts: Texts) => string): Response {
  return json<Problem>(status, { problem: inBoth(sentence) });
}
