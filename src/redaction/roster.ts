import { setImmediate as yieldToOthers } from "node:timers/promises";
import { keysOf, wordsOf } from "./words.ts";

/** What an org knows of people and of itself, as its tables have it. */
export type Known = {
  people: readonly { name: string; ids: readonly string[] }[];
  companies: readonly string[];
  units: readonly string[];
  /** Of its workspaces and tenants. */
  ids: readonly string[];
};

/** Prepared to be looked for. People are numbers. */
export type Roster = {
  size: number;
  /** Who has this as a part of their name. */
  named: ReadonlyMap<string, readonly number[]>;
  /** Who may be called so after an @, such as mschmidt. */
  handles: ReadonlyMap<string, readonly number[]>;
  parts: readonly (readonly string[])[];
  ids: ReadonlyMap<string, number | null>;
  /** Names of several words, by the first of them. */
  phrases: ReadonlyMap<string, readonly Phrase[]>;
};
export type Phrase = { kind: "Company" | "Team"; keys: readonly string[]; isAlone: boolean };

/** Belongs to a name, and names nobody. */
export const PARTICLES = keysOf(
  "von van vom zu zur zum de der den del della da di du dos le la el al bin ibn ter ten",
);
const NO_NAMES = keysOf(
  "Dr Prof Dipl Ing Mag Herr Frau Mr Mrs Ms med phil jun jr sen sr extern external guest gast GmbH AG IT HR",
);
const LEGAL_FORMS = keysOf("GmbH mbH AG SE KG KGaA OHG UG eG eV Co Ltd Inc LLC Corp Group Holding");
const MOST_WORDS = 6;
const PEOPLE_AT_ONCE = 500;

export function roster(known: Known): Roster {
  const steps = inSteps(known);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Lets others work in between. */
export async function rosterInTurns(known: Known): Promise<Roster> {
  const steps = inSteps(known);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await yieldToOthers();
  }
}

function* inSteps({ people, companies, units, ids }: Known): Generator<void, Roster> {
  const named = new Map<string, number[]>();
  const handles = new Map<string, number[]>();
  const parts: string[][] = [];
  for (const [person, { name }] of people.entries()) {
    if (person % PEOPLE_AT_ONCE === PEOPLE_AT_ONCE - 1) yield;
    const its = partsOf(name);
    parts.push(its);
    for (const part of its) add(named, part, person);
    const [first = "", last = ""] = [its[0], its.at(-1)];
    if (its.length < 2) continue;
    const pairs = its.slice(1).map((part, at) => its[at] + part);
    for (const joined of new Set([its.join(""), first + last, last + first, ...pairs]))
      add(named, joined, person);
    for (const handle of [first.slice(0, 1) + last, last + first.slice(0, 1), first + last.slice(0, 1)])
      add(handles, handle, person);
  }
  const phrases = [
    ...companies.flatMap((name) => companyPhrases(name)),
    ...units.flatMap((name) => unitPhrases(name)),
  ];
  return {
    size: people.length,
    named,
    handles,
    parts,
    ids: new Map([
      ...people.flatMap((person, at) => person.ids.filter(isTelling).map((id) => [id, at] as const)),
      ...ids.filter(isTelling).map((id) => [id, null] as const),
    ]),
    phrases: Map.groupBy(phrases, ({ keys }) => keys[0] ?? ""),
  };
}

export const nobody = roster({ people: [], companies: [], units: [], ids: [] });

/** "Schmidt, Dr. Anna-Lena (extern)" -> schmidt, anna, lena. */
export function partsOf(name: string): string[] {
  const bare = name.replace(/\([^()]*\)/g, " ").replace(/@.*$/s, "");
  const keys = wordsOf(bare).map(({ key }) => key);
  return [...new Set(keys)]
    .filter((key) => key.length > 1 && !PARTICLES.has(key) && !NO_NAMES.has(key))
    .slice(0, MOST_WORDS);
}

/** An id that is an ordinary word is found as a name, or is none. */
function isTelling(id: string): boolean {
  return id.length >= 6 && /\d/.test(id);
}

function companyPhrases(name: string): Phrase[] {
  const keys = wordsOf(name).map(({ key }) => key);
  const short = keys.filter((key) => !LEGAL_FORMS.has(key));
  return [keys, short]
    .filter(({ length }) => length > 0)
    .map((keys) => ({ kind: "Company", keys, isAlone: true }));
}

/** A unit that is called by one ordinary word, such as "Vertrieb", is one only where it is called a unit. */
function unitPhrases(name: string): Phrase[] {
  const keys = wordsOf(name).map(({ key }) => key);
  return keys.length === 0 ? [] : [{ kind: "Team", keys, isAlone: keys.length > 1 || /\d/.test(name) }];
}

function add(map: Map<string, number[]>, key: string, person: number): void {
  const people = map.get(key);
  if (!people) map.set(key, [person]);
  else if (people.at(-1) !== person) people.push(person);
}
