import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { httpHandler } from "../adapters/http/server.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { webAdapter } from "../adapters/web/adapter.ts";
import { demoVisitors } from "../adapters/web/visitor.ts";
import { ask } from "../dialogs/ask.ts";
import { comment } from "../dialogs/comment.ts";
import { welcome } from "../dialogs/welcome.ts";
import { extractiveWriter } from "../src/answer/extract.ts";
import type { Writer } from "../src/answer/writer.ts";
import { lotse, type Parts } from "../src/app.ts";
import { type Clock, orderedStamps, systemClock } from "../src/clock.ts";
import type { Dialog } from "../src/dialog/dialog.ts";
import type { SourceFile } from "../src/knowledge/document.ts";
import { pinoLog } from "../src/log.ts";
import { type Company, storeDemoCompany } from "../src/org/company.ts";
import { aesSealer } from "../src/store/sealing.ts";
import type { Store } from "../src/store/store.ts";
import { transcripts as transcriptsIn } from "../src/transcript/transcript.ts";

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "lotse-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const ORG = "werft";

/** A company small enough to know by heart. */
export const company: Company = {
  org: ORG,
  name: "Werft",
  language: "de",
  divisions: [
    { division: "bau", name: "Bau" },
    { division: "vertrieb", name: "Vertrieb" },
  ],
  units: [
    { unit: "halle", division: "bau", name: "Halle" },
    { unit: "aussendienst", division: "vertrieb", name: "Außendienst" },
  ],
  people: [
    { person: "ida", name: "Ida", unit: "halle", language: null, role: { de: "Schweißerin", en: "Welder" } },
    {
      person: "ben",
      name: "Ben",
      unit: "aussendienst",
      language: "en",
      role: { de: "Verkäufer", en: "Salesman" },
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

export type HouseOptions = {
  folder: string;
  clock?: Clock;
  writer?: Writer;
  dialogs?: Dialog[];
  documents?: Record<string, string>;
  /** Stands between the parts and their store, for faults. */
  around?(store: Store): Store;
  log?: (line: string) => void;
};

/** The product as `main.ts` puts it together, on a store in `folder`, without a port. */
export async function house(options: HouseOptions) {
  const clock = options.clock ?? systemClock;
  const stamp = orderedStamps(clock);
  const log = options.log ? pinoLog("debug", options.log) : pinoLog("silent");
  const engine = sqliteStore(join(options.folder, "lotse.sqlite"));
  const store = options.around?.(engine) ?? engine;
  const sealer = aesSealer(Buffer.alloc(32, 7));
  const transcripts = transcriptsIn({ store, sealer });
  await storeDemoCompany(engine, company);
  const visitors = demoVisitors(company);
  const adapters = [
    webAdapter({
      transcripts,
      read: store.read,
      visitors,
      hosts: ["lotse.test", "127.0.0.1"],
      clock,
      stamp,
      log,
    }),
  ];
  const dialogs = [welcome, ask, comment({ sealer }), ...(options.dialogs ?? [])];
  const parts: Parts = {
    store,
    sealer,
    clock,
    stamp,
    log,
    adapters,
    dialogs,
    writer: options.writer ?? extractiveWriter,
    transcripts,
  };
  const app = lotse(parts);
  await app.importDocuments(ORG, "de", memorySource(options.documents ?? documents));
  await app.start({ alone: true });
  return {
    app,
    store,
    sealer,
    handle: httpHandler(app.routes, log),
    async close(): Promise<void> {
      await app.drain();
      await engine.close();
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
