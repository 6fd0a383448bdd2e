/** A proxy between us may drop a connection that says nothing, milliseconds. */
const HEARTBEAT_MS = 15_000;
/** A page that does not read is let go, and comes back for a snapshot. */
const MOST_UNREAD_EVENTS = 1000;

/** Server-sent events as they are pushed, until either side ends it. `open` gets `push` and `end`, and returns what cleans up. */
export function eventStream(open: (push: (event: string) => void, end: () => void) => () => void): Response {
  const encoder = new TextEncoder();
  let close = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let closed = false;
        const end = () => {
          if (closed) return;
          close();
          controller.close();
        };
        const push = (event: string) => {
          if (closed) return;
          controller.enqueue(encoder.encode(event));
          if ((controller.desiredSize ?? 0) < -MOST_UNREAD_EVENTS) end();
        };
        const heartbeat = setInterval(() => push(": still here\n\n"), HEARTBEAT_MS);
        let cleanUp = () => {};
        close = () => {
          if (closed) return;
          closed = true;
          clearInterval(heartbeat);
          cleanUp();
        };
        cleanUp = open(push, end);
      },
      cancel: () => close(),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
