import type { Cell, Table } from "./table.ts";

/** Two cells that differ by so few people that only one of them may be shown: the larger, else the first. */
export type NearPair = { larger: Cell; smaller: Cell };

/**
 * The pairs of cells that differ by 1 to `smallestGroup` - 1 people. Those with the largest cells come first, so that a cell gives way
 * to a larger one only while that is shown itself.
 */
export function nearPairs(table: Table, shown: ReadonlySet<Cell>, smallestGroup: number): NearPair[] {
  const cells = [...shown].sort((one, other) => other.people.size - one.people.size);
  const cellsOf: number[][] = table.placeOf.map(() => []);
  for (const [at, { people }] of cells.entries()) for (const person of people) cellsOf[person]?.push(at);

  // How many people two cells share, counted person by person: most pairs share nobody.
  const shared = new Int32Array(cells.length * cells.length);
  for (const own of cellsOf) {
    for (const [at, one] of own.entries()) {
      for (const other of own.slice(at + 1)) {
        const pair = one * cells.length + other;
        shared[pair] = (shared[pair] ?? 0) + 1;
      }
    }
  }
  return cells.flatMap((larger, one) =>
    cells.slice(one + 1).flatMap((smaller, later) => {
      const both = shared[one * cells.length + one + 1 + later] ?? 0;
      const difference = larger.people.size + smaller.people.size - 2 * both;
      return difference > 0 && difference < smallestGroup ? [{ larger, smaller }] : [];
    }),
  );
}
