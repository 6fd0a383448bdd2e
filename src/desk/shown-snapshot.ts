import { readSnapshot } from "../signal/snapshot.ts";
import type { Reader } from "../store/store.ts";
import type { TopicLabels } from "./labels.ts";
import type { DeskSnapshot } from "./view.ts";

/** A closed month with the names of its topics, families and divisions; null if it is not closed. */
export async function shownSnapshot(
  read: Reader,
  org: string,
  month: string,
  labels: TopicLabels,
): Promise<DeskSnapshot | null> {
  const snapshot = await readSnapshot(read, org, month);
  if (!snapshot) return null;
  const { closedAt, smallestGroup, withheld, company, unanswered, divisions: cells } = snapshot;
  const families = new Set(cells.map(({ family }) => family));
  const released = new Set(cells.map(({ division }) => division));
  return {
    month: snapshot.month,
    closedAt,
    smallestGroup,
    withheld,
    topics: company.map(({ topic, family, band }) => ({
      topic,
      label: labels.topic(topic),
      family: labels.family(family),
      band,
    })),
    unanswered: unanswered.map(({ topic, band }) => ({ topic, label: labels.topic(topic), band })),
    families: [...families].map((family) => ({ family, label: labels.family(family) })),
    divisions: await divisionsOf(read, org, released),
    cells,
  };
}

/** Those of today by name, and those of the snapshot that have gone since. */
async function divisionsOf(
  read: Reader,
  org: string,
  released: ReadonlySet<string>,
): Promise<DeskSnapshot["divisions"]> {
  const rows = await read
    .selectFrom("division")
    .select(["division", "name"])
    .where("org", "=", org)
    .orderBy("name")
    .execute();
  const known = new Set(rows.map(({ division }) => division));
  const gone = [...released].filter((division) => !known.has(division)).sort();
  return [...rows, ...gone.map((division) => ({ division, name: division }))];
}
