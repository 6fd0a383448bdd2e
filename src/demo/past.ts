import { z } from "zod";
import { Language } from "../channel/language.ts";
import type { Company } from "../org/company.ts";
import { decide, sendRequest } from "../request/change.ts";
import type { Request } from "../request/request.ts";
import { closeMonths } from "../signal/close.ts";
import { disclose } from "../signal/disclosure.ts";
import { closedMonths } from "../signal/snapshot.ts";
import { monthOf } from "../signal/votes.ts";
import { applyChanges, type Change } from "../store/change.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import { allTopics, type Topic } from "../topic/topics.ts";
import { type Colleague, colleagues } from "./people.ts";
import { chance } from "./random.ts";
import { drifted, popularities, sharing, votesOfMonth } from "./votes.ts";

/** Any number; another one makes another company. */
const SEED = 20261122;
const DAY_MS = 24 * 60 * 60 * 1000;
const CLOSED_MONTHS = 3;
const SMALLEST_GROUP = 5;
/** Rows in one statement: below the variables SQLite takes. */
const ROWS_AT_ONCE = 500;

/** The requests of the demo, as a file describes them. Days are counted back from the first start. */
export const DemoRequests = z.array(
  z.object({
    request: z.string(),
    language: Language,
    change: z.string(),
    obstacle: z.string(),
    from: z.string().nullable(),
    topics: z.array(z.string()),
    author: z.string(),
    voices: z.int().positive(),
    daysAgo: z.int().nonnegative(),
    decisions: z.array(
      z.object({
        state: z.enum(["planned", "done", "declined"]),
        by: z.string(),
        daysAgo: z.int().nonnegative(),
        reason: z.string(),
      }),
    ),
  }),
);
export type DemoRequests = z.infer<typeof DemoRequests>;

/**
 * Gives the demo company its people and their past, once: colleagues, requests in every state, three closed months and one under way.
 * Everything is reckoned back from `now`, the first start.
 */
export async function storePast(
  { store, sealer }: { store: Store; sealer: Sealer },
  company: Company,
  requests: DemoRequests,
  now: number,
): Promise<void> {
  const { org, zone } = company;
  if (await isSeeded(store, org)) return;
  const people = colleagues(company, chance(SEED));
  const sharers = sharing(people, chance(SEED + 1));
  await store.write(async (writer) => {
    await storePeople(writer, org, people, sharers, now);
    // There already: a first start was cut off before it came to its end.
    if (await hasRequests(writer, org)) return;
    for (const one of requests)
      await applyChanges(writer, org, requestChanges(sealer, org, one, people, now));
  }, org);

  const topics = await allTopics(store.readOf(org), org);
  const declined = requests.filter(({ decisions }) => decisions.at(-1)?.state === "declined");
  const askedFor = requests.filter((one) => !declined.includes(one));
  const topicsOf = (some: DemoRequests) => new Set(some.flatMap((one) => one.topics));
  let popularity = popularities(topics, topicsOf(askedFor), topicsOf(declined), chance(SEED + 2));
  for (let ago = CLOSED_MONTHS; ago >= 0; ago--) {
    popularity = drifted(popularity, chance(SEED + 3 + ago));
    const month = monthsBefore(monthOf(now, zone), ago);
    if ((await closedMonths(store.readOf(org), org)).includes(month)) continue;
    await storeVotes(store, org, month, { sharers, topics, popularity, seed: SEED + 10 + ago });
    // As if the house had been running: each month was closed when it was over.
    const over = Date.parse(`${monthsBefore(month, -1)}-01T06:00:00Z`);
    if (ago > 0) await closeMonths(store, org, { now: over, smallestGroup: SMALLEST_GROUP, disclose });
  }
  await store.write(
    (writer) => writer.updateTable("org").set({ seeded_at: now }).where("org", "=", org).execute(),
    org,
  );
}

async function isSeeded(store: Store, org: string): Promise<boolean> {
  const row = await store
    .readOf(org)
    .selectFrom("org")
    .select("seeded_at")
    .where("org", "=", org)
    .executeTakeFirst();
  return row !== undefined && row.seeded_at !== null;
}

async function hasRequests(read: Reader, org: string): Promise<boolean> {
  const row = await read.selectFrom("request").select("request").where("org", "=", org).executeTakeFirst();
  return row !== undefined;
}

/** "2026-02", 3 -> "2025-11" */
function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}

async function storePeople(
  writer: Writer,
  org: string,
  people: readonly Colleague[],
  sharers: readonly Colleague[],
  now: number,
): Promise<void> {
  const rows = people.map(({ learner, name, unit }) => {
    return {
      org,
      learner,
      name,
      unit,
      language: null,
      introduced_at: null,
      conversation: null,
      zone: null,
      version: 0,
    };
  });
  for (const some of chunks(rows)) {
    await writer
      .insertInto("learner")
      .values(some)
      .onConflict((on) => on.doNothing())
      .execute();
  }
  const yeses = sharers.map(({ learner }) => ({
    org,
    learner,
    opt_in: "signals" as const,
    given_at: now - 120 * DAY_MS,
  }));
  for (const some of chunks(yeses)) {
    await writer
      .insertInto("opt_in")
      .values(some)
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

async function storeVotes(
  store: Store,
  org: string,
  month: string,
  {
    sharers,
    topics,
    popularity,
    seed,
  }: {
    sharers: readonly Colleague[];
    topics: readonly Topic[];
    popularity: ReadonlyMap<string, number>;
    seed: number;
  },
): Promise<void> {
  const votes = votesOfMonth(sharers, topics, popularity, chance(seed)).map((vote) => ({
    org,
    month,
    ...vote,
    unanswered: 0 as const,
  }));
  await store.write(async (writer) => {
    for (const some of chunks(votes)) {
      await writer
        .insertInto("vote")
        .values(some)
        .onConflict((on) => on.doNothing())
        .execute();
    }
  }, org);
}

function requestChanges(
  sealer: Sealer,
  org: string,
  { request, author, topics, voices, daysAgo, decisions, ...framing }: DemoRequests[number],
  people: readonly Colleague[],
  now: number,
): Change[] {
  const createdAt = now - daysAgo * DAY_MS;
  const { change, obstacle, language, from } = framing;
  const words = { change, obstacle, language, from };
  const others = people.filter(({ learner }) => learner !== author);
  const start = Math.abs(
    [...request].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % others.length,
  );
  const sharing = Array.from({ length: voices - 1 }, (_, at) => others[(start + at * 7) % others.length]);
  let current: Request = {
    request,
    state: "open",
    version: 0,
    framing: words,
    topics,
    voices,
    createdAt,
    decisions: [],
  };
  const decided = decisions.flatMap(({ state, by, daysAgo, reason }, number): Change[] => {
    const decision = { decision: `demo:${request}:${number}`, state, reason, by, at: now - daysAgo * DAY_MS };
    const changes = decide(sealer, org, current, { ...decision, now: decision.at });
    current = {
      ...current,
      state,
      version: current.version + 1,
      decisions: [...current.decisions, decision],
    };
    return changes;
  });
  return [
    ...sendRequest(sealer, { org, request, learner: author, framing: words, topics, now: createdAt }),
    ...sharing.flatMap((colleague): Change[] => {
      if (!colleague) return [];
      const row = { org, request, learner: colleague.learner, author: 0, at: createdAt } as const;
      return [{ change: "put", table: "voice", row }];
    }),
    ...decided,
  ];
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, at) =>
    rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE),
  );
}
