import type { Memory } from "./memory.ts";
import type { Facts, Filter } from "./passage.ts";

/** What a search can be limited to, as numbers by document. */
export type Filters = {
  add(document: number, facts: Facts): void;
  /** A test for what passes this filter; undefined if everything does. */
  test(filter: Filter): ((document: number) => boolean) | undefined;
};

/** Stands for "it does not say". */
const UNSAID = -1;
/** Longer ones take this long, in minutes. */
const LONGEST = 2 ** 31 - 1;

export function filters(memory: Memory): Filters {
  const names = memory.texts("facts");
  const language = memory.ints("language of document");
  const format = memory.ints("format of document");
  const level = memory.ints("level of document");
  const minutes = memory.ints("minutes of document");
  const numberOf = (name: string | null) => (name === null ? UNSAID : names.number(name));

  return {
    add(document, facts) {
      language.set(document, numberOf(facts.language));
      format.set(document, numberOf(facts.format));
      level.set(document, numberOf(facts.level));
      minutes.set(document, facts.minutes === null ? UNSAID : Math.min(facts.minutes, LONGEST));
    },
    test(filter) {
      const tests: ((document: number) => boolean)[] = [];
      const same = (column: typeof language, name: string | null) => {
        if (name === null) return;
        const wanted = names.find(name);
        tests.push((document) => wanted !== undefined && column.at(document) === wanted);
      };
      same(language, filter.language);
      same(format, filter.format);
      same(level, filter.level);
      const { longest } = filter;
      if (longest !== null)
        tests.push((document) => minutes.at(document) !== UNSAID && minutes.at(document) <= longest);
      return tests.length === 0 ? undefined : (document) => tests.every((test) => test(document));
    },
  };
}
