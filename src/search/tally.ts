import type { Memory } from "./memory.ts";

/** In how many passages things (by number) occur, kept apart by audience, so that hidden passages count for nobody else. */
export type Tally = {
  add(thing: number, audience: number, by: 1 | -1): void;
  /** In how many passages of the audiences that `open` has a 1 for. */
  count(thing: number, open: Uint8Array): number;
  /** In how many passages of anybody. */
  all(thing: number): number;
};

/** A thing's list is pairs of an audience and its count: most things have one or two. */
export function tally(memory: Memory, name: string): Tally {
  const pairs = memory.lists(name);
  return {
    add(thing, audience, by) {
      const { values } = pairs;
      const start = pairs.start(thing);
      const end = start + pairs.size(thing);
      for (let at = start; at < end; at += 2) {
        if (values[at] !== audience) continue;
        values[at + 1] = (values[at + 1] ?? 0) + by;
        return;
      }
      pairs.push(thing, audience);
      pairs.push(thing, by);
    },
    count(thing, open) {
      const { values } = pairs;
      let count = 0;
      const start = pairs.start(thing);
      const end = start + pairs.size(thing);
      for (let at = start; at < end; at += 2) if (open[values[at] ?? 0] === 1) count += values[at + 1] ?? 0;
      return count;
    },
    all(thing) {
      const { values } = pairs;
      let count = 0;
      const start = pairs.start(thing);
      const end = start + pairs.size(thing);
      for (let at = start + 1; at < end; at += 2) count += values[at] ?? 0;
      return count;
    },
  };
}
