import type { Form } from "../../../src/channel/block.ts";
import type { Happening } from "../../../src/channel/event.ts";
import type { Me, Mistakes, Opened, PageEvent, Problem } from "../protocol.ts";
import { sessionEnded } from "./session.ts";

/** A sentence from the server for the person, if it sent one. */
export type Sentence = Problem["problem"] | null;

export type Posted =
  | { state: "stored" }
  | { state: "invalid"; errors: Record<string, string> }
  /** A clear no: sending the same again is useless. */
  | { state: "refused"; problem: Sentence }
  /** It may or may not have arrived: send it again under the same id. */
  | { state: "unreachable"; problem: Sentence };

export type Got<Thing> =
  | { state: "got"; thing: Thing }
  | { state: "refused" | "unreachable"; problem: Sentence };

/** Asks the server, and lets it know who asks. */
export type Ask = (url: string, more: RequestInit) => Promise<Response>;

export type Api = ReturnType<typeof apiBy>;
export type ChatApi = ReturnType<typeof apiAs>;

const PATIENCE = 20_000;
const SIGNED_OUT = 401;

/** The server, as the persona `as`; null is whoever the server takes the person for. */
export function apiAs(as: string | null, signal: AbortSignal) {
  const address = (url: string) => (as === null ? url : withQuery(url, { as }));

  const api = apiBy(async (url, more) => {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const response = await fetch(address(url), { ...more, signal: patience });
    if (response.status === SIGNED_OUT) sessionEnded();
    return response;
  });
  return { ...api, stream: () => new EventSource(address("/api/stream")) };
}

/** The server, for whoever `ask` lets it know of. */
export function apiBy(ask: Ask) {
  async function call(url: string, more: RequestInit): Promise<Response | null> {
    try {
      return await ask(url, more);
    } catch {
      return null;
    }
  }

  async function get<Thing>(path: string, query: Record<string, string> = {}): Promise<Got<Thing>> {
    const response = await call(withQuery(path, query), { cache: "no-store" });
    if (response === null) return { state: "unreachable", problem: null };
    const body = await bodyOf(response);
    if (response.ok && body !== null) return { state: "got", thing: body as Thing };
    return { state: mayRecover(response) ? "unreachable" : "refused", problem: problemIn(body) };
  }

  return {
    get,
    me: () => get<Me>("/api/me"),
    passage: (passage: string) => get<Opened>(`/api/passages/${encodeURIComponent(passage)}`),
    view: (view: string, value: string) => get<Opened>(`/api/views/${encodeURIComponent(view)}`, { value }),
    form: (form: string, value: string) => get<Form>(`/api/forms/${encodeURIComponent(form)}`, { value }),

    async post(id: string, happening: Happening): Promise<Posted> {
      const event: PageEvent = { id, zone: timeZone(), ...happening };
      const response = await call("/api/events", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(event),
      });
      if (response === null) return { state: "unreachable", problem: null };
      if (response.ok) return { state: "stored" };
      const body = await bodyOf(response);
      if (response.status === 422)
        return { state: "invalid", errors: (body as Mistakes | null)?.errors ?? {} };
      return { state: mayRecover(response) ? "unreachable" : "refused", problem: problemIn(body) };
    },
  };
}

function withQuery(url: string, query: Record<string, string>): string {
  const all = new URLSearchParams(query);
  if (all.size === 0) return url;
  return `${url}${url.includes("?") ? "&" : "?"}${all}`;
}

/** Where the person's clock is. */
function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function mayRecover(response: Response): boolean {
  return (
    response.ok ||
    response.status === SIGNED_OUT ||
    response.status === 408 ||
    response.status === 429 ||
    response.status >= 500
  );
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function problemIn(body: unknown): Sentence {
  return (body as Problem | null)?.problem ?? null;
}
