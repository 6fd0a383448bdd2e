/**
 * What an index is made of: columns of numbers, tables of texts and many short lists of numbers, all growing and all in a few typed
 * arrays. That way 200,000 items take little room, a change touches only what it changes, and the whole can be handed to another thread
 * or written to a file as it is.
 */
export type Memory = {
  /** A column of 32-bit whole numbers. */
  ints(name: string): Ints;
  /** Texts numbered from 0 in order of arrival. */
  texts(name: string): Texts;
  /** Lists of 32-bit whole numbers, numbered from 0. */
  lists(name: string): Lists;
  /** Everything in it, by name; views of the live arrays, to be read before the next change. */
  saved(): Saved;
};

export type Ints = {
  /** Longer than `size`: what is behind it means nothing. Replaced when it grows, so do not hold on to it. */
  readonly values: Int32Array;
  readonly size: number;
  /** The number at this place; 0 behind the end. */
  at(place: number): number;
  push(value: number): void;
  /** Sets a number; places between the end and this one become 0. */
  set(place: number, value: number): void;
  clear(): void;
};

export type Texts = {
  readonly size: number;
  text(number: number): string;
  /** The latest number of this text. */
  find(text: string): number | undefined;
  /** The number of this text, given now if it has none. */
  number(text: string): number;
  /** Gives this text a new number, also if it has one. */
  push(text: string): number;
};

export type Lists = {
  /** Where the numbers of all lists are: those of list n are `values[start(n) .. start(n) + size(n))`. Replaced when it grows. */
  readonly values: Int32Array;
  start(list: number): number;
  size(list: number): number;
  push(list: number, value: number): void;
  /** Replaces the number at this place of the list, which must be there. */
  set(list: number, place: number, value: number): void;
  clear(): void;
};

export type Saved = {
  ints: Readonly<Record<string, Int32Array>>;
  texts: Readonly<Record<string, SavedTexts>>;
};
export type SavedTexts = { list: string[]; numbers?: Map<string, number> };

const NOTHING: Saved = { ints: {}, texts: {} };

/** An empty memory, or one that goes on with what was saved; the arrays, lists and maps are its own from then on. */
export function memory(saved: Saved = NOTHING): Memory {
  const columns = new Map<string, Ints>();
  const tables = new Map<string, { list: string[]; texts: Texts }>();

  function newInts(name: string): Ints {
    const made = ints(saved.ints[name] ?? new Int32Array(0));
    columns.set(name, made);
    return made;
  }

  return {
    ints: newInts,
    texts(name) {
      const { list = [], numbers } = saved.texts[name] ?? {};
      const made = texts(list, numbers ?? new Map(list.map((text, number) => [text, number])));
      tables.set(name, { list, texts: made });
      return made;
    },
    lists: (name) =>
      lists({
        values: newInts(`${name} values`),
        starts: newInts(`${name} starts`),
        sizes: newInts(`${name} sizes`),
        free: newInts(`${name} free`),
      }),
    saved: () => ({
      ints: Object.fromEntries(
        Array.from(columns, ([name, { values, size }]) => [name, values.subarray(0, size)]),
      ),
      texts: Object.fromEntries(Array.from(tables, ([name, { list }]) => [name, { list }])),
    }),
  };
}

function ints(start: Int32Array): Ints {
  let values = start;
  let size = start.length;
  function reserve(places: number) {
    if (places <= values.length) return;
    // By a half, not to double: the largest columns are most of an index.
    const grown = new Int32Array(Math.max(16, places, Math.ceil(values.length * 1.5)));
    grown.set(values.subarray(0, size));
    values = grown;
  }
  return {
    get values() {
      return values;
    },
    get size() {
      return size;
    },
    at: (place) => (place < size ? (values[place] ?? 0) : 0),
    push(value) {
      if (size === values.length) reserve(size + 1);
      values[size] = value;
      size += 1;
    },
    set(place, value) {
      if (place >= size) {
        reserve(place + 1);
        values.fill(0, size, place);
        size = place + 1;
      }
      values[place] = value;
    },
    clear() {
      values = new Int32Array(0);
      size = 0;
    },
  };
}

function texts(list: string[], numbers: Map<string, number>): Texts {
  const push = (text: string) => {
    numbers.set(text, list.length);
    return list.push(text) - 1;
  };
  return {
    get size() {
      return list.length;
    },
    text: (number) => list[number] ?? "",
    find: (text) => numbers.get(text),
    number: (text) => numbers.get(text) ?? push(text),
    push,
  };
}

/** A list lives in a block of 1, 2, 4, 8 … places and moves to a larger one when it is full; the block it leaves is used again. */
function lists({ values, starts, sizes, free }: Record<"values" | "starts" | "sizes" | "free", Ints>): Lists {
  /** `free` has for each power of two the first free block plus 1; a free block's first place has the next one plus 1. */
  function block(power: number): number {
    const first = free.at(power);
    if (first > 0) {
      free.set(power, values.at(first - 1));
      return first - 1;
    }
    const start = values.size;
    values.set(start + 2 ** power - 1, 0);
    return start;
  }
  function release(start: number, power: number) {
    values.set(start, free.at(power));
    free.set(power, start + 1);
  }
  return {
    get values() {
      return values.values;
    },
    start: (list) => starts.at(list),
    size: (list) => sizes.at(list),
    push(list, value) {
      const size = sizes.at(list);
      let start = starts.at(list);
      if (size === 0) {
        start = block(0);
        starts.set(list, start);
      } else if ((size & (size - 1)) === 0) {
        const power = 31 - Math.clz32(size);
        const larger = block(power + 1);
        values.values.copyWithin(larger, start, start + size);
        release(start, power);
        start = larger;
        starts.set(list, start);
      }
      values.set(start + size, value);
      sizes.set(list, size + 1);
    },
    set: (list, place, value) => values.set(starts.at(list) + place, value),
    clear() {
      for (const column of [values, starts, sizes, free]) column.clear();
    },
  };
}
