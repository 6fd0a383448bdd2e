import { DIMENSIONS } from "./embed.ts";

/** The cosine to a question, by the passage's name. */
type Near = { passage: string; cosine: number };

/** What passages mean, in memory: a row of signed bytes for each. */
export interface Vectors {
  /** The passage of each row. */
  names(): readonly string[];
  /** Takes the place of what the passage had before. */
  put(passage: string, row: Int8Array): void;
  remove(passage: string): void;
  /** From -1 to 1. Undefined: the passage has no vector. */
  cosine(question: Float32Array, passage: string): number | undefined;
  /** To every row, in the order of `names`. */
  cosines(question: Float32Array): Float32Array;
  /** The nearest `most` of those that are open, nearest first, equal ones by name. */
  nearest(question: Float32Array, most: number, isOpen: (passage: string) => boolean): Near[];
}

const HIGHEST = 127;

/** The direction of a vector in signed bytes; its length is lost, and says nothing. */
export function inBytes(vector: Float32Array): Int8Array {
  let highest = 0;
  for (const value of vector) highest = Math.max(highest, Math.abs(value));
  const step = highest === 0 ? 1 : highest / HIGHEST;
  const bytes = new Int8Array(vector.length);
  for (const [at, value] of vector.entries()) bytes[at] = Math.round(value / step);
  return bytes;
}

/** Of length one; all zeros stay. */
export function inUnits(vector: ArrayLike<number>): Float32Array {
  const values = Float32Array.from(vector);
  const length = lengthOf(values);
  return length === 0 ? values : values.map((value) => value / length);
}

function lengthOf(values: Float32Array | Int8Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

/** Questions are compared in full precision, at length one: see `inUnits`. */
export function vectors(): Vectors {
  let rows = new Int8Array(DIMENSIONS);
  let lengths = new Float32Array(1);
  const names: string[] = [];
  const rowOf = new Map<string, number>();

  function grow(): void {
    const wider = new Int8Array(rows.length * 2);
    wider.set(rows);
    rows = wider;
    const longer = new Float32Array(lengths.length * 2);
    longer.set(lengths);
    lengths = longer;
  }

  function cosineAt(question: Float32Array, row: number): number {
    const length = lengths[row] ?? 0;
    return length === 0 ? 0 : dot(question, rows, row * DIMENSIONS) / length;
  }

  function cosines(question: Float32Array): Float32Array {
    const all = new Float32Array(names.length);
    for (let row = 0; row < all.length; row++) all[row] = cosineAt(question, row);
    return all;
  }

  return {
    names: () => names,
    put(passage, row) {
      const at = rowOf.get(passage) ?? names.length;
      if (at === names.length) {
        if (at === lengths.length) grow();
        names.push(passage);
        rowOf.set(passage, at);
      }
      rows.set(row, at * DIMENSIONS);
      lengths[at] = lengthOf(row);
    },
    remove(passage) {
      const at = rowOf.get(passage);
      if (at === undefined) return;
      // The last row moves into the gap.
      const end = names.length - 1;
      const last = names[end] ?? passage;
      rows.copyWithin(at * DIMENSIONS, end * DIMENSIONS, (end + 1) * DIMENSIONS);
      lengths[at] = lengths[end] ?? 0;
      names[at] = last;
      rowOf.set(last, at);
      names.pop();
      rowOf.delete(passage);
    },
    cosine(question, passage) {
      const at = rowOf.get(passage);
      return at === undefined ? undefined : cosineAt(question, at);
    },
    cosines,
    nearest(question, most, isOpen) {
      const all = cosines(question);
      const best: Near[] = [];
      for (const [row, passage] of names.entries()) {
        const cosine = all[row] ?? 0;
        const last = best[most - 1];
        // Whether it is open is asked of few.
        if (last && cosine < last.cosine) continue;
        if (!isOpen(passage)) continue;
        const near = { passage, cosine };
        const at = best.findIndex((other) => byCosine(near, other) < 0);
        if (at >= 0) best.splice(at, 0, near);
        else best.push(near);
        if (best.length > most) best.pop();
      }
      return best;
    },
  };
}

function byCosine(a: Near, b: Near): number {
  return b.cosine - a.cosine || (a.passage < b.passage ? -1 : 1);
}

/** In four sums, which do not wait for each other. */
function dot(question: Float32Array, rows: Int8Array, from: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = 0; at < DIMENSIONS; at += 4) {
    const row = from + at;
    a += (question[at] ?? 0) * (rows[row] ?? 0);
    b += (question[at + 1] ?? 0) * (rows[row + 1] ?? 0);
    c += (question[at + 2] ?? 0) * (rows[row + 2] ?? 0);
    d += (question[at + 3] ?? 0) * (rows[row + 3] ?? 0);
  }
  return a + b + c + d;
}
