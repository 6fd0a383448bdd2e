import { randomUUID } from "node:crypto";
import { text } from "../channel/block.ts";
import type { Clock } from "../clock.ts";
import { isFailure } from "../errors.ts";
import { texts } from "../i18n/texts.ts";
import type { Log } from "../log.ts";
import { type Committed, type Conversations, type Held, LEASE_MS } from "./conversation.ts";
import { type Lane, type LookAgain, lanes } from "./lanes.ts";
import { isNotYet, type NotYet } from "./not-yet.ts";
import { whenWritable } from "./patience.ts";
import { type TurnParts, takeTurn, threadOf } from "./turn.ts";

export type WorkerParts = TurnParts & {
  conversations: Conversations;
  clock: Clock;
  log: Log;
  /** Called after a commit, so that replies leave and answers stop without waiting. */
  committed(lane: Lane, committed: Committed): void;
};

/** Conversations handled at once. The store has one writer, so more would only wait. */
const CONVERSATIONS_AT_ONCE = 32;
/** An event that failed this often is put aside. */
const MOST_ATTEMPTS = 3;
/** How often a turn is run anew because somebody else changed what it had read. */
const MOST_CONFLICTS = 5;

/** Handles the waiting events of every conversation it is woken for, in order. */
export function worker(parts: WorkerParts) {
  const { conversations, clock, log } = parts;
  let closing = false;

  async function run(lane: Lane): Promise<LookAgain> {
    let taken = await conversations.take(lane.org, lane.conversation, clock.now());
    while (taken && !isNotYet(taken)) taken = await handle(taken);
    return taken && { inMs: taken.notBefore - clock.now() };
  }

  async function handle(held: Held): Promise<Held | NotYet | null> {
    // More begins than tries: earlier ones ended with the process.
    if (held.attempts > MOST_ATTEMPTS) return putAside(held);
    try {
      return await turnAndCommit(held);
    } catch (error) {
      if (isFailure(error, "lost")) {
        log.warn("lost the lease; somebody else goes on", named(held));
        return null;
      }
      if (isFailure(error, "unavailable")) {
        // Not the event's fault, so not counted against it.
        log.warn("the store cannot be written; waiting for it", named(held), error);
        await whenWritable(
          () => conversations.release(held, clock.now(), false),
          () => (closing ? 0 : LEASE_MS),
        );
        return { notBefore: clock.now() };
      }
      log.error("a turn failed", { ...named(held), attempts: held.attempts }, error);
      if (held.attempts >= MOST_ATTEMPTS) return putAside(held);
      const notBefore = clock.now() + 200 * 4 ** (held.attempts - 1);
      await conversations.release(held, notBefore, true);
      return { notBefore };
    }
  }

  async function turnAndCommit(held: Held): Promise<Held | NotYet | null> {
    for (let conflicts = 0; ; conflicts++) {
      try {
        return await commit(held, await takeTurn(parts, held, clock.now()));
      } catch (error) {
        if (!isFailure(error, "conflict") || conflicts >= MOST_CONFLICTS) throw error;
      }
    }
  }

  async function commit(held: Held, committed: Committed): Promise<Held | NotYet | null> {
    const next = await conversations.commit(held, committed, clock.now());
    parts.committed(held, committed);
    return next;
  }

  /** The queue moves on; the person is told, and the event stays for somebody to look at. */
  function putAside(held: Held): Promise<Held | NotYet | null> {
    log.error("an event was put aside", { ...named(held), attempts: held.attempts });
    const apology = texts[held.language ?? "en"].common.wentWrong;
    return commit(held, {
      stack: held.stack,
      language: held.language,
      closedSaidAt: held.closedSaidAt,
      owner: null,
      changes: [],
      // Nobody asked for what is due, so nobody waits for it.
      deliveries: (held.event.kind === "due" ? [] : [apology]).map((words) => ({
        org: held.org,
        delivery: randomUUID(),
        conversation: held.conversation,
        position: parts.stamp(),
        unaskedOf: null,
        parcel: {
          reply: { kind: "message", blocks: [text(words)] },
          learner: "",
          answer: "",
          ...threadOf(held.event),
        },
      })),
      stop: null,
      event: "quarantined",
    });
  }

  const running = lanes({ limit: CONVERSATIONS_AT_ONCE, run, log });
  return {
    wake: running.wake,
    /** Wakes every conversation that has something to do: at the start, and in case a wake-up got lost. */
    async sweep(): Promise<void> {
      for (const lane of await conversations.waiting()) running.wake(lane);
    },
    /** Starts nothing more; resolves when nothing runs. */
    close(): Promise<void> {
      closing = true;
      return running.close();
    },
  };
}

/** Of what was due only what it was: whoever reads the log must not learn who said yes to it (P9). */
function named({ org, conversation, event }: Held) {
  return event.kind === "due" ? { org, dialog: event.job } : { org, conversation, event: event.id };
}
