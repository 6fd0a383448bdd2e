import type { Schema } from "../store/schema.ts";
import { bandOf } from "./band.ts";
import { derivedFrom } from "./derived.ts";
import { nextInMargins } from "./margins.ts";
import { nearPairs } from "./near.ts";
import { checkSmallestGroup } from "./smallest-group.ts";
import { type Cell, type FamilyOfTopic, type Person, tableOf, type Vote } from "./table.ts";

/**
 * Why a cell is held back: few people are in it or could be missing from it; or a small group would follow by subtraction from a
 * total; or by comparing groups.
 */
type Reason = "few" | "complement" | "difference";
export type Withheld = Record<Reason, number>;
type ReleasedCell = Pick<Schema["snapshot_cell"], "level" | "division" | "subject" | "band">;
export type Disclosed = { cells: ReleasedCell[]; withheld: Withheld };
/** A month as it was lived. */
export type Lived = {
  people: readonly Person[];
  votes: readonly Vote[];
  topics: readonly FamilyOfTopic[];
  smallestGroup: number;
};
/** `disclose` itself, or something that does it elsewhere. */
export type Disclose = (month: Lived) => Disclosed | Promise<Disclosed>;

/**
 * What of a month may be published so that no group of fewer than `smallestGroup` people follows from it, whatever is subtracted from
 * what. Pure, and independent of the order of what it is given. Throws Failure `misconfigured` for a smallest group below the floor.
 *
 * Each rule only ever hides, so repeating them comes to an end; and hiding for one can break another, so they are repeated until none
 * has anything left to hide.
 */
export function disclose(given: Lived): Disclosed {
  const { smallestGroup } = given;
  checkSmallestGroup(smallestGroup);
  const table = tableOf(given.people, given.votes, given.topics);
  const shown = new Set(table.cells);
  const withheld: Withheld = { few: 0, complement: 0, difference: 0 };
  const hide = (cell: Cell, reason: Reason) => {
    shown.delete(cell);
    withheld[reason]++;
  };

  for (const cell of table.cells) {
    if (cell.people.size < smallestGroup) hide(cell, "few");
    else if (tellsOfEverybody(cell, smallestGroup)) hide(cell, "complement");
  }
  const pairs = nearPairs(table, shown, smallestGroup);
  for (;;) {
    const inMargins = nextInMargins(table, shown, smallestGroup);
    if (inMargins) {
      hide(inMargins, "complement");
      continue;
    }
    const near = pairs.find(({ larger, smaller }) => shown.has(larger) && shown.has(smaller));
    const different = near ? near.smaller : derivedFrom(table, shown, smallestGroup);
    if (!different) break;
    hide(different, "difference");
  }

  const cells = [...shown].map(({ level, division, subject, people, population }) => {
    return { level, division, subject, band: bandOf(people.size, population, smallestGroup) };
  });
  return { cells, withheld };
}

/**
 * Whether "most" would say more than "nearly all". A shown cell has at least `smallestGroup` people; where hardly more are there,
 * "most" is everybody, or everybody but a few who know of themselves.
 */
function tellsOfEverybody({ people, population }: Cell, smallestGroup: number): boolean {
  return population - people.size < smallestGroup && population < 2 * smallestGroup - 1;
}
