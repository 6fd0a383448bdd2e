import { z } from "zod";
import type { Band } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";
import { BANDS } from "./band.ts";
import type { Withheld } from "./disclosure.ts";

/** A closed month as it was released. Nobody who looks at signals reads anything else. */
export type Snapshot = {
  month: string;
  closedAt: number;
  /** Fewer people than this are never shown. */
  smallestGroup: number;
  /** How many learners the org had. */
  people: number;
  /** How many cells were held back, by reason. */
  withheld: Withheld;
  /** The most people first. `family` is empty for a topic that has left the list since. */
  company: { topic: string; family: string; band: Band }[];
  /** Of the people of `company`, those with a question about the topic that nothing answered for sure. The most people first. */
  unanswered: { topic: string; band: Band }[];
  /** The most people first. */
  divisions: { division: string; family: string; band: Band }[];
};

const count = z.int().nonnegative();
const WithheldJson = z.strictObject({ few: count, complement: count, difference: count });

/** The closed months, such as `2026-11`, the newest first. */
export async function closedMonths(read: Reader, org: string): Promise<string[]> {
  const rows = await read
    .selectFrom("snapshot")
    .select("month")
    .where("org", "=", org)
    .orderBy("month", "desc")
    .execute();
  return rows.map(({ month }) => month);
}

/** What was released of a month; null if it is not closed. */
export async function readSnapshot(read: Reader, org: string, month: string): Promise<Snapshot | null> {
  const row = await read
    .selectFrom("snapshot")
    .select(["closed_at", "smallest_group", "people", "withheld_json"])
    .where("org", "=", org)
    .where("month", "=", month)
    .executeTakeFirst();
  if (!row) return null;
  const cells = await read
    .selectFrom("snapshot_cell")
    .leftJoin("topic", (join) =>
      join.onRef("topic.org", "=", "snapshot_cell.org").onRef("topic.topic", "=", "snapshot_cell.subject"),
    )
    .select(["level", "division", "subject", "band", "topic.family"])
    .where("snapshot_cell.org", "=", org)
    .where("month", "=", month)
    .orderBy("division")
    .orderBy("subject")
    .execute();
  const inOrder = cells.sort((one, other) => BANDS.indexOf(one.band) - BANDS.indexOf(other.band));
  return {
    month,
    closedAt: row.closed_at,
    smallestGroup: row.smallest_group,
    people: row.people,
    withheld: WithheldJson.parse(JSON.parse(row.withheld_json)),
    company: inOrder
      .filter(({ level }) => level === "company")
      .map(({ subject, family, band }) => ({ topic: subject, family: family ?? "", band })),
    unanswered: inOrder
      .filter(({ level }) => level === "unanswered")
      .map(({ subject, band }) => ({ topic: subject, band })),
    divisions: inOrder
      .filter(({ level }) => level === "division")
      .map(({ division, subject, band }) => ({ division, family: subject, band })),
  };
}
