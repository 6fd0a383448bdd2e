import { keysOf } from "./words.ts";

/** A name comes after it. */
export const TITLES = keysOf(
  "Herr Herrn Frau Hr Fr Fräulein Dr Prof Kollege Kollegin Doktor Professor Professorin Mr Mrs Ms Miss Mister Madame Monsieur",
);
