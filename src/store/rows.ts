import { z } from "zod";

/** A JSON column as the list of words it holds. */
export function wordsFrom(json: string): string[] {
  return z.array(z.string()).parse(JSON.parse(json));
}
