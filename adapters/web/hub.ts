import type { Notice, Notices } from "../../src/replica/notices.ts";
import { drafts as draftsIn } from "./drafts.ts";
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
  const listeners = new Map<string, { place: Place; pages: Set<Listener> }>();
  const drafts = draftsIn();
  let rereading: Promise<void> = Promise.resolve();

  function show(place: Place, { name, data }: PageEvent): void {
    if (name === "message") drafts.shown(place, data);
    if (name === "append") drafts.append(place, data.id, data.text);
    const open = listeners.get(placeName(place));
    if (!open) return;
    const isDraft = name === "append" || (name === "message" && data.state === "open");
    const event = serverSentEvent(name, data);
    for (const listener of open.pages) listener.hear(event, isDraft);
  }

  async function reread(place: Place): Promise<void> {
    for (const listener of listeners.get(placeName(place))?.pages ?? []) await listener.reread();
  }

  const places = (): Place[] => [...listeners.values()].map(({ place }) => place);

  /** One page after the other: they may be thousands. */
  async function rereadAll(): Promise<void> {
    drafts.forgetOld(now());
    for (const place of places()) await reread(place);
  }

  notices.hear((notice) => {
    // Our own words, sealed by another replica: what comes out is what `publish` put in.
    if (notice.notice === "page") show(notice, notice as unknown as PageEvent);
    if (notice.notice === "gap") rereading = rereading.then(rereadAll);
  });

  return {
    drafts,
    /** Sends to every open page of the conversation, at whichever replica. */
    publish(place: Place, event: PageEvent): void {
      show(place, event);
      const { org, conversation } = place;
      notices.tell({ notice: "page", org, conversation, ...event } as Notice);
    },
    /** Returns the function that ends it. */
    listen(place: Place, listener: Listener): () => void {
      const name = placeName(place);
      const open = listeners.get(name) ?? { place, pages: new Set() };
      listeners.set(name, open);
      open.pages.add(listener);
      return () => {
        open.pages.delete(listener);
        if (open.pages.size === 0) listeners.delete(name);
      };
    },
    /** The conversations that have an open page here. */
    places,
    /** For pages that may have missed something. */
    reread,
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
