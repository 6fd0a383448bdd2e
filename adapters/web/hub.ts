import type { ServerEvents } from "./protocol.ts";

/** `draft`: it is about a message that is still being written. */
export type Listener = (event: string, draft: boolean) => void;
export type Place = { org: string; conversation: string };

/** Who is looking at a conversation right now. Nothing is kept for those who are not: they get a snapshot when they come. */
export function hub() {
  const listeners = new Map<string, Set<Listener>>();
  return {
    /** Sends to every open page of the conversation. */
    publish<Name extends keyof ServerEvents>(place: Place, name: Name, data: ServerEvents[Name]): void {
      const open = listeners.get(placeName(place));
      if (!open) return;
      const event = serverSentEvent(name, data);
      const draft = name === "append" || ("state" in data && data.state === "open");
      for (const listener of open) listener(event, draft);
    },
    /** Returns the function that ends it. */
    listen(place: Place, listener: Listener): () => void {
      const name = placeName(place);
      const open = listeners.get(name) ?? new Set();
      listeners.set(name, open.add(listener));
      return () => {
        open.delete(listener);
        if (open.size === 0) listeners.delete(name);
      };
    },
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
