import { z } from "zod";
import { Language } from "../src/channel/language.ts";
import { FORMATS, LEVELS } from "./wish-form.ts";

/** A search as the value of a button: the card of last week still knows what "more" means. The words of a goal are never in it. */
const Search = z.object({
  about: z.string().nullable(),
  goal: z.boolean(),
  language: Language.nullable(),
  format: z.enum(FORMATS).nullable(),
  level: z.enum(LEVELS).nullable(),
  longest: z.number().nullable(),
  from: z.number().int().nonnegative(),
});
export type Search = z.infer<typeof Search>;

export const ANYTHING: Search = {
  about: null,
  goal: false,
  language: null,
  format: null,
  level: null,
  longest: null,
  from: 0,
};

/** Null for a value that no search of ours is. */
export function searchOf(value: string): Search | null {
  try {
    return Search.parse(JSON.parse(value));
  } catch {
    return null;
  }
}

/** What was chosen in the form; a choice that cannot be read counts as left open. */
export function searchIn({ about = "", language, format, level, longest }: Record<string, string>): Search {
  const search = Search.safeParse({
    ...ANYTHING,
    about,
    language: language || null,
    format: format || null,
    level: level || null,
    longest: longest ? Number(longest) : null,
  });
  return search.success ? search.data : { ...ANYTHING, about };
}
