import { connectionsOf, mayBeOne } from "../learner/identity.ts";
import { type Learner, learnerOfId } from "../learner/learner.ts";
import { addRow, findRows, type Row, removeRow } from "../store/any-rows.ts";
import { inEachOrg } from "../store/each-org.ts";
import { type LearnerKeys, openerFor, sealerFor } from "../store/learner-keys.ts";
import type { Schema } from "../store/schema.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";
import { dataMap, exportRule, tables } from "./data-map.ts";
import { fingerprintOf } from "./erase.ts";
import { apart } from "./joined-apart.ts";
import { givenAt } from "./opt-in.ts";
import { openOrNull, placeOf } from "./own-rows.ts";
import { forgetUnkept } from "./retention.ts";

type Table = keyof Schema;
type Parts = { store: Store; keys: LearnerKeys; sealer: Sealer };

/** Two learners who are one person: what was `gone`'s becomes `kept`'s. */
type Pair = { org: string; gone: string; kept: string };

/** Makes one of those who turned out to be the same person. */
export async function joinWishes(parts: Parts): Promise<void> {
  const wishes = await inEachOrg(parts.store, (read, org) =>
    read.selectFrom("join_wish").selectAll().where("org", "=", org).orderBy("at").execute(),
  );
  for (const { org, learner, into_learner } of wishes) {
    await joinLearners(parts, { org, gone: learner, kept: into_learner });
  }
}

/**
 * Makes one learner of two: rows as the data map says, and what is sealed with the one's own key sealed anew with the other's. Lotse
 * does no more for them than it did for the kept one: messages and sharing go on only if that one said yes. What they kept for
 * themselves stays if either did, because nobody else ever sees it. Nothing happens to two who cannot be one.
 */
export async function joinLearners(parts: Parts, pair: Pair): Promise<void> {
  const { store, keys, sealer } = parts;
  const { org, gone, kept } = pair;
  const yes = await store.write((writer) => keepingYes(writer, pair), org);
  // Made outside the transaction, and only after the yes it belongs to: else it would be forgotten as one without.
  const own = {
    opener: await openerFor(keys, org, gone),
    sealer: yes.kept === null ? null : await sealerFor(keys, org, kept, yes.kept),
  };
  const isDone = await store.write(async (writer) => {
    const both = await pairOf(writer, pair);
    if (!both) {
      await removeRow(writer, "join_wish", { org, learner: gone });
      return true;
    }
    // Said or taken back meanwhile: other keys.
    const { kept: keptNow, gone: goneNow } = await yesOf(writer, pair);
    if (keptNow !== yes.kept || goneNow !== yes.gone) return false;
    const move = (table: Table, row: Row) => moveRow(writer, own, table, row, kept);
    for (const table of tables) {
      const rule = dataMap[table].join;
      if (rule === "apart") await apart[table]?.({ writer, sealer, org, ...both, move });
      if (rule === "follows" || rule === "apart") continue;
      for (const row of await findRows(writer, table, { equal: { org, learner: gone } })) {
        await (rule === "moves" ? move(table, row) : removeRow(writer, table, row));
      }
    }
    await addRow(writer, "former_id", { org, learner: kept, person: fingerprintOf(sealer, org, gone) });
    return true;
  }, org);
  if (!isDone) return joinLearners(parts, pair);
  // The key of the one who is gone.
  await forgetUnkept({ store, keys });
}

/** The two, if they are there, neither wants to be erased, and they may be one. */
async function pairOf(
  writer: Writer,
  { org, gone, kept }: Pair,
): Promise<{ gone: Learner; kept: Learner } | null> {
  const both = { gone: await learnerOfId(writer, org, gone), kept: await learnerOfId(writer, org, kept) };
  if (!both.gone || !both.kept || gone === kept) return null;
  const wishes = await findRows(writer, "erasure_wish", { equal: { org }, in: ["learner", [gone, kept]] });
  if (wishes.length > 0) return null;
  const doors = [await connectionsOf(writer, org, gone), await connectionsOf(writer, org, kept)] as const;
  return mayBeOne(...doors) ? { gone: both.gone, kept: both.kept } : null;
}

/** Since when each of them has said yes to keeping reflections. */
type Yes = { kept: number | null; gone: number | null };

async function yesOf(writer: Writer, { org, gone, kept }: Pair): Promise<Yes> {
  const givenBy = (learner: string) => givenAt(writer, { org, learner }, "reflections");
  return { kept: await givenBy(kept), gone: await givenBy(gone) };
}

/** If only the one who goes has said it, from now on the kept one does, too. */
async function keepingYes(writer: Writer, pair: Pair): Promise<Yes> {
  const yes = await yesOf(writer, pair);
  if (yes.kept !== null || yes.gone === null || !(await pairOf(writer, pair))) return yes;
  await addRow(writer, "opt_in", {
    org: pair.org,
    learner: pair.kept,
    opt_in: "reflections",
    given_at: yes.gone,
  });
  return { ...yes, kept: yes.gone };
}

/** Of what both have, the kept one's stays. What cannot be read any more is not taken along. */
async function moveRow(
  writer: Writer,
  own: { opener: Pick<Sealer, "open"> | null; sealer: Sealer | null },
  table: Table,
  row: Row,
  kept: string,
): Promise<void> {
  await removeRow(writer, table, row);
  const moved: Row = { ...row, learner: kept };
  for (const [column, sealed] of Object.entries(row)) {
    const rule = exportRule(table, column);
    if (typeof rule !== "object" || rule.sealed === "master" || typeof sealed !== "string") continue;
    const placeIn = (of: Row) =>
      rule.sealed === "own, versioned"
        ? ([...placeOf(table, of), Number(of.version)] as const)
        : placeOf(table, of);
    const value = openOrNull(own.opener, sealed, placeIn(row));
    if (value === null || !own.sealer) return;
    moved[column] = own.sealer.seal(value, placeIn(moved));
  }
  await addRow(writer, table, moved);
}
