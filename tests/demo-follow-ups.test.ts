import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { folder } from "../adapters/files/folder.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { type Library, libraries } from "../src/answer/library.ts";
import { type LookedUp, lookUp } from "../src/answer/look-up.ts";
import { understand } from "../src/answer/understand.ts";
import { documentId } from "../src/knowledge/document.ts";
import { importDocuments } from "../src/knowledge/import.ts";
import { builtHere } from "../src/search/built-here.ts";
import type { Store } from "../src/store/store.ts";
import { temporaryFolder } from "./house.ts";

const DEMO = fileURLToPath(new URL("../demo/", import.meta.url));
const ORG = "nordlicht";
const LANGUAGES = ["de", "en"] as const;

const Pairs = z.array(z.strictObject({ first: z.string(), next: z.string(), answered: z.array(z.string()) }));
const Both = z.strictObject({ de: Pairs, en: Pairs });
const FollowUps = z.strictObject({ seen: Both, held_out: Both });
const Fresh = z.object({ de: z.array(z.object({ question: z.string() })) }).extend({
  en: z.array(z.object({ question: z.string() })),
});

const read = (file: string): unknown => parse(readFileSync(join(DEMO, file), "utf8"));

/** What is reached without a model on the pairs that the rule was not written with. Raise them with it, never the other way. */
const LEAST_RIGHT = 0.85;
const MOST_WRONG = 0.05;

describe("questions that lean on the one before, over the demo", () => {
  const place = temporaryFolder();
  const followUps = FollowUps.parse(read("follow-ups.yaml"));
  const fresh = Fresh.parse(read("questions.yaml"));
  let store: Store;
  let library: Library;

  beforeAll(async () => {
    store = sqliteStore(join(place.path, "lotse.sqlite"));
    const documents = folder(join(DEMO, "documents"));
    await importDocuments(
      { store, org: ORG, language: "de" },
      { source: "files", read: () => documents.read() },
    );
    library = await libraries(store, builtHere, null).of(ORG);
  });
  afterAll(async () => {
    await store.close();
    place.remove();
  });

  const parts = (language: "de" | "en") => ({
    lookUp: (question: string) =>
      lookUp(store.readOf(ORG), library, { org: ORG, question, language, memberships: new Set<string>() }),
    rewrite: async () => null,
  });

  function outcomeOf({ band, cited }: LookedUp, answered: readonly string[]): "right" | "missed" | "wrong" {
    const places = cited.map(({ source }) => `${source.document} › ${source.section}`);
    const isCited = answered.some((one) => {
      const [path = "", ...section] = one.split(" › ");
      return places.includes(`${documentId("files", { path })} › ${section.join(" › ")}`);
    });
    if (band !== "answer") return "missed";
    return isCited ? "right" : "wrong";
  }

  it("are answered with certainty and rightly more often than each by itself, and no more often wrong", async () => {
    for (const set of ["seen", "held_out"] as const) {
      const outcomes = { alone: [] as string[], together: [] as string[] };
      for (const language of LANGUAGES) {
        for (const { first, next, answered } of followUps[set][language]) {
          const by = parts(language);
          outcomes.alone.push(outcomeOf(await understand(by, next, null), answered));
          outcomes.together.push(outcomeOf(await understand(by, next, first), answered));
        }
      }
      const share = (some: readonly string[], outcome: string) =>
        some.filter((one) => one === outcome).length / some.length;
      const { alone, together } = outcomes;
      console.info(
        `${set}, ${alone.length} pairs: ${percent(share(alone, "right"))} right by themselves, ${percent(share(together, "right"))} with the question before; wrong ${percent(share(alone, "wrong"))} and ${percent(share(together, "wrong"))}`,
      );
      expect(share(together, "right")).toBeGreaterThanOrEqual(LEAST_RIGHT);
      expect(share(together, "right")).toBeGreaterThan(share(alone, "right"));
      expect(share(together, "wrong")).toBeLessThanOrEqual(Math.max(MOST_WRONG, share(alone, "wrong")));
    }
  });

  it("leave 120 fresh questions as they are, asked one after another", async () => {
    const changed: string[] = [];
    let count = 0;
    for (const language of LANGUAGES) {
      let before: string | null = null;
      for (const { question } of fresh[language]) {
        count++;
        if ((await understand(parts(language), question, before)).leans !== null) changed.push(question);
        before = question;
      }
    }
    expect(count).toBe(120);
    expect(changed).toEqual([]);
  });
});

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
