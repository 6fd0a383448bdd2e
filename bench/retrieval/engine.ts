import type { Language } from "../../src/channel/language.ts";
import type { Band } from "../../src/search/passage.ts";
import type { Item } from "./test-set.ts";

/** Best first. `score` is null where an engine gives none, `band` where it does not say how sure it is. */
export type Found = { hits: { id: string; score: number | null }[]; band: Band | null };
export type Search = (question: string, limit: number) => Found | Promise<Found>;

/** Something to compare with. */
export type Engine = {
  /** How it is set up, for the reader of the table. */
  setup: string;
  /** Where its index is: on the heap of JavaScript, or outside, where only the memory of the process shows it. */
  memory: "heap" | "process";
  build(items: readonly Item[], language: Language): Promise<Search>;
};
