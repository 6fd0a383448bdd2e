import { PARTICLES, type Phrase, type Roster } from "./roster.ts";
import type { Span } from "./span.ts";
import { TITLES } from "./titles.ts";
import { DETERMINERS, NOUNS, OTHERS } from "./word-names.ts";
import { areTogether, isFirst, type Word } from "./words.ts";

/** Who is called so. */
export type Named = Pick<Roster, "named" | "parts">;
/** `key` is the part of a name that a word is, without its ending. */
type Hit = { people: readonly number[]; key: string; end: number; isWhole: boolean };

/** "Schmidts", "Hansens", "die Schmidtsche Regel". */
const ENDINGS = ["s", "ens", "sche", "schen", "scher", "sches"];

/** Every place that names somebody: whole names in any order, parts of them alone, initials, and what follows an @. */
export function findNames(
  text: string,
  words: readonly Word[],
  of: readonly Named[],
  roster: Roster,
): Span[] {
  const spans: Span[] = [];
  const met = new Set<number>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const hit = word && (hitOf(word, of) ?? handleOf(text, word, roster));
    if (!word || !hit) continue;
    const run = runFrom(text, words, at, hit, of);
    const initial = initialBefore(text, words, at, run.people, of);
    const isCertain =
      run.last > at || initial !== null || run.hasInitial || belongsTo(text, words, at, hit, of);
    const isMet = hit.people.some((one) => met.has(one));
    if (!isCertain && !standsAlone(text, words, at, hit.key, isMet)) continue;
    spans.push({
      start: (initial ?? word).start,
      end: run.end,
      kind: "Person",
      people: initial?.people ?? run.people,
    });
    if (run.people.length === 1) met.add(run.people[0] ?? 0);
    at = run.last;
  }
  return spans;
}

function hitOf(word: Word, of: readonly Named[]): Hit | null {
  const whole = peopleOf(word.key, of);
  if (whole.length > 0) return { people: whole, key: word.key, end: word.end, isWhole: true };
  for (const ending of ENDINGS) {
    const core = word.key.slice(0, -ending.length);
    const people = word.key.endsWith(ending) && core.length > 1 ? peopleOf(core, of) : [];
    if (people.length === 0 || NOUNS.has(word.key)) continue;
    return { people, key: core, end: word.start + (word.ends[core.length - 1] ?? 0), isWhole: false };
  }
  return null;
}

function peopleOf(key: string, of: readonly Named[]): readonly number[] {
  const [first = [], ...others] = of.map(({ named }) => named.get(key) ?? []);
  return others.every(({ length }) => length === 0) ? first : [first, ...others].flat();
}

function handleOf(text: string, word: Word, { handles }: Roster): Hit | null {
  const people = text[word.start - 1] === "@" ? handles.get(word.key) : undefined;
  return people ? { people, key: word.key, end: word.end, isWhole: true } : null;
}

type Run = { people: readonly number[]; end: number; last: number; hasInitial: boolean };

/** As many parts as one person has of them. */
function runFrom(text: string, words: readonly Word[], from: number, hit: Hit, of: readonly Named[]): Run {
  const run: Run = { people: hit.people, end: hit.end, last: from, hasInitial: false };
  const used = new Set([words[from]?.key]);
  let isOpen = hit.isWhole;
  for (let at = from + 1; isOpen && at < words.length; at++) {
    const [before, word] = [words[at - 1], words[at]];
    if (!before || !word || !areTogether(text, before, word)) break;
    const isInitial = word.key.length === 1 && text[before.end] === ",";
    if (PARTICLES.has(word.key) || (word.key.length === 1 && !isInitial)) continue;
    if (used.has(word.key)) break;
    used.add(word.key);
    const next = isInitial ? null : hitOf(word, of);
    const people = isInitial ? withInitial(run.people, word.key, of) : both(run.people, next?.people ?? []);
    if (people.length === 0) break;
    run.people = people;
    run.end = next?.end ?? word.end;
    run.last = at;
    run.hasInitial ||= isInitial;
    isOpen = next?.isWhole ?? false;
  }
  return run;
}

/** Both are in order. */
function both(some: readonly number[], others: readonly number[]): readonly number[] {
  let at = 0;
  return some.filter((person) => {
    while ((others[at] ?? person) < person) at++;
    return others[at] === person;
  });
}

/** Whether it makes a name with the word before, which made one with another already: "Frag Klein Ernst Klein". */
function belongsTo(
  text: string,
  words: readonly Word[],
  at: number,
  hit: Hit,
  of: readonly Named[],
): boolean {
  const [before, word] = [words[at - 1], words[at]];
  if (!before || !word || !areTogether(text, before, word) || before.key === word.key) return false;
  return both(hit.people, hitOf(before, of)?.people ?? []).length > 0;
}

/** "M. Schmidt", "M.-L. Schmidt". */
function initialBefore(
  text: string,
  words: readonly Word[],
  at: number,
  people: readonly number[],
  of: readonly Named[],
): { start: number; people: readonly number[] } | null {
  let found: { start: number; people: readonly number[] } | null = null;
  for (let before = at - 1; before >= Math.max(0, at - 2); before--) {
    const [one, next] = [words[before], words[before + 1]];
    if (one?.key.length !== 1 || !next || !one.isCapital) break;
    if (text[one.end] !== "." || !areTogether(text, one, next)) break;
    const fitting = withInitial(found?.people ?? people, one.key, of);
    found = { start: one.start, people: fitting.length > 0 ? fitting : people };
  }
  return found;
}

function withInitial(people: readonly number[], letter: string, of: readonly Named[]): readonly number[] {
  const isSo = (person: number) =>
    of.some(({ parts }) => parts[person]?.some((part) => part.startsWith(letter)));
  return people.filter(isSo);
}

/** Whether a part of a name that may be another word is meant as a name. */
function standsAlone(text: string, words: readonly Word[], at: number, key: string, isMet: boolean): boolean {
  const word = words[at];
  if (!word) return false;
  const before = words[at - 1];
  const gap = before ? text.slice(before.end, word.start) : "";
  if (before && TITLES.has(before.key) && /^[.\s]{1,3}$/.test(gap)) return true;
  if (text[word.start - 1] === "@") return true;
  const isNoun = NOUNS.has(key);
  if (!isNoun && !OTHERS.has(key) && key.length > 2) return true;
  if (!word.isCapital || /^[-–][\p{L}]/u.test(text.slice(word.end, word.end + 2)) || /[-–]$/.test(gap))
    return false;
  if (!isNoun && !isMet && isFirst(text, word)) return false;
  if (/\d[.\s]{0,2}$/.test(gap)) return false;
  return !(before && /^\s$/.test(gap) && DETERMINERS.has(before.key));
}

/** What the org calls itself and its units. */
export function findPhrases(words: readonly Word[], { phrases }: Roster): Span[] {
  return words.flatMap((word, at) => {
    const fitting = (phrases.get(word.key) ?? phrases.get(word.key.replace(/s$/, "")) ?? [])
      .filter((phrase) => isThere(words, at, phrase))
      .toSorted((a, b) => b.keys.length - a.keys.length)[0];
    const last = fitting && words[at + fitting.keys.length - 1];
    if (!fitting || !last) return [];
    const end = last.start + (last.ends[(fitting.keys.at(-1)?.length ?? 0) - 1] ?? 0);
    return [{ start: word.start, end, kind: fitting.kind, people: [] }];
  });
}

const UNITS = new Set([
  "team",
  "abteilung",
  "bereich",
  "referat",
  "gruppe",
  "einheit",
  "unit",
  "department",
  "division",
]);

function isThere(words: readonly Word[], at: number, { keys, isAlone }: Phrase): boolean {
  const isSo = keys.every((key, nth) => {
    const [before, word] = [words[at + nth - 1], words[at + nth]];
    if (nth > 0 && (!before || !word || word.start - before.end > 5)) return false;
    return word?.key === key || (nth === keys.length - 1 && word?.key === `${key}s`);
  });
  if (!isSo || isAlone) return isSo;
  const [before, after] = [words[at - 1], words[at + keys.length]];
  const near = (one: Word | undefined, gap: number) => one !== undefined && gap <= 2 && UNITS.has(one.key);
  const [first, last] = [words[at], words[at + keys.length - 1]];
  return (
    near(before, (first?.start ?? 0) - (before?.end ?? 0)) ||
    near(after, (after?.start ?? 0) - (last?.end ?? 0))
  );
}
