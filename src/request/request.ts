import { z } from "zod";
import { Language } from "../channel/language.ts";
import { wordsFrom } from "../store/rows.ts";
import type { RequestState } from "../store/schema.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";

/** What the author of a request wrote, word for word as they previewed it. */
export const Framing = z.object({
  /** What people should do differently. */
  change: z.string(),
  /** What stops them today. */
  obstacle: z.string(),
  language: Language,
  /** The author's name, if they chose to give it. */
  from: z.string().nullable(),
});
export type Framing = z.infer<typeof Framing>;

/** A learning request as L&D sees it: its words, its voices as a number, and every decision. */
export type Request = {
  request: string;
  state: RequestState;
  version: number;
  framing: Framing;
  /** Topic ids. */
  topics: string[];
  voices: number;
  createdAt: number;
  /** Oldest first. */
  decisions: Decision[];
};
/** `decision` is the id of the event that made it, so that whoever decided can recognise their own. */
type Decision = { decision: string; state: RequestState; reason: string; by: string; at: number };

type Row = {
  request: string;
  state: RequestState;
  version: number;
  sealed_framing: string;
  topics_json: string;
  created_at: number;
};

const COLUMNS = ["request", "state", "version", "sealed_framing", "topics_json", "created_at"] as const;

/** Every request of an org, the newest first. */
export async function allRequests(read: Reader, sealer: Sealer, org: string): Promise<Request[]> {
  const rows = await read
    .selectFrom("request")
    .select(COLUMNS)
    .where("org", "=", org)
    .orderBy("created_at", "desc")
    .orderBy("request")
    .execute();
  return opened(read, sealer, org, rows);
}

/** Those a learner wrote or shares, the newest first. */
export async function requestsOf(
  read: Reader,
  sealer: Sealer,
  org: string,
  learner: string,
): Promise<Request[]> {
  const rows = await read
    .selectFrom("voice")
    .innerJoin("request", (join) =>
      join.onRef("request.org", "=", "voice.org").onRef("request.request", "=", "voice.request"),
    )
    .select(COLUMNS.map((column) => `request.${column}` as const))
    .where("voice.org", "=", org)
    .where("voice.learner", "=", learner)
    .orderBy("request.created_at", "desc")
    .orderBy("request.request")
    .execute();
  return opened(read, sealer, org, rows);
}

export async function findRequest(
  read: Reader,
  sealer: Sealer,
  org: string,
  request: string,
): Promise<Request | null> {
  const rows = await read
    .selectFrom("request")
    .select(COLUMNS)
    .where("org", "=", org)
    .where("request", "=", request)
    .execute();
  return (await opened(read, sealer, org, rows))[0] ?? null;
}

/** The learners who share a request. */
export async function voicesOf(read: Reader, org: string, request: string): Promise<string[]> {
  const rows = await read
    .selectFrom("voice")
    .select("learner")
    .where("org", "=", org)
    .where("request", "=", request)
    .orderBy("at")
    .orderBy("learner")
    .execute();
  return rows.map(({ learner }) => learner);
}

async function opened(read: Reader, sealer: Sealer, org: string, rows: readonly Row[]): Promise<Request[]> {
  if (rows.length === 0) return [];
  const wanted = rows.map(({ request }) => request);
  const counts = await read
    .selectFrom("voice")
    .select(({ fn }) => ["request", fn.countAll<number>().as("count")])
    .where("org", "=", org)
    .where("request", "in", wanted)
    .groupBy("request")
    .execute();
  const decided = await read
    .selectFrom("decision")
    .selectAll()
    .where("org", "=", org)
    .where("request", "in", wanted)
    .orderBy("number")
    .execute();
  const voices = new Map(counts.map(({ request, count }) => [request, Number(count)]));
  const decisions = Map.groupBy(decided, ({ request }) => request);
  return rows.map(({ request, state, version, sealed_framing, topics_json, created_at }) => ({
    request,
    state,
    version,
    framing: Framing.parse(sealer.open(sealed_framing, framingPlace(org, request))),
    topics: wordsFrom(topics_json),
    voices: voices.get(request) ?? 0,
    createdAt: created_at,
    decisions: (decisions.get(request) ?? []).map(({ decision, state, sealed_reason, decided_by, at }) => ({
      decision,
      state,
      reason: z.string().parse(sealer.open(sealed_reason, reasonPlace(org, decision))),
      by: decided_by,
      at,
    })),
  }));
}

export function framingPlace(org: string, request: string) {
  return ["request", org, request] as const;
}

export function reasonPlace(org: string, decision: string) {
  return ["decision", org, decision] as const;
}
