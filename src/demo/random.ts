/** Chance that comes out the same for the same seed: the demo is the same company on every machine. */
export type Chance = {
  /** From 0 up to but not including 1. */
  number(): number;
  /** A whole number from 0 up to but not including `below`. */
  below(below: number): number;
  /** One of them; heavier ones more often. Weights are positive. */
  weighted<Item>(items: readonly Item[], weight: (item: Item) => number): Item | null;
};

/** mulberry32, by Tommy Ettinger (public domain). */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  function number(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  return {
    number,
    below: (below) => Math.floor(number() * below),
    weighted(items, weight) {
      let rest = number() * items.reduce((sum, item) => sum + weight(item), 0);
      for (const item of items) {
        rest -= weight(item);
        if (rest < 0) return item;
      }
      return items.at(-1) ?? null;
    },
  };
}
