import { type Basis, basisOf, type Column, sumAt, valueOn } from "./basis.ts";

/** Sums that are looked at at most. */
const MOST_SUMS = 1_000_000;
/** So few that looking for yet another basis does not pay. */
const FEW_SUMS = 2_000;

export type Search =
  | { state: "none" }
  /** Combinations of rows whose sum is 1 on a small group and 0 on everybody else. */
  | { state: "found"; combinations: Float64Array[] }
  | { state: "too many" };

/**
 * Whether a group of fewer than `smallestGroup` people, and not an open one, follows from the rows. Everything that follows from them
 * is settled by its values on a basis, so all there is to look at are the sums that are 1 on some columns of a basis. That would be far
 * too many, but for this: of a small group, one of several bases that have nobody in common has only a few. With as many bases as the
 * group would need people, none are left.
 */
export function smallGroup<Kind extends Column>(
  kinds: readonly Kind[],
  height: number,
  smallestGroup: number,
  isOpen: (group: readonly Kind[]) => boolean,
): Search {
  const plan = planOf(kinds, height, smallestGroup);
  if (plan.sums > MOST_SUMS) return { state: "too many" };
  for (const basis of plan.bases) {
    const combinations = searchBasis(basis, plan, kinds, smallestGroup, isOpen);
    if (combinations) return { state: "found", combinations };
  }
  return { state: "none" };
}

/** Bases to look at. `common`: columns that several of them had to share; of the others, a small group has `most` in one of them. */
type Plan = { bases: Basis[]; common: ReadonlySet<number>; most: number; sums: number };

function planOf(kinds: readonly Column[], height: number, smallestGroup: number): Plan {
  const left = kinds.map(({ people }) => people);
  const bases: Basis[] = [];
  const common = new Set<number>();
  let best: Plan = { bases, common, most: 0, sums: Number.POSITIVE_INFINITY };
  while (bases.length < smallestGroup && best.sums > FEW_SUMS) {
    const fresh = [...kinds.keys()].filter((at) => (left[at] ?? 0) > 0);
    const spent = [...kinds.keys()].filter((at) => (left[at] ?? 0) <= 0);
    const basis = basisOf(kinds, height, [...fresh, ...spent]);
    for (const at of basis.columns) {
      if ((left[at] ?? 0) <= 0) common.add(at);
      left[at] = (left[at] ?? 0) - 1;
    }
    bases.push(basis);
    const most = Math.floor((smallestGroup - 1) / bases.length);
    const plan = { bases: [...bases], common: new Set(common), most, sums: 0 };
    for (const one of bases) {
      const places = loose(one, kinds, smallestGroup);
      const shared = places.filter((at) => common.has(one.columns[at] ?? -1)).length;
      plan.sums += ways(shared, smallestGroup - 1) * ways(places.length - shared, most);
    }
    if (plan.sums < best.sums) best = plan;
  }
  return best;
}

/** The places in a basis whose people are few enough to be part of a small group. */
function loose({ columns }: Basis, kinds: readonly Column[], smallestGroup: number): number[] {
  return [...columns.keys()].filter((at) => (kinds[columns[at] ?? -1]?.people ?? 0) < smallestGroup);
}

/** In how many ways at most `most` of `count` can be chosen. */
function ways(count: number, most: number): number {
  let one = 1;
  let all = 1;
  for (let chosen = 1; chosen <= Math.min(count, most); chosen++) {
    one = (one * (count - chosen + 1)) / chosen;
    all += one;
  }
  return all;
}

function searchBasis<Kind extends Column>(
  basis: Basis,
  { common, most }: Plan,
  kinds: readonly Kind[],
  smallestGroup: number,
  isOpen: (group: readonly Kind[]) => boolean,
): Float64Array[] | null {
  const terms = loose(basis, kinds, smallestGroup).flatMap((at) => {
    const combination = basis.combinations[at];
    if (!combination) return [];
    const values = Float64Array.from(kinds, (kind) => valueOn(combination, kind));
    return [{ combination, values, isCommon: common.has(basis.columns[at] ?? -1) }];
  });
  return withMore([], 0, most);

  function withMore(
    chosen: readonly (typeof terms)[number][],
    first: number,
    left: number,
  ): Float64Array[] | null {
    const group = groupOf(chosen, kinds, smallestGroup);
    if (group.length > 0 && !isOpen(group)) return chosen.map(({ combination }) => combination);
    if (chosen.length === smallestGroup - 1) return null;
    for (let at = first; at < terms.length; at++) {
      const term = terms[at];
      if (!term || (left === 0 && !term.isCommon)) continue;
      const found = withMore([...chosen, term], at + 1, term.isCommon ? left : left - 1);
      if (found) return found;
    }
    return null;
  }
}

/** The small group on which the sum is 1, if it is 0 on everybody else; else nobody. */
function groupOf<Kind extends Column>(
  terms: readonly { values: Float64Array }[],
  kinds: readonly Kind[],
  smallestGroup: number,
): Kind[] {
  const values = terms.map((term) => term.values);
  const group: Kind[] = [];
  let people = 0;
  for (const [at, kind] of kinds.entries()) {
    const value = sumAt(values, at);
    if (value === 0) continue;
    people += kind.people;
    if (value !== 1 || people >= smallestGroup) return [];
    group.push(kind);
  }
  return group;
}
