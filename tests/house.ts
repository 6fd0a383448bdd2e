import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogueFolder } from "../adapters/files/catalogue.ts";
import { readDemo } from "../adapters/files/demo.ts";
import { folder } from "../adapters/files/folder.ts";
import { httpHandler } from "../adapters/http/server.ts";
import { postgresStore } from "../adapters/postgres/postgres-store.ts";
import { sqliteKeyVault } from "../adapters/sqlite/key-vault.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { webAdapter } from "../adapters/web/adapter.ts";
import { type DoorParts, webDoor } from "../adapters/web/door.ts";
import { demoVisitors } from "../adapters/web/visitor.ts";
import { allDialogs } from "../dialogs/list.ts";
import { extractiveWriter } from "../src/answer/extract.ts";
import type { Writer } from "../src/answer/writer.ts";
import { lotse, type Parts } from "../src/app.ts";
import { shelves as shelvesIn } from "../src/catalogue/shelf.ts";
import type { ChannelAdapter, Chats, Route } from "../src/channel/adapter.ts";
import { type Clock, orderedStamps, systemClock } from "../src/clock.ts";
import { storePast } from "../src/demo/past.ts";
import type { Dialog } from "../src/dialog/dialog.ts";
import type { SourceFile } from "../src/knowledge/document.ts";
import { type Log, pinoLog } from "../src/log.ts";
import { type Company, storeDemoCompany } from "../src/org/company.ts";
import { rosters } from "../src/redaction/rosters.ts";
import type { ShortMemory } from "../src/replica/short-memory.ts";
import { openReplicas, type Replicas } from "../src/replicas.ts";
import { builtHere } from "../src/search/built-here.ts";
import type { Embedder } from "../src/search/embed.ts";
import { disclose } from "../src/signal/disclosure.ts";
import { addRow } from "../src/store/any-rows.ts";
import { openKeys } from "../src/store/keys.ts";
import type { Sealer } from "../src/store/sealing.ts";
import type { Store } from "../src/store/store.ts";
import { topicRecognisers } from "../src/topic/recognisers.ts";
import type { TopicList } from "../src/topic/topic-list.ts";
import { type Transcripts, transcripts as transcriptsIn } from "../src/transcript/transcript.ts";
import { openStore } from "./all-orgs.ts";

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "lotse-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

const DEMO = fileURLToPath(new URL("../demo/", import.meta.url));

export const ORG = "werft";

/** A company small enough to know by heart. */
export const company: Company = {
  org: ORG,
  name: "Werft",
  language: "de",
  zone: "Europe/Berlin",
  divisions: [
    { division: "bau", name: "Bau" },
    { division: "vertrieb", name: "Vertrieb" },
  ],
  units: [
    { unit: "halle", division: "bau", name: "Halle" },
    { unit: "aussendienst", division: "vertrieb", name: "Außendienst" },
    { unit: "lernen", division: "bau", name: "Lernen" },
  ],
  people: [
    {
      person: "ida",
      name: "Ida",
      unit: "halle",
      language: null,
      role: { de: "Schweißerin", en: "Welder" },
      roles: [],
    },
    {
      person: "ben",
      name: "Ben",
      unit: "aussendienst",
      language: "en",
      role: { de: "Verkäufer", en: "Salesman" },
      roles: [],
    },
    {
      person: "uma",
      name: "Uma",
      unit: "lernen",
      language: "de",
      role: { de: "Product Ownerin", en: "Product owner" },
      roles: ["product_owner"],
    },
    {
      person: "otto",
      name: "Otto",
      unit: "lernen",
      language: "en",
      role: { de: "Product Owner", en: "Product owner" },
      roles: ["product_owner"],
    },
  ],
};

const documents: Record<string, string> = {
  "lernbudget.md": `---
title: Lernbudget
owner: Team Lernen
language: de
reviewed: 2026-09-01
url: https://intranet.werft.example/lernbudget
---
# Lernbudget

## Wie hoch ist das Lernbudget?

Jede Person hat ein Lernbudget von 1.200 Euro im Jahr. Es gilt auch in Teilzeit. Auszubildende haben 300 Euro.

## Wie beantrage ich eine Schulung?

Du stellst den Antrag im Personalportal. Die Führungskraft antwortet innerhalb von fünf Arbeitstagen.
`,
  "mentoring.md": `---
title: Mentoring
owner: Learning team
language: en
reviewed: 2025-03-01
---
# Mentoring

## How long does it last?

A mentoring pair meets every two weeks for six months. You register with the learning team by 31 January.

## Who can be a mentor?

Everybody who has been here for two years can become a mentor.
`,
  "rabatte.md": `---
title: Rabattstaffel
language: de
audience: [division:vertrieb]
---
# Rabattstaffel

Ab zehn Booten gewähren wir Kranichrabatt von zwölf Prozent. Der Kranichrabatt gilt bis Dezember.
`,
};

const topics: TopicList = {
  families: [
    { family: "tabellen", de: "Tabellen", en: "Spreadsheets" },
    { family: "miteinander", de: "Miteinander", en: "Working together" },
  ],
  topics: [
    {
      topic: "pivot",
      family: "tabellen",
      de: "Pivot-Tabellen",
      en: "Pivot tables",
      words: { de: ["Pivottabelle", "Pivot"], en: ["pivot"] },
      esco: null,
    },
    {
      topic: "formeln",
      family: "tabellen",
      de: "Formeln",
      en: "Formulas",
      words: { de: [], en: [] },
      esco: null,
    },
    {
      topic: "feedback",
      family: "miteinander",
      de: "Feedback geben",
      en: "Giving feedback",
      words: { de: ["Feedback"], en: ["feedback"] },
      esco: null,
    },
  ],
};

const item = { sourceName: "Kompass", lastModifiedDateTime: "2026-05-01T08:00:00Z" };
const catalogue = [
  {
    ...item,
    externalId: "1",
    title: "Pivot in zwölf Minuten",
    description: "Zahlen zusammenfassen, ohne eine Formel zu schreiben.",
    contentWebUrl: "https://kompass.werft.example/1",
    languageTag: "de-DE",
    format: "Video",
    duration: "PT12M",
    level: "Beginner",
    skillTags: ["Pivot-Tabellen"],
  },
  {
    ...item,
    externalId: "2",
    title: "Pivot tables in depth",
    description: "Grouping, calculated fields and slicers.",
    contentWebUrl: "https://kompass.werft.example/2",
    languageTag: "en-GB",
    format: "Course",
    duration: "PT3H",
    level: "Advanced",
    skillTags: ["Pivot tables"],
  },
  {
    ...item,
    externalId: "3",
    title: "Pivot für die Werft",
    description: "Ein Kurs mit euren Stundenzetteln.",
    contentWebUrl: "https://kompass.werft.example/3",
    languageTag: "de-DE",
    format: "Course",
    duration: "PT90M",
    level: "Intermediate",
    skillTags: ["Pivot-Tabellen", "Formeln"],
  },
  {
    ...item,
    externalId: "4",
    title: "Pivot nebenbei gehört",
    description: "Eine Hörfolge über das Zusammenfassen von Zahlen.",
    contentWebUrl: "https://kompass.werft.example/4",
    languageTag: "de-DE",
    format: "Podcast",
    duration: "PT20M",
    skillTags: ["Pivot-Tabellen"],
  },
  {
    ...item,
    externalId: "5",
    title: "Feedback, das ankommt",
    description: "Sagen, was man sieht, und fragen, wie es war.",
    contentWebUrl: "https://kompass.werft.example/5",
    languageTag: "de-DE",
    format: "Article",
    duration: "PT8M",
    level: "Beginner",
    skillTags: ["Feedback geben"],
  },
];

type DoorMakings = { store: Store; sealer: Sealer; clock: Clock; log: Log };

type AlsoMakings = DoorMakings & {
  transcripts: Transcripts;
  memory: ShortMemory;
  stamp: () => number;
};

/** It may have chats that pages of ours stand beside. */
type Also = ChannelAdapter & { chats?: Chats };

export type HouseOptions = {
  folder: string;
  /** A PostgreSQL database, in place of the embedded store in `folder`. */
  database?: string;
  clock?: Clock;
  writer?: Writer;
  /** A model, and who writes with it. */
  help?: Parts["help"];
  embedder?: Embedder;
  dialogs?: Dialog[];
  /** Another channel beside the web chat; the company gets a connection of its kind and name. */
  second?: ChannelAdapter;
  /** One that is made of the house's own parts, and binds itself. */
  also?(parts: AlsoMakings): Also | Promise<Also>;
  documents?: Record<string, string>;
  /** The company of the demo, with its people, past, documents and catalogue, in place of the small one. */
  demo?: boolean;
  /** Nobody has been here: no company, no document. */
  empty?: boolean;
  /** People who sign in, in place of the personas of the demo. */
  doors?(parts: DoorMakings & { chats: Chats | null }): Omit<DoorParts, "readOf"> & { entrance: Route[] };
  /** How this replica shares with others; alone, if it is not said. */
  replicas?: Replicas;
  /** Stands between the parts and their store, for faults. */
  around?(store: Store): Store;
  log?: (line: string) => void;
};

async function storeOf({ folder, database }: HouseOptions): Promise<Store> {
  if (database === undefined) return sqliteStore(join(folder, "lotse.sqlite"));
  return postgresStore(database, { connections: 5 });
}

/** The product as `main.ts` puts it together, on a store in `folder`, without a port. */
export async function house(options: HouseOptions) {
  const clock = options.clock ?? systemClock;
  const stamp = orderedStamps(clock);
  const log = options.log ? pinoLog("debug", options.log) : pinoLog("silent");
  const engine = await storeOf(options);
  const store = options.around?.(engine) ?? engine;
  const open = openStore(engine, options.database);
  const vault = sqliteKeyVault(join(options.folder, "keys.sqlite"));
  const masterKeys = { master: Buffer.alloc(32, 7), other: null };
  const { sealer, keys } = await openKeys({ vault, masterKeys, clock, inUse: [] });
  const replicas = options.replicas ?? (await openReplicas(null, { sealer, clock, log }));
  const { notices, limits } = replicas;
  const transcripts = transcriptsIn({ store, sealer });
  const demo = options.demo === true ? readDemo(DEMO) : null;
  const people = demo?.company ?? company;
  if (!options.empty) await storeDemoCompany(engine, people);
  const also = await options.also?.({
    ...{ store, sealer, clock, log, transcripts, memory: replicas.memory, stamp },
  });
  const chats = also?.chats ?? null;
  const doors = options.doors?.({ store, sealer, clock, log, chats }) ?? {
    visitors: demoVisitors(people),
    entrance: [],
    origin: null,
    hosts: ["lotse.test", "127.0.0.1"],
  };
  const { visitors } = doors;
  const door = webDoor({ readOf: store.readOf, ...doors });
  const adapters = [
    webAdapter({
      transcripts,
      readOf: store.readOf,
      sealer,
      visitors,
      entrance: doors.entrance,
      chats,
      notices,
      clock,
      stamp,
      log,
    }),
    ...(options.second ? [options.second] : []),
    ...(also ? [also] : []),
  ];
  if (options.second) {
    const { channel } = options.second;
    const row = { org: people.org, connection: channel, channel, native: channel };
    await engine.write((writer) => addRow(writer, "connection", row), people.org);
  }
  const shelves = shelvesIn(store, builtHere);
  const recognisers = topicRecognisers(store);
  const embedder = options.embedder ?? null;
  const dialogs = [
    ...allDialogs({ sealer, keys, shelves, recognisers, embedder, model: options.help?.model ?? null }),
    ...(options.dialogs ?? []),
  ];
  const parts: Parts = {
    store,
    sealer,
    clock,
    stamp,
    log,
    adapters,
    dialogs,
    writer: options.writer ?? extractiveWriter,
    rosters: rosters(store),
    help: options.help ?? null,
    embedder,
    transcripts,
    keys,
    builder: builtHere,
    shelves,
    recognisers,
    disclose,
    notices,
    limits,
    memory: replicas.memory,
    smallestGroup: 5,
  };
  const app = lotse(parts);
  if (demo) {
    await app.importDocuments(people.org, people.language, folder(demo.documents));
    await app.importTopics(people.org, demo.topics);
    await app.importCatalogue(people.org, await catalogueFolder(demo.catalogue));
    await storePast({ store, sealer }, people, demo.requests, clock.now());
  } else if (!options.empty) {
    await app.importDocuments(ORG, "de", memorySource(options.documents ?? documents));
    await app.importTopics(ORG, topics);
    await app.importCatalogue(ORG, [
      {
        source: "kompass.json",
        read: async () => ({ path: "kompass.json", bytes: Buffer.from(JSON.stringify(catalogue)) }),
      },
    ]);
  }
  await app.start({ alone: options.database === undefined });
  return {
    app,
    dialogs,
    store: open,
    sealer,
    keys,
    handle: httpHandler({ routes: app.routes, door, log, https: false }),
    async close(): Promise<void> {
      await app.drain();
      await replicas.close();
      await open.close();
      await keys.close();
    },
  };
}

export type House = Awaited<ReturnType<typeof house>>;

/** Files that were never on a disk. */
export function memorySource(texts: Record<string, string | Uint8Array>) {
  return {
    source: "files",
    async read(): Promise<SourceFile[]> {
      return Object.entries(texts).map(([path, content]) => ({
        path,
        bytes: typeof content === "string" ? Buffer.from(content, "utf8") : content,
      }));
    },
  };
}
