import { bandOf } from "./band.ts";
import type { Column } from "./basis.ts";
import type { Cell, Table } from "./table.ts";

/** People of one place who are counted in the same shown cells: nothing that is published tells them apart. */
export type Kind = Column & { place: number };

/**
 * The people as an onlooker could tell them apart: a row for each of these cells, in their order, and then, with `knowsPopulations`,
 * one for each place. `isOpen` says of a group that it is no secret.
 */
export function kindsOf(
  table: Table,
  cells: readonly Cell[],
  smallestGroup: number,
  knowsPopulations: boolean,
): { kinds: Kind[]; height: number; isOpen(group: readonly Kind[]): boolean } {
  const rowsOf: number[][] = table.placeOf.map(() => []);
  for (const [row, { people }] of cells.entries()) for (const person of people) rowsOf[person]?.push(row);

  const byRows = new Map<string, { rows: number[]; people: number; place: number }>();
  for (const [person, rows] of rowsOf.entries()) {
    const place = table.placeOf[person] ?? 0;
    if (knowsPopulations) rows.push(cells.length + place);
    if (rows.length === 0) continue;
    const key = rows.join();
    const known = byRows.get(key);
    if (known) known.people++;
    else byRows.set(key, { rows, people: 1, place });
  }
  // Large kinds first: they can be no part of a small group. Then those in few cells, which are quickest to reckon with.
  const kinds = [...byRows.values()].sort(
    (one, other) => other.people - one.people || one.rows.length - other.rows.length,
  );

  const most = [...cells.entries()].filter(([, { people, population }]) => {
    return bandOf(people.size, population, smallestGroup) === "most";
  });
  const isOpen = (group: readonly Kind[]) =>
    isWholePlaces(table, group) || most.some(([row, cell]) => isMissingFrom(cell, row, group));
  return {
    kinds,
    height: cells.length + (knowsPopulations ? table.populations.length : 0),
    isOpen: knowsPopulations ? isOpen : () => false,
  };
}

function isWholePlaces({ populations }: Table, group: readonly Kind[]): boolean {
  return [...Map.groupBy(group, ({ place }) => place)].every(
    ([place, kinds]) => sizeOf(kinds) === populations[place],
  );
}

/** Whether the group is everybody who is missing from this cell. */
function isMissingFrom({ people, population, place }: Cell, row: number, group: readonly Kind[]): boolean {
  return (
    sizeOf(group) === population - people.size &&
    group.every((kind) => (place === null || kind.place === place) && !kind.rows.includes(row))
  );
}

function sizeOf(kinds: readonly Kind[]): number {
  return kinds.reduce((sum, { people }) => sum + people, 0);
}
