import { randomUUID } from "node:crypto";
import { Framing } from "../request/request.ts";
import { addRow, findRows, type Row, removeRow } from "../store/any-rows.ts";
import { inEachOrg } from "../store/each-org.ts";
import type { LearnerKeys } from "../store/learner-keys.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";
import { dataMap, tables } from "./data-map.ts";
import { type Owner, openOrNull, ownerOf, ownRows, placeOf } from "./own-rows.ts";
import { forgetUnkept } from "./retention.ts";

type Parts = { store: Store; keys: LearnerKeys; sealer: Sealer };

/** What stands for an erased decider: true of every decision, and the same in both languages. */
const L_AND_D = "L&D";

/**
 * Erases somebody (P12): rows, sealed payloads and key, as the data map says, and then out of the files. The log comes first, so
 * that a crash or a restored backup is made good by `replayErasures`. Done twice, it does no harm. Their id is used up: whoever comes
 * back is somebody new.
 */
export async function eraseLearner(parts: Parts, org: string, learner: string, now: number): Promise<void> {
  // From here on nobody is joined to them, of whom the log would know nothing.
  await parts.store.write((writer) => addRow(writer, "erasure_wish", { org, learner, at: now }), org);
  // Who they were before two were joined comes back with a backup, too.
  const former = await findRows(parts.store.readOf(org), "former_id", { equal: { org, learner } });
  const persons = [fingerprintOf(parts.sealer, org, learner), ...former.map(({ person }) => String(person))];
  for (const person of persons) await parts.keys.logErasure(person, now);
  await eraseAll(parts, [{ org, learner }]);
}

/** Erases again whoever is in the log and back in the store: before it serves, after it may have been restored (F22). */
export async function replayErasures(parts: Parts): Promise<void> {
  const erased = new Set((await parts.keys.erasures()).map(({ person }) => person));
  if (erased.size === 0) return;
  const known = await inEachOrg(parts.store, (read, org) =>
    read.selectFrom("learner").select(["org", "learner"]).where("org", "=", org).execute(),
  );
  await eraseAll(
    parts,
    known.filter(({ org, learner }) => erased.has(fingerprintOf(parts.sealer, org, learner))),
  );
}

/** Erases those who asked for it in the chat. */
export async function eraseWishes(
  { forgetRecent, ...parts }: Parts & { forgetRecent(who: { org: string; learner: string }): Promise<void> },
  now: number,
): Promise<void> {
  const wishes = await inEachOrg(parts.store, (read, org) =>
    read.selectFrom("erasure_wish").select(["org", "learner"]).where("org", "=", org).execute(),
  );
  for (const { org, learner } of wishes) {
    await forgetRecent({ org, learner });
    await eraseLearner(parts, org, learner, now);
  }
}

/** Nobody without the master key can tell whose it is. */
export function fingerprintOf(sealer: Sealer, org: string, learner: string): string {
  return sealer.fingerprint(JSON.stringify(["erasure", org, learner]));
}

async function eraseAll(
  { store, keys, sealer }: Parts,
  people: readonly { org: string; learner: string }[],
): Promise<void> {
  if (people.length === 0) return;
  for (const { org, learner } of people) {
    await store.write((writer) => eraseRows(writer, sealer, org, learner), org);
  }
  // With the rows their yes is gone, and now their key. A turn under way that still makes one cannot commit any more; the next tick
  // forgets it.
  await forgetUnkept({ store, keys });
  await store.scrub();
}

/**
 * In one transaction. With the conversation goes its lease, and with the deliveries theirs: a turn or an answer that is under way
 * finds that it has lost them, and writes nothing (F21).
 */
async function eraseRows(writer: Writer, sealer: Sealer, org: string, learner: string): Promise<void> {
  const owner = await ownerOf(writer, org, learner);
  // First looked at, then removed: some rows lead to others.
  const found = new Map<(typeof tables)[number], Row[]>();
  for (const table of tables) found.set(table, await ownRows(writer, sealer, table, owner));
  for (const [table, rows] of found) {
    if (dataMap[table].erase !== "removed") continue;
    for (const row of rows) await removeRow(writer, table, row);
  }
  for (const row of found.get("request") ?? []) await clearRequest(writer, sealer, owner, row);
  for (const row of found.get("decision") ?? []) await clearDecision(writer, sealer, row);
}

/**
 * What others share or L&D has decided on is theirs too: it stays as it was sent, without the name. One that is still open and that
 * nobody else shares goes: nobody would be left to be told what became of it.
 */
async function clearRequest(writer: Writer, sealer: Sealer, { org }: Owner, row: Row): Promise<void> {
  const request = String(row.request);
  const other = await writer
    .selectFrom("voice")
    .select("learner")
    .where("org", "=", org)
    .where("request", "=", request)
    .executeTakeFirst();
  if (row.state === "open" && other === undefined) return removeRow(writer, "request", row);
  const place = placeOf("request", row);
  const opened = Framing.safeParse(openOrNull(sealer, String(row.sealed_framing), place));
  // Nobody can read it any more, so nobody needs it.
  if (!opened.success) return removeRow(writer, "request", row);
  await writer
    .updateTable("request")
    .set({ sealed_framing: sealer.seal({ ...opened.data, from: null }, place) })
    .where("org", "=", org)
    .where("request", "=", request)
    .execute();
}

/** The decision and its reason are L&D's word to those who asked. Its id is that of an event, which may hold the id of the person. */
async function clearDecision(writer: Writer, sealer: Sealer, row: Row): Promise<void> {
  const decision = randomUUID();
  const reason = openOrNull(sealer, String(row.sealed_reason), placeOf("decision", row)) ?? "";
  const sealed_reason = sealer.seal(reason, placeOf("decision", { ...row, decision }));
  await writer
    .updateTable("decision")
    .set({ decision, sealed_reason, decided_by: L_AND_D })
    .where("org", "=", String(row.org))
    .where("decision", "=", String(row.decision))
    .execute();
}
