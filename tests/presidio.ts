import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A text with a number, and whether it is one by its check digit. */
export type Example = { sort: string; text: string; isOne: boolean };

/** What these kinds of German ids are recognised by is more than a form. */
const CHECKED = [
  "tax_id",
  "social_security",
  "health_insurance",
  "passport",
  "id_card",
  "lanr",
  "vat_id",
  "fuehrerschein",
];
const ROW = /^\s*\("([^"]*)",\s*(\d)[,)]/;

/** The examples of the tests of presidio, of the first kind of row: a text, and how many numbers there are in it. */
export function presidio(folder: string): Example[] {
  return CHECKED.flatMap((sort) => {
    const file = readdirSync(folder).find((name) => name.startsWith(`test_de_${sort}_recognizer`)) ?? "";
    return readFileSync(join(folder, file), "utf8")
      .split("\n")
      .flatMap((line) => {
        const [, text = "", count] = ROW.exec(line) ?? [];
        return count === undefined || text === "" ? [] : [{ sort, text, isOne: count !== "0" }];
      });
  });
}
