import { FIELDS, type Field, missingFields, REQUIRED } from "./learning-content.ts";

/** A column that is read: the field it fills, and what its cells hold. */
export type Column = { field: Field; holds: "text" | "list" | "flag" };
/** Null for a column that is passed over. */
export type Header =
  | { state: "read"; columns: readonly (Column | null)[] }
  | { state: "broken"; reason: string };

const HOLDS: Partial<Record<Field, Column["holds"]>> = {
  skillTags: "list",
  additionalTags: "list",
  isActive: "flag",
  isSearchable: "flag",
};
const YES = ["true", "wahr", "yes", "ja", "1"];
const NO = ["false", "falsch", "no", "nein", "0"];

const fields = new Map(FIELDS.map((field) => [field.toLowerCase(), field]));

/** The columns that the first row names, in any order and case. */
export function readHeader(cells: readonly string[]): Header {
  const columns = cells.map((cell): Column | null => {
    const field = fields.get(cell.toLowerCase().replace(/[\s_-]+/g, ""));
    return field === undefined ? null : { field, holds: HOLDS[field] ?? "text" };
  });
  const named = columns.flatMap((column) => column?.field ?? []);
  const missing = REQUIRED.filter((field) => !named.includes(field));
  if (missing.length > 0)
    return {
      state: "broken",
      reason: `The first row must name the columns. ${missingFields(missing)}`,
    };
  const twice = named.find((field, at) => named.indexOf(field) !== at);
  if (twice !== undefined) return { state: "broken", reason: `The column “${twice}” is there twice.` };
  return { state: "read", columns };
}

/** A cell as the value that JSON would have. What begins like a formula is text like any other. */
export function cellValue({ holds }: Column, cell: string): unknown {
  const value = cell.trim();
  if (holds === "list") return value.split(/[;|\n]/).map((part) => part.trim());
  if (holds === "text") return value;
  const word = value.toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : value;
}
