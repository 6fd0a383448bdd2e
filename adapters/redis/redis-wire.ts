import { randomUUID } from "node:crypto";
import type { Wire } from "../../src/replica/wire.ts";
import type { Client } from "./connection.ts";

/** So often each end says that it is there, milliseconds. */
const BEAT_MS = 5000;
/** An end that hears nothing for so long, not even itself, takes the connection for dead. */
const SILENCE_MS = 3 * BEAT_MS;
const NAME = 36;

/** A wire over a channel of Redis: `speaker` and `hearer` are two connections, because one that listens cannot speak. */
export function redisWire({
  speaker,
  hearer,
  channel,
}: {
  speaker: Client;
  hearer: Client;
  channel: string;
}): Wire {
  const own = randomUUID();
  let heardAt = Date.now();
  let hears = false;
  let closed = false;
  let broken = () => {};

  async function subscribe(): Promise<void> {
    try {
      await hearer.subscribe(channel);
      hears = true;
      heardAt = Date.now();
      if (isUp()) broken();
    } catch {
      // Lost again meanwhile: the next connection subscribes.
    }
  }

  const isUp = () => hears && speaker.status === "ready";
  const publish = (body: string) => {
    if (speaker.status === "ready") speaker.publish(channel, own + body).catch(() => {});
  };
  const beat = setInterval(() => {
    publish("");
    if (hears && Date.now() - heardAt > SILENCE_MS) {
      hears = false;
      hearer.disconnect(true);
    }
  }, BEAT_MS).unref();

  hearer.on("close", () => {
    hears = false;
  });
  hearer.on("ready", () => void subscribe());
  speaker.on("ready", () => {
    if (isUp()) broken();
  });
  if (hearer.status === "ready") void subscribe();

  return {
    send: publish,
    listen(ears) {
      broken = ears.broken;
      hearer.on("message", (_channel: string, message: string) => {
        if (closed) return;
        heardAt = Date.now();
        const body = message.slice(NAME);
        if (body !== "" && !message.startsWith(own)) ears.message(body);
      });
    },
    isUp,
    async close() {
      closed = true;
      clearInterval(beat);
      hearer.disconnect();
    },
  };
}
