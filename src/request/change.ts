import type { Change } from "../store/change.ts";
import type { RequestState } from "../store/schema.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";
import { type Framing, framingPlace, type Request, reasonPlace } from "./request.ts";

/** A request goes to L&D, with its author as its first voice. `request` is the id of its preview, so that it is sent once. */
export function sendRequest(
  sealer: Sealer,
  { org, request, learner, framing, topics, now }: NewRequest,
): Change[] {
  return [
    {
      change: "add",
      table: "request",
      row: {
        org,
        request,
        state: "open",
        sealed_framing: sealer.seal(framing, framingPlace(org, request)),
        topics_json: JSON.stringify(topics),
        created_at: now,
        version: 0,
      },
    },
    { change: "add", table: "voice", row: { org, request, learner, author: 1, at: now } },
  ];
}

export type NewRequest = {
  org: string;
  request: string;
  learner: string;
  framing: Framing;
  topics: readonly string[];
  now: number;
};

/** Somebody else shares a request. A voice is counted once, whatever is pressed. */
export async function addVoice(
  read: Reader,
  { org, request, learner, now }: { org: string; request: string; learner: string; now: number },
): Promise<{ state: "added"; changes: Change[] } | { state: "already" | "gone" }> {
  const given = await read
    .selectFrom("voice")
    .select("at")
    .where("org", "=", org)
    .where("request", "=", request)
    .where("learner", "=", learner)
    .executeTakeFirst();
  if (given) return { state: "already" };
  const row = await read
    .selectFrom("request")
    .select("version")
    .where("org", "=", org)
    .where("request", "=", request)
    .executeTakeFirst();
  if (!row) return { state: "gone" };
  return {
    state: "added",
    changes: [
      { change: "add", table: "voice", row: { org, request, learner, author: 0, at: now } },
      // A decision that is being made at this moment counts its voices again, so that this one hears of it too.
      { change: "set", table: "request", key: { org, request }, version: row.version, row: {} },
    ],
  };
}

/** What a product owner decides. */
export type NewDecision = {
  decision: string;
  state: Exclude<RequestState, "open">;
  reason: string;
  by: string;
  now: number;
};

/** The next decision on a request as it was read. If somebody decides at the same moment, the commit is a conflict. */
export function decide(
  sealer: Sealer,
  org: string,
  { request, version, decisions }: Request,
  { decision, state, reason, by, now }: NewDecision,
): Change[] {
  return [
    { change: "set", table: "request", key: { org, request }, version, row: { state } },
    {
      change: "add",
      table: "decision",
      row: {
        org,
        decision,
        request,
        number: decisions.length + 1,
        state,
        sealed_reason: sealer.seal(reason, reasonPlace(org, decision)),
        decided_by: by,
        at: now,
      },
    },
  ];
}

/** Decisions know their maker by name only: they follow it when it changes. */
export async function renameDecider(read: Reader, org: string, from: string, to: string): Promise<Change[]> {
  const rows = await read
    .selectFrom("decision")
    .selectAll()
    .where("org", "=", org)
    .where("decided_by", "=", from)
    .execute();
  return rows.map((row) => ({ change: "put", table: "decision", row: { ...row, decided_by: to } }));
}
