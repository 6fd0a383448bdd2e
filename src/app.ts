import { answerQuestion } from "./answer/answer.ts";
import { libraries } from "./answer/library.ts";
import type { Writer } from "./answer/writer.ts";
import type { ChannelAdapter, Route } from "./channel/adapter.ts";
import type { Language } from "./channel/language.ts";
import type { Clock } from "./clock.ts";
import type { Dialog, Dialogs } from "./dialog/dialog.ts";
import { inward } from "./inward.ts";
import type { DocumentSource } from "./knowledge/document.ts";
import { type Imported, importDocuments } from "./knowledge/import.ts";
import type { Log } from "./log.ts";
import type { Sealer } from "./store/sealing.ts";
import type { Store } from "./store/store.ts";
import type { Transcripts } from "./transcript/transcript.ts";
import { conversations } from "./turn/conversation.ts";
import { deliverer } from "./turn/deliverer.ts";
import { inbox } from "./turn/inbox.ts";
import { outbox } from "./turn/outbox.ts";
import { worker } from "./turn/worker.ts";

/** What Lotse is made of. `main.ts` names the implementations, tests name others. */
export type Parts = {
  store: Store;
  sealer: Sealer;
  clock: Clock;
  /** Microseconds, strictly rising. */
  stamp: () => number;
  log: Log;
  adapters: ChannelAdapter[];
  dialogs: Dialog[];
  writer: Writer;
  transcripts: Transcripts;
};

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long settled events and deliveries are remembered, so that a repeated one is recognised. */
const KEEP_SETTLED_MS = 7 * DAY_MS;
/** How long an event that could not be handled waits for somebody to look at it. */
const KEEP_QUARANTINED_MS = 30 * DAY_MS;
const KEEP_TRANSCRIPT_MS = 90 * DAY_MS;
/** Of the 25 seconds a platform gives after SIGTERM: how long answers under way may take to end by themselves. */
const DRAIN_PATIENCE_MS = 15_000;

/** Parts -> routes, workers, schedule. */
export function lotse(parts: Parts) {
  const { store, sealer, clock, stamp, log } = parts;
  const dialogs: Dialogs = new Map(parts.dialogs.map((dialog) => [dialog.id, dialog]));
  const adapters = new Map(parts.adapters.map((adapter) => [adapter.channel, adapter]));
  const events = inbox({ store, sealer, stamp });
  const held = conversations({ store, sealer });
  const deliveries = outbox({ store, sealer });
  const library = libraries(store.read);

  const deliver = deliverer({
    outbox: deliveries,
    adapters,
    clock,
    log,
    answers: (job, say, signal) =>
      answerQuestion({ read: store.read, libraries: library, writer: parts.writer, clock }, job, say, signal),
  });
  const work = worker({
    conversations: held,
    read: store.read,
    dialogs,
    stamp,
    clock,
    log,
    committed({ org, conversation }, { deliveries, stop }) {
      if (stop) deliver.stop({ org, conversation }, stop.delivery);
      if (deliveries.length > 0) deliver.wake({ org, conversation });
    },
  });
  const core = inward({
    inbox: events,
    read: store.read,
    dialogs,
    stored(event) {
      const { org, conversation, channel } = event.address;
      // Out of order on purpose: a stop must not wait behind the answer it stops.
      if (event.kind === "stop") deliver.stop({ org, conversation }, event.delivery);
      if (event.kind === "message") void adapters.get(channel)?.typing(event.address);
      work.wake({ org, conversation });
    },
  });

  return {
    routes: parts.adapters.flatMap((adapter) => adapter.routes(core)) satisfies Route[],

    /** Documents of a source, all or nothing; what changed is found from now on. */
    async importDocuments(org: string, language: Language, from: DocumentSource): Promise<Imported> {
      const imported = await importDocuments({ store, org, language }, from);
      await library.refresh(org);
      return imported;
    },

    /** Goes on with whatever an earlier process left. `alone`: no other process works on this store, so its leases are void. */
    async start({ alone }: { alone: boolean }): Promise<void> {
      if (alone) await Promise.all([held.freeLeases(), deliveries.freeLeases()]);
      await this.tick();
    },

    /** Once a minute: picks up what a lost wake-up left lying, and what has become due. */
    async tick(): Promise<void> {
      await work.sweep();
      await deliver.sweep();
    },

    /** Once an hour: forgets what is no longer needed. */
    async forget(): Promise<void> {
      const now = clock.now();
      await events.forgetSettled(now - KEEP_SETTLED_MS);
      await events.forgetQuarantined(now - KEEP_QUARANTINED_MS);
      await deliveries.forgetSettled(now - KEEP_SETTLED_MS);
      await parts.transcripts.forget(now - KEEP_TRANSCRIPT_MS);
    },

    /**
     * Takes nothing new and ends what is under way; answers that take longer than `patience` milliseconds are taken up by the next
     * start. The store stays open.
     */
    async drain(patience = DRAIN_PATIENCE_MS): Promise<void> {
      core.close();
      await work.close();
      await deliver.close(patience);
      await Promise.all(parts.adapters.map((adapter) => adapter.close()));
    },
  };
}

export type Lotse = ReturnType<typeof lotse>;
