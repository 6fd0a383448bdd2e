import { askGoldenQuestions } from "./answer/golden.ts";
import { libraries } from "./answer/library.ts";
import { recentQuestions } from "./answer/recent.ts";
import type { Writer } from "./answer/writer.ts";
import { type CatalogueImported, forgetSources, importCatalogue } from "./catalogue/import.ts";
import type { Shelves } from "./catalogue/shelf.ts";
import type { CatalogueSource } from "./catalogue/source.ts";
import type { ChannelAdapter, Route } from "./channel/adapter.ts";
import type { Language } from "./channel/language.ts";
import type { Clock } from "./clock.ts";
import type { Dialog, Dialogs } from "./dialog/dialog.ts";
import { inward } from "./inward.ts";
import { jobs } from "./jobs.ts";
import type { DocumentSource } from "./knowledge/document.ts";
import type { Standing } from "./knowledge/golden-questions.ts";
import { type Imported, importDocuments } from "./knowledge/import.ts";
import { known } from "./known.ts";
import type { Log } from "./log.ts";
import { meanings as meaningsIn } from "./meaning/meanings.ts";
import type { Help } from "./model/help.ts";
import type { Model } from "./model/model.ts";
import { eraseWishes, replayErasures } from "./privacy/erase.ts";
import { joinWishes } from "./privacy/join.ts";
import { eraseLeavers, seeOffLeavers } from "./privacy/leave.ts";
import { forgetOld, forgetUnkept } from "./privacy/retention.ts";
import { readyRoute } from "./ready.ts";
import type { Rosters } from "./redaction/rosters.ts";
import type { Limits } from "./replica/limits.ts";
import type { Notices } from "./replica/notices.ts";
import type { ShortMemory } from "./replica/short-memory.ts";
import type { Embedder } from "./search/embed.ts";
import type { IndexBuilder } from "./search/kept-index.ts";
import { closeMonths } from "./signal/close.ts";
import type { Disclose } from "./signal/disclosure.ts";
import type { LearnerKeys } from "./store/learner-keys.ts";
import type { Sealer } from "./store/sealing.ts";
import type { Store } from "./store/store.ts";
import type { TopicRecognisers } from "./topic/recognisers.ts";
import { storeTopics, type TopicList } from "./topic/topic-list.ts";
import type { Transcripts } from "./transcript/transcript.ts";
import { conversations } from "./turn/conversation.ts";
import { deliverer } from "./turn/deliverer.ts";
import { raiseDue } from "./turn/due.ts";
import { inbox } from "./turn/inbox.ts";
import type { Lane } from "./turn/lanes.ts";
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
  /** Answers where no model does. */
  writer: Writer;
  /** Whom to take out of what leaves for a model. */
  rosters: Rosters;
  /** Null: no model is asked for anything. */
  help: (Help & { writer(model: Model): Writer }) | null;
  /** Null: passages are found by their words alone. */
  embedder: Embedder | null;
  builder: IndexBuilder;
  transcripts: Transcripts;
  keys: LearnerKeys;
  shelves: Shelves;
  recognisers: TopicRecognisers;
  disclose: Disclose;
  notices: Notices;
  limits: Limits;
  memory: ShortMemory;
  /** The fewest people an aggregate may speak of; never below five. */
  smallestGroup: number;
};

/** Of the 25 seconds a platform gives after SIGTERM: how long answers under way may take to end by themselves. */
const DRAIN_PATIENCE_MS = 15_000;

/** The process runs: no more is said here. */
const HEALTH: Route = {
  method: "GET",
  path: "/health",
  access: "platform",
  because: "asked by whatever runs Lotse, which knows it by any name, and told nothing",
  handle: async () => new Response("ok"),
};

/** Parts -> routes, workers, schedule. */
export function lotse(parts: Parts) {
  const { store, sealer, clock, stamp, log, transcripts, keys, shelves, recognisers, notices, help } = parts;
  const dialogs: Dialogs = new Map(parts.dialogs.map((dialog) => [dialog.id, dialog]));
  const adapters = new Map(parts.adapters.map((adapter) => [adapter.channel, adapter]));
  const events = inbox({ store, sealer, stamp });
  const held = conversations({ store, sealer });
  const deliveries = outbox({ store, sealer });
  const meanings =
    parts.embedder && meaningsIn({ store, rosters: parts.rosters, embedder: parts.embedder, clock, log });
  const library = libraries(store, parts.builder, meanings);
  const ofDocuments = [library, ...(meanings ? [meanings] : [])];
  const knowledge = known({ store, notices, held: [...ofDocuments, shelves, recognisers] });

  const recent = recentQuestions(parts.memory, clock);

  const deliver = deliverer({
    outbox: deliveries,
    adapters,
    keep: ({ org, conversation }, kept) => transcripts.put({ org, conversation, ...kept }),
    clock,
    log,
    answers: jobs({
      ...{ store, sealer, clock, log, libraries: library, recognisers, shelves, recent, help },
      writer: parts.writer,
    }),
  });
  const work = worker({
    conversations: held,
    readOf: (org) => store.readOf(org),
    sealer,
    dialogs,
    stamp,
    clock,
    log,
    committed({ org, conversation }, { deliveries, stop }) {
      if (stop) stopAnswer({ org, conversation }, stop.delivery);
      const places = new Set(deliveries.map((delivery) => delivery.conversation));
      for (const place of places) deliver.wake({ org, conversation: place });
    },
  });
  const core = inward({
    inbox: events,
    readOf: (org) => store.readOf(org),
    dialogs,
    clock,
    sealer,
    transcripts,
    limits: parts.limits,
    stored(event) {
      const { org, conversation, channel } = event.address;
      // Out of order on purpose: a stop must not wait behind the answer it stops.
      if (event.kind === "stop") stopAnswer({ org, conversation }, event.delivery);
      if (event.kind === "message") void adapters.get(channel)?.typing(event.address);
      work.wake({ org, conversation });
    },
  });

  /** Whichever replica is writing it. One that does not hear of it finds it in the row, at its next heartbeat. */
  function stopAnswer(lane: Lane, delivery: string | null): void {
    deliver.stop(lane, delivery);
    notices.tell({ notice: "stop", ...lane, delivery });
  }

  notices.hear((notice) => {
    switch (notice.notice) {
      case "inbox":
        return work.wake({ org: notice.org, conversation: notice.conversation });
      case "outbox":
        return deliver.wake({ org: notice.org, conversation: notice.conversation });
      case "stop":
        return deliver.stop(notice, notice.delivery);
      case "knowledge":
        return void trying(knowledge.look);
      case "gap":
        return void trying(work.sweep, deliver.sweep, knowledge.look);
      case "page":
      // Its adapter hears it.
    }
  });

  /** One after another. One that fails must not keep the others from their work, nor the house from starting. */
  async function trying(...steps: (() => Promise<unknown>)[]): Promise<void> {
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        log.error("a part of the tick failed; the next one tries again", {}, error);
      }
    }
  }

  let ending = false;
  /** From where an earlier process kept them, or built in the background. */
  async function loadIndexes(): Promise<void> {
    try {
      for (const org of await store.orgs()) {
        if (ending) return;
        await library.of(org);
        await shelves.of(org);
      }
    } catch (error) {
      if (!ending) log.error("an index could not be loaded; the first question tries again", {}, error);
    }
  }

  /** What this replica has not come to. */
  async function handOver(): Promise<void> {
    for (const lane of await held.waiting()) notices.tell({ notice: "inbox", ...lane });
    for (const lane of await deliveries.open()) notices.tell({ notice: "outbox", ...lane });
  }

  return {
    routes: [
      HEALTH,
      readyRoute({ store, notices, log }),
      ...parts.adapters.flatMap((adapter) => adapter.routes(core)),
    ] satisfies Route[],

    /** Documents of a source, all or nothing; what changed is found from now on. Then the golden questions are asked. */
    async importDocuments(
      org: string,
      language: Language,
      from: DocumentSource,
    ): Promise<Imported & { golden: Standing[] }> {
      const imported = await importDocuments({ store, org, language }, from);
      // The synonyms that came along count for the catalogue, too.
      await knowledge.changed(org, [...ofDocuments, shelves]);
      const golden = await askGoldenQuestions({ store, libraries: library }, org, clock.now());
      const lost = golden.filter(({ state }) => state === "lost").length;
      if (lost > 0)
        log.warn("golden questions have lost their answer", { org, source: from.source, count: lost });
      return { ...imported, golden };
    },

    /** The catalogue from all of its sources, each all or nothing; what changed is recommended from now on. */
    async importCatalogue(org: string, from: readonly CatalogueSource[]): Promise<CatalogueImported[]> {
      const imported: CatalogueImported[] = [];
      for (const source of from) imported.push(await importCatalogue({ store, org }, source));
      // A source that cannot be read now keeps what it brought before.
      await forgetSources(
        store,
        org,
        from.map(({ source }) => source),
      );
      await knowledge.changed(org, [shelves]);
      return imported;
    },

    /** The topics there are to learn; recognised from now on. */
    async importTopics(org: string, list: TopicList): Promise<void> {
      await storeTopics(store, org, list);
      await knowledge.changed(org, [recognisers, shelves]);
    },

    /** Goes on with whatever an earlier process left. `alone`: no other process works on this store, so its leases are void. */
    async start({ alone }: { alone: boolean }): Promise<void> {
      await replayErasures({ store, keys, sealer });
      if (alone) await Promise.all([held.freeLeases(), deliveries.freeLeases()]);
      for (const org of meanings ? await store.orgs() : []) await meanings?.refresh(org);
      await this.tick();
      for (const adapter of parts.adapters) adapter.open();
      // Not waited for: only who asks before it is done has to wait.
      void loadIndexes();
    },

    /** Once a minute: what has become due, and what a lost wake-up left lying. */
    tick(): Promise<void> {
      return trying(
        async () => {
          for (const lane of await raiseDue({ store, sealer, stamp, log }, clock.now())) work.wake(lane);
        },
        () => forgetUnkept({ store, keys }),
        () => eraseWishes({ store, keys, sealer, forgetRecent: recent.forget }, clock.now()),
        () => joinWishes({ store, keys, sealer }),
        () => seeOffLeavers(store),
        work.sweep,
        deliver.sweep,
        knowledge.look,
        ...(meanings ? [() => meanings.goOn()] : []),
      );
    },

    /** Every few seconds, where there are other replicas: picks up what one that died has left lying. */
    sweep: () => trying(work.sweep, deliver.sweep),

    /** Once an hour: closes the months that are over, and forgets what is no longer needed. */
    async tidy(): Promise<void> {
      const now = clock.now();
      for (const org of await store.orgs()) {
        await closeMonths(store, org, { now, smallestGroup: parts.smallestGroup, disclose: parts.disclose });
      }
      await eraseLeavers({ store, keys, sealer }, now);
      await forgetOld(store, now);
    },

    /**
     * Takes nothing new and ends what is under way; answers that take longer than `patience` milliseconds are taken up by the next
     * start. The store stays open.
     */
    async drain(patience = DRAIN_PATIENCE_MS): Promise<void> {
      ending = true;
      core.close();
      await work.close();
      await deliver.close(patience);
      await meanings?.close();
      await trying(handOver);
      await Promise.all(parts.adapters.map((adapter) => adapter.close()));
    },
  };
}

export type Lotse = ReturnType<typeof lotse>;
