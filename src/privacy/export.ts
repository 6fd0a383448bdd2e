import type { Row } from "../store/any-rows.ts";
import { type LearnerKeys, openerFor } from "../store/learner-keys.ts";
import type { Schema } from "../store/schema.ts";
import type { Place, Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";
import { dataMap, exportRule, tables } from "./data-map.ts";
import { openOrNull, ownerOf, ownRows, placeOf } from "./own-rows.ts";

type Table = keyof Schema;
type Parts = { read: Reader; sealer: Sealer; keys: LearnerKeys };
type Opener = Pick<Sealer, "open">;

type Exported = {
  org: string;
  learner: string;
  /** Epoch milliseconds. */
  at: number;
  /** By table, with what it is kept for; tables without anything of theirs are left out. */
  data: Partial<Record<Table, { purpose: string; rows: Row[] }>>;
};

/** Everything that is a learner's own (P11), as the data map says: what was sealed is opened, and nobody else's is in it. */
export async function exportLearner(
  { read, sealer, keys }: Parts,
  org: string,
  learner: string,
  now: number,
): Promise<Exported> {
  const owner = await ownerOf(read, org, learner);
  const openers = { master: sealer, own: await openerFor(keys, org, learner) };
  const data: Exported["data"] = {};
  for (const table of tables) {
    const rows = await ownRows(read, sealer, table, owner);
    if (rows.length === 0) continue;
    data[table] = {
      purpose: dataMap[table].purpose,
      rows: inOrder(rows).map((row) => shown(openers, table, row)),
    };
  }
  return { org, learner, at: now, data };
}

/** As it happened, where that is known. */
function inOrder(rows: readonly Row[]): Row[] {
  const when = ({ position, received, at }: Row) => Number(position ?? received ?? at ?? 0);
  return rows.toSorted((a, b) => when(a) - when(b));
}

/** A row has one sealed column at most: what is in it is its content. */
function shown(openers: { master: Opener; own: Opener | null }, table: Table, row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]): [string, unknown][] => {
      const rule = exportRule(table, column);
      if (rule === "left out") return [];
      if (rule === "shown") {
        if (!column.endsWith("_json")) return [[column, value]];
        return [[column.replace("_json", ""), JSON.parse(String(value))]];
      }
      const place: Place =
        rule.sealed === "own, versioned"
          ? [...placeOf(table, row), Number(row.version)]
          : placeOf(table, row);
      const opener = rule.sealed === "master" ? openers.master : openers.own;
      return [["content", typeof value === "string" ? openOrNull(opener, value, place) : null]];
    }),
  );
}
