import { z } from "zod";
import type { Log } from "../log.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Wire } from "./wire.ts";

const conversation = { org: z.string(), conversation: z.string() };

/** What replicas tell each other. Any of it may be lost, come late or come twice. */
const Notice = z.discriminatedUnion("notice", [
  /** An event of this conversation waits for a worker. */
  z.object({ notice: z.literal("inbox"), ...conversation }),
  /** A delivery to this conversation waits for a deliverer. */
  z.object({ notice: z.literal("outbox"), ...conversation }),
  /** Stop an answer of this conversation: the one named, or whichever is being written. */
  z.object({ notice: z.literal("stop"), ...conversation, delivery: z.string().nullable() }),
  /** An org's documents, catalogue or topics have changed. */
  z.object({ notice: z.literal("knowledge"), org: z.string() }),
  /** What the open pages of this conversation are to show. */
  z.object({ notice: z.literal("page"), ...conversation, name: z.string(), data: z.json() }),
  /** Notices were lost: each looks into the store for what it may have missed. */
  z.object({ notice: z.literal("gap") }),
]);
export type Notice = z.infer<typeof Notice>;

export interface Notices {
  /** To every other replica, not to this one. Best effort; never throws. */
  tell(notice: Notice): void;
  hear(listener: (notice: Notice) => void): void;
  /** Whether what is told can arrive just now. */
  isUp(): boolean;
  close(): Promise<void>;
}

const PLACE = ["notice", ""] as const;

/** Notices over a wire, sealed: whoever owns the wire sees how many there are, and nothing else. */
export function noticesOver(wire: Wire, { sealer, log }: { sealer: Sealer; log: Log }): Notices {
  const listeners: ((notice: Notice) => void)[] = [];

  function hear(notice: Notice): void {
    for (const listener of listeners) listener(notice);
  }

  function open(message: string): Notice | null {
    try {
      return Notice.parse(sealer.open(message, PLACE));
    } catch (error) {
      log.warn("a notice of another replica cannot be read; do all of them have the same key?", {}, error);
      return null;
    }
  }

  const tell = (notice: Notice) => wire.send(sealer.seal(notice, PLACE));
  wire.listen({
    message(message) {
      const notice = open(message);
      if (notice) hear(notice);
    },
    broken() {
      // The others have missed what was told from here meanwhile.
      tell({ notice: "gap" });
      hear({ notice: "gap" });
    },
  });
  return { tell, hear: (listener) => void listeners.push(listener), isUp: wire.isUp, close: wire.close };
}
