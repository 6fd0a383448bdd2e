import type { ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import type { Route } from "../../src/channel/adapter.ts";
import { isFailure } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import type { ShortMemory } from "../../src/replica/short-memory.ts";
import { EVENTS_PATH } from "./manifest.ts";
import { isSigned } from "./signature.ts";

/** A signature is good for five minutes before and after, so this long it must not count twice. */
const REMEMBERED_MS = 10 * 60_000;
/** No event is larger. The server cuts off what is, before it is read; here it counts for what comes without a server. */
const LARGEST_BYTES = 256 * 1024;

type Body = Record<string, unknown>;
type Parts = {
  secret: string;
  receive(event: ReceiverEvent): Promise<{ comeAgainMs: number } | null>;
  memory: ShortMemory;
  now(): number;
  log: Log;
};

/** Where Slack brings everything: events, clicks, forms, commands, shortcuts. */
export function slackEntry(parts: Parts): Route {
  return {
    method: "POST",
    path: EVENTS_PATH,
    access: "platform",
    because: "Slack signs what it brings, and the signature is verified before anything else",
    handle: (request) => enter(parts, request),
  };
}

async function enter({ secret, receive, memory, now, log }: Parts, request: Request): Promise<Response> {
  const raw = Buffer.from(await request.arrayBuffer());
  if (raw.length > LARGEST_BYTES) return answer(413);
  if (!isSigned(request, raw, secret, now())) return answer(401);
  const body = bodyOf(request, raw);
  if (body === null) return answer(400);
  if (body.type === "url_verification") return answer(200, { challenge: String(body.challenge) });
  if ("ssl_check" in body) return answer(200);
  // Only an event may come again, because its id tells that it is stored: Slack signs anew what it sends again by itself.
  const signature = `slack ${request.headers.get("x-slack-signature")}`;
  const isFirst = await memory.once(signature, REMEMBERED_MS);
  if (!isFirst && body.type !== "event_callback") return answer(200);
  return handOver(receive, log, request, body);
}

function handOver(receive: Parts["receive"], log: Log, request: Request, body: Body): Promise<Response> {
  return new Promise((resolve) => {
    const retries = Number(request.headers.get("x-slack-retry-num"));
    const event: ReceiverEvent = {
      body,
      ...(retries > 0 ? { retryNum: retries } : {}),
      ack: async (response) => resolve(answer(200, response)),
    };
    receive(event).then(
      (limited) => resolve(limited ? comeAgain(limited.comeAgainMs) : answer(200)),
      (error: unknown) => {
        log.error("what Slack sent could not be taken in", {}, error);
        resolve(answer(isFailure(error, "unavailable") ? 503 : 500));
      },
    );
  });
}

function answer(status: number, body?: unknown): Response {
  if (body === undefined || body === "") return new Response(null, { status });
  return typeof body === "string" ? new Response(body, { status }) : Response.json(body, { status });
}

function comeAgain(inMs: number): Response {
  return new Response(null, { status: 429, headers: { "retry-after": String(Math.ceil(inMs / 1000)) } });
}

const Bag = z.record(z.string(), z.unknown());

/** JSON, or a form: of a command itself, of everything else with JSON in its `payload`. */
function bodyOf(request: Request, raw: Buffer): Body | null {
  try {
    const text = raw.toString("utf8");
    const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
    if (!isForm) return Bag.parse(JSON.parse(text));
    const form = Object.fromEntries(new URLSearchParams(text));
    return Bag.parse(form.payload === undefined ? form : JSON.parse(form.payload));
  } catch {
    return null;
  }
}
