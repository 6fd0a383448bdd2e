import { sumAt } from "./basis.ts";
import { kindsOf } from "./kinds.ts";
import { smallest } from "./margins.ts";
import { smallGroup } from "./small-group.ts";
import type { Cell, Table } from "./table.ts";

/**
 * A cell to hide because together with the other shown cells it gives a group of 1 to `smallestGroup` - 1 people away, by adding and
 * subtracting them in whatever way; null if there is none. Comparing cells in pairs does not find a group that follows from three.
 *
 * It is tried for the shown cells alone, and again together with how many people the company and its divisions have, which anybody
 * may know. Then two kinds of groups are no secret: whole divisions, and those missing from a cell that is shown as "most", which says
 * that there are few of them and nothing more.
 */
export function derivedFrom(table: Table, shown: ReadonlySet<Cell>, smallestGroup: number): Cell | null {
  const cells = [...shown];
  for (const knowsPopulations of [false, true]) {
    const { kinds, height, isOpen } = kindsOf(table, cells, smallestGroup, knowsPopulations);
    const found = smallGroup(kinds, height, smallestGroup, isOpen);
    if (found.state === "none") continue;
    // What cannot be looked through is not shown.
    if (found.state === "too many") return smallest(cells);
    return smallest(cells.filter((_, row) => sumAt(found.combinations, row) !== 0));
  }
  return null;
}
