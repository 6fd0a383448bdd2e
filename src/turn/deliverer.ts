import type { ChannelAdapter } from "../channel/adapter.ts";
import type { Kept, Sent } from "../channel/reply.ts";
import type { Clock } from "../clock.ts";
import { isFailure } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Change } from "../store/change.ts";
import { type Lane, type LookAgain, lanes } from "./lanes.ts";
import { isNotYet, type NotYet } from "./not-yet.ts";
import { type Claimed, DELIVERY_LEASE_MS, named, type Outbox } from "./outbox.ts";
import { whenWritable } from "./patience.ts";
import { type AnswerJob, type AnswerJobs, DRAINED, STOPPED, writing } from "./writing.ts";

export type DelivererParts = {
  outbox: Outbox;
  adapters: ReadonlyMap<string, ChannelAdapter>;
  answers: AnswerJobs;
  /** Puts a message into our own record. */
  keep(lane: Lane, kept: Kept): Change;
  clock: Clock;
  log: Log;
};

/** What there is to deliver next. */
type Next = Claimed | NotYet | null;

const CONVERSATIONS_AT_ONCE = 64;
/** What was tried this often in vain is not tried any more. */
const MOST_ATTEMPTS = 5;
/** Before an unknown delivery is looked up, milliseconds; longer each time. */
const LOOK_UP_AFTER_MS = 1000;

/** Makes the deliveries of every conversation it is woken for, in order. */
export function deliverer(parts: DelivererParts) {
  const { outbox, adapters, clock, log } = parts;
  const write = writing(parts);
  const underWay = new Map<string, { lane: Lane; abort: AbortController }>();
  let draining = false;

  async function run(lane: Lane): Promise<LookAgain> {
    let claimed = await outbox.claim(lane.org, lane.conversation, clock.now());
    while (claimed && !isNotYet(claimed)) claimed = await make(lane, claimed);
    return claimed && { inMs: claimed.notBefore - clock.now() };
  }

  async function make(lane: Lane, claimed: Claimed): Promise<Next> {
    // From here on a stop reaches it; one that came before is in the row.
    const abort = new AbortController();
    if (claimed.stopped) abort.abort(STOPPED);
    if (draining) abort.abort(DRAINED);
    underWay.set(claimed.delivery, { lane, abort });
    try {
      return await deliver(claimed, abort);
    } catch (error) {
      return failed(claimed, error);
    } finally {
      underWay.delete(claimed.delivery);
    }
  }

  async function failed(claimed: Claimed, error: unknown): Promise<Next> {
    if (isFailure(error, "lost")) {
      log.warn("lost a delivery; somebody else makes it", named(claimed));
      return { notBefore: clock.now() };
    }
    if (isFailure(error, "unavailable")) {
      // A store that is away says nothing about the delivery: it is no try.
      const doubtful = { state: "unknown", notBefore: clock.now(), counted: false } as const;
      log.warn("the store cannot be written; waiting for it", named(claimed), error);
      await whenWritable(
        async () => void (await outbox.settle(claimed, doubtful, clock.now())),
        () => (draining ? 0 : DELIVERY_LEASE_MS),
      );
      return { notBefore: clock.now() };
    }
    log.error("a delivery failed", { ...named(claimed), attempts: claimed.attempts }, error);
    if (claimed.attempts >= MOST_ATTEMPTS) return giveUp(claimed, "it failed too often");
    return lookUpLater(claimed);
  }

  async function deliver(claimed: Claimed, abort: AbortController): Promise<Next> {
    const { parcel, address, delivery } = claimed;
    if (!parcel) return giveUp(claimed, "it cannot be read any more");
    const adapter = adapters.get(address.channel);
    if (!adapter) {
      log.error("no adapter for this channel", { ...named(claimed), channel: address.channel });
      return retry(claimed, 60_000);
    }
    const { reply } = parcel;
    let { message } = claimed;
    if (claimed.doubtful && message === null) {
      const as = reply.kind === "answer" ? "streamed" : "whole";
      const found = await adapter.find(address, delivery, as);
      if (found.state === "later") {
        return outbox.settle(
          claimed,
          { state: "unknown", notBefore: clock.now() + found.inMs, counted: false },
          clock.now(),
        );
      }
      if (found.state === "found" && reply.kind !== "answer") {
        return settle(claimed, { state: "sent", message: found.message }, []);
      }
      if (found.state === "found") message = found.message;
      if (found.state === "unknowable" && reply.kind !== "answer") {
        return giveUp(claimed, "it may have arrived, and cannot be looked up");
      }
      if (found.state === "unrecorded" && claimed.unasked) {
        return giveUp(claimed, "it may have arrived, and nobody can tell");
      }
    }
    if (claimed.unwanted) return drop(claimed);
    if (claimed.doubtful && claimed.attempts > MOST_ATTEMPTS)
      return giveUp(claimed, "it stayed unknown too often whether it arrived");
    if (reply.kind !== "answer") return settle(claimed, await adapter.send(address, reply, delivery), []);
    const { kind: _, ...asked } = reply;
    const place = JSON.stringify([claimed.conversation, parcel.thread ?? null]);
    const job = { org: claimed.org, learner: parcel.learner, place, answer: parcel.answer, ...asked };
    return deliverAnswer(adapter, { ...claimed, message }, job, abort);
  }

  async function deliverAnswer(
    adapter: ChannelAdapter,
    claimed: Claimed,
    job: AnswerJob,
    abort: AbortController,
  ): Promise<Next> {
    const opened = await adapter.stream(claimed.address, claimed.delivery, claimed.message);
    if (opened.state !== "open") return settle(claimed, opened, []);
    const { message } = opened;
    // The channel's own id is made durable before anything is written into the message; ours is known anyway.
    if (message !== claimed.message && message !== claimed.delivery) await outbox.announced(claimed, message);

    const written = await write(claimed, job, opened.stream.append, abort);
    if (abort.signal.reason === DRAINED) return retry(claimed, 0);
    if (written === null) return retry(claimed, 1000);
    return settle(claimed, await opened.stream.finish(written.blocks), written.changes);
  }

  async function settle(claimed: Claimed, sent: Sent, changes: Change[]): Promise<Next> {
    const now = clock.now();
    switch (sent.state) {
      case "sent":
        return outbox.settle(claimed, { state: "sent", message: sent.message, changes }, now);
      case "ours": {
        const all = [parts.keep(claimed, sent.kept), ...changes];
        const next = await outbox.settle(
          claimed,
          { state: "sent", message: sent.kept.message, changes: all },
          now,
        );
        sent.show();
        return next;
      }
      case "unknown":
        log.warn("a delivery has an unknown outcome", { ...named(claimed), reason: sent.reason });
        return lookUpLater(claimed);
      case "later":
        return outbox.settle(claimed, { state: "pending", notBefore: now + sent.inMs, counted: false }, now);
      case "refused":
        if (sent.retryAfter === "never" || claimed.attempts >= MOST_ATTEMPTS)
          return giveUp(claimed, sent.reason);
        return retry(claimed, longer(claimed, sent.retryAfter));
    }
  }

  function retry(claimed: Claimed, inMs: number): Promise<Next> {
    const now = clock.now();
    return outbox.settle(claimed, { state: "pending", notBefore: now + inMs, counted: true }, now);
  }

  function lookUpLater(claimed: Claimed): Promise<Next> {
    const now = clock.now();
    const notBefore = now + longer(claimed, LOOK_UP_AFTER_MS);
    return outbox.settle(claimed, { state: "unknown", notBefore, counted: true }, now);
  }

  function giveUp(claimed: Claimed, reason: string): Promise<Next> {
    log.warn("a delivery was given up", { ...named(claimed), reason });
    return outbox.settle(claimed, { state: "refused" }, clock.now());
  }

  function drop(claimed: Claimed): Promise<Next> {
    // Not whose: they had said yes, and took it back (P9).
    log.info("a delivery was dropped: nobody asked for it, and it is not wanted any more", {
      org: claimed.org,
    });
    return outbox.settle(claimed, { state: "dropped" }, clock.now());
  }

  const running = lanes({ limit: CONVERSATIONS_AT_ONCE, run, log });
  return {
    wake: running.wake,

    /**
     * Stops an answer of this conversation at once: the one named, or whichever is being written. One that has not begun learns it
     * from its row.
     */
    stop(lane: Lane, delivery: string | null): void {
      for (const [id, job] of underWay) {
        const same = job.lane.org === lane.org && job.lane.conversation === lane.conversation;
        if (same && (delivery === null || delivery === id)) job.abort.abort(STOPPED);
      }
    },

    /** Wakes every conversation that has something to deliver: at the start, and in case a wake-up got lost. */
    async sweep(): Promise<void> {
      for (const lane of await outbox.open()) running.wake(lane);
    },

    /** Starts nothing more; after `patience` milliseconds answers under way are interrupted, to be taken up at the next start. */
    async close(patience: number): Promise<void> {
      const interrupt = setTimeout(() => {
        draining = true;
        for (const { abort } of underWay.values()) abort.abort(DRAINED);
      }, patience);
      await running.close();
      clearTimeout(interrupt);
    },
  };
}

/** Four times as long with each try: a platform that is away for a minute or two finds what it missed. And not all of them at once. */
function longer({ attempts }: Claimed, firstMs: number): number {
  return Math.round(firstMs * 4 ** (attempts - 1) * (1 + Math.random() / 4));
}
