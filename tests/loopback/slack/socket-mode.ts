import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { z } from "zod";
import type { Courier, Patience, Reception } from "./deliveries.ts";
import { type Method, Refusal } from "./method.ts";
import { acceptWebSocket, type Socket } from "./web-socket.ts";

const MOST_SOCKETS = 10;
const Acknowledgement = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });
const TYPES = { event: "events_api", interaction: "interactive", command: "slash_commands" } as const;

/** Slack's end of Socket Mode: tickets, hello, envelopes that want an acknowledgement, and recycling. */
export function socketMode(address: () => string, patience: Patience) {
  const tickets = new Set<string>();
  const sockets: Socket[] = [];
  const waiting = new Map<string, (answer: unknown) => void>();
  let [turn, pings] = [0, 0];

  const openSocket: Method = {
    token: "app",
    scopes: ["connections:write"],
    tier: 1,
    run() {
      if (sockets.length >= MOST_SOCKETS) throw new Refusal("too_many_websockets");
      const ticket = randomUUID();
      tickets.add(ticket);
      return { url: `ws://${address()}/link/?ticket=${ticket}&app_id=A0LOTSE` };
    },
  };

  const courier: Courier = {
    async bring(parcel, attempt, why) {
      const socket = sockets[turn % Math.max(1, sockets.length)];
      turn += 1;
      if (!socket) return { state: "failed", reason: "connection_failed" };
      const id = randomUUID();
      const answered = new Promise<Reception>((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          resolve({ state: "failed", reason: "http_timeout" });
        }, patience.answerWithin);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          waiting.delete(id);
          const body = answer === undefined || JSON.stringify(answer) === "{}" ? "" : JSON.stringify(answer);
          resolve({ state: "answered", status: 200, body });
        });
      });
      socket.say(
        JSON.stringify({
          envelope_id: id,
          type: TYPES[parcel.kind],
          payload: parcel.body,
          accepts_response_payload: parcel.kind !== "event",
          ...(parcel.kind === "event" && { retry_attempt: attempt, retry_reason: why ?? "" }),
        }),
      );
      return answered;
    },
  };

  return {
    openSocket,
    courier,
    isConnected: () => sockets.length > 0,
    connections: () => sockets.length,
    /** How often clients asked whether we are still there. */
    pings: () => pings,
    /** Asks the app to connect anew, as Slack does every few hours. */
    refresh(): void {
      for (const socket of sockets) {
        socket.say(JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info: {} }));
      }
    },
    /** The connections break without a word. */
    cut(): void {
      for (const socket of [...sockets]) socket.cut();
    },
    upgrade(request: IncomingMessage, stream: Duplex): void {
      const ticket = new URL(request.url ?? "/", "ws://slack").searchParams.get("ticket") ?? "";
      // A ticket is good for one connection.
      if (!tickets.delete(ticket)) return void stream.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      const socket = acceptWebSocket(request, stream, {
        heard,
        pinged() {
          pings += 1;
        },
        closed() {
          const place = sockets.indexOf(socket);
          if (place >= 0) sockets.splice(place, 1);
        },
      });
      sockets.push(socket);
      socket.say(
        JSON.stringify({
          type: "hello",
          num_connections: sockets.length,
          connection_info: { app_id: "A0LOTSE" },
          debug_info: { host: "loopback", approximate_connection_time: 18_060 },
        }),
      );
    },
  };

  function heard(text: string): void {
    const acknowledgement = Acknowledgement.parse(JSON.parse(text));
    waiting.get(acknowledgement.envelope_id)?.(acknowledgement.payload);
  }
}
