import type { Notice, Notices } from "../../src/replica/notices.ts";
import { drafts as draftsIn } from "./drafts.ts";
import { patience as patienceOf } from "./patience.ts";
import type { ServerEvents } from "./protocol.ts";

/** An open page. */
export type Listener = {
  /** `draft`: it is about a message that is still being written. */
  hear(event: string, draft: boolean): void;
  /** Something may have been missed: everything is read again. */
  reread(): Promise<void>;
};
export type Place = { org: string; conversation: string };
type PageEvent = {
  [Name in keyof ServerEvents]: { name: Name; data: ServerEvents[Name] };
}[keyof ServerEvents];

/**
 * Who is looking at a conversation right now, at this replica; the others hear by notices. Nothing is kept for those who are not
 * looking: they get a snapshot when they come.
 */
export function hub(notices: Notices, now: () => number) {
  const listeners = new Map<string, Set<Listener>>();
  const drafts = draftsIn();
  const patience = patienceOf((place) => {
    for (const listener of listeners.get(placeName(place)) ?? []) void listener.reread();
  });
  let catchingUp: Promise<void> = Promise.resolve();

  function show(place: Place, { name, data }: PageEvent): void {
    const isDraft = name === "append" || (name === "message" && data.state === "open");
    if (name === "message") drafts.shown(place, data);
    if (name === "append") drafts.append(place, data.id, data.text);
    const open = listeners.get(placeName(place));
    if (!open) return;
    if (isDraft) patience.again(place);
    else if (name === "message" && data.author === "lotse") patience.end(place);
    const event = serverSentEvent(name, data);
    for (const listener of open) listener.hear(event, isDraft);
  }

  /** One page after the other: they may be thousands. */
  async function catchUp(): Promise<void> {
    drafts.forgetOld(now());
    for (const open of listeners.values()) for (const listener of open) await listener.reread();
  }

  notices.hear((notice) => {
    // Our own words, sealed by another replica: what comes out is what `publish` put in.
    if (notice.notice === "page") show(notice, notice as unknown as PageEvent);
    if (notice.notice === "gap") catchingUp = catchingUp.then(catchUp);
  });

  return {
    drafts,
    /** Sends to every open page of the conversation, at whichever replica. */
    publish(place: Place, event: PageEvent): void {
      show(place, event);
      const { org, conversation } = place;
      notices.tell({ notice: "page", org, conversation, ...event } as Notice);
    },
    /** An event was taken in here: something will come of it. */
    expectAnswer(place: Place): void {
      if (listeners.has(placeName(place))) patience.begin(place);
    },
    /** Returns the function that ends it. */
    listen(place: Place, listener: Listener): () => void {
      const name = placeName(place);
      const open = listeners.get(name) ?? new Set();
      listeners.set(name, open.add(listener));
      return () => {
        open.delete(listener);
        if (open.size > 0) return;
        listeners.delete(name);
        patience.end(place);
      };
    },
    close: patience.close,
  };
}

/** The same conversation id in two orgs is two conversations. */
export function placeName({ org, conversation }: Place): string {
  return JSON.stringify([org, conversation]);
}

export type Hub = ReturnType<typeof hub>;

/** https://html.spec.whatwg.org/multipage/server-sent-events.html; JSON has no raw line feeds, so one data line holds it. */
export function serverSentEvent<Name extends keyof ServerEvents>(
  name: Name,
  data: ServerEvents[Name],
): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
