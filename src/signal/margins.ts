import type { Cell, Table } from "./table.ts";

/**
 * The next cell to hide because a total minus what is shown would leave a group of 1 to `smallestGroup` - 1 people; null when there
 * is none. Two totals are protected as if they were published, although neither is:
 * - a family in the company. Where only one topic of a family was confirmed, the cell of that topic is that total.
 * - the confirmed families of a division, for what else is ever counted there.
 *
 * When all parts of a total are hidden, the whole total remains. If that is small, it is hidden itself: no topic of a family has more
 * people than its family.
 */
export function nextInMargins(table: Table, shown: ReadonlySet<Cell>, smallestGroup: number): Cell | null {
  const inDivisions = table.cells.filter(({ level }) => level === "division");
  const families = Map.groupBy(inDivisions, ({ subject }) => subject);
  for (const [family, cells] of families) {
    const next = nextOf(cells, shown, smallestGroup, table.outside.get(family));
    if (next) return next;
  }
  for (const cells of Map.groupBy(inDivisions, ({ division }) => division).values()) {
    const next = nextOf(cells, shown, smallestGroup);
    if (next) return next;
  }
  return null;
}

/** The smallest of these parts of one total, if the hidden rest of it is too small. `outside`: those who are in no part. */
function nextOf(
  parts: readonly Cell[],
  shown: ReadonlySet<Cell>,
  smallestGroup: number,
  outside: ReadonlySet<number> = new Set(),
): Cell | null {
  const rest = new Set(outside);
  for (const part of parts) {
    if (shown.has(part) || rest.size >= smallestGroup) continue;
    for (const person of part.people) rest.add(person);
  }
  if (rest.size === 0 || rest.size >= smallestGroup) return null;
  return smallest(parts.filter((part) => shown.has(part)));
}

/** The one with the fewest people, the first of several; null of none. */
export function smallest(cells: Iterable<Cell>): Cell | null {
  let found: Cell | null = null;
  for (const cell of cells) if (!found || cell.people.size < found.people.size) found = cell;
  return found;
}
