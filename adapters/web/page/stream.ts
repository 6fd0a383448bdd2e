import type { ServerEvents } from "../protocol.ts";

type Handlers = { [Name in keyof ServerEvents]: (data: ServerEvents[Name]) => void };

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** A break shorter than this is nobody's business. */
const WORTH_TELLING = 1_200;

/** Listens to the server and comes back when the connection breaks, until `signal` ends it. */
export function listen(
  connect: () => EventSource,
  handlers: Handlers,
  tellConnected: (connected: boolean) => void,
  signal: AbortSignal,
): void {
  let source: EventSource | null = null;
  let wait = FIRST_WAIT;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(retry);
    source?.close();
    const opened = connect();
    source = opened;
    opened.addEventListener("open", () => {
      wait = FIRST_WAIT;
      clearTimeout(telling);
      telling = undefined;
      tellConnected(true);
    });
    opened.addEventListener("error", () => {
      opened.close();
      source = null;
      telling ??= setTimeout(() => tellConnected(false), WORTH_TELLING);
      // Spread out, so that a restarted server does not meet everybody at once.
      retry = setTimeout(open, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
    for (const name of NAMES) {
      opened.addEventListener(name, (event: MessageEvent<string>) => {
        if (!signal.aborted) hand(name, event.data, handlers);
      });
    }
  }

  function now(): void {
    if (source === null && document.visibilityState === "visible") open();
  }
  addEventListener("online", now, { signal });
  document.addEventListener("visibilitychange", now, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(retry);
    clearTimeout(telling);
    source?.close();
  });
  open();
}

const NAMES = ["snapshot", "message", "append", "typing", "me"] as const;

function hand<Name extends keyof ServerEvents>(name: Name, data: string, handlers: Handlers): void {
  handlers[name](JSON.parse(data) as ServerEvents[Name]);
}
