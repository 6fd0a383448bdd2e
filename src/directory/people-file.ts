import type { SourceFile } from "../knowledge/document.ts";
import { type Columns, type Refused, readTable, refusal } from "./table.ts";
import { idFrom } from "./units.ts";

/** What the file says of whoever has this mail address. */
export type PersonSaid = { mail: string; unit: string | null; hasLeft: boolean };

const COLUMNS: Columns<"mail" | "unit" | "left"> = {
  mail: { called: ["mail", "email", "emailadresse", "mailadresse", "emailaddress"], needed: true },
  unit: { called: ["unit", "einheit", "abteilung", "team"], needed: false },
  left: { called: ["left", "hasleft", "ausgeschieden", "ausgetreten"], needed: false },
};
const YES = ["yes", "ja", "true", "wahr", "x", "1"];
const NO = ["", "no", "nein", "false", "falsch", "0"];

/** `units`: the id of each unit by its id and by its name, in lower case. */
export function readPeople(
  file: SourceFile,
  units: ReadonlyMap<string, string>,
): { state: "read"; people: PersonSaid[] } | Refused {
  const { rows, problems } = readTable(file, COLUMNS);
  const people = new Map<string, PersonSaid & { line: number }>();
  for (const { line, mail: written, unit: unitWritten, left } of rows) {
    const mail = written.toLowerCase();
    const unit = units.get(unitWritten.toLowerCase()) ?? units.get(idFrom(unitWritten)) ?? null;
    const hasLeft = YES.includes(left.toLowerCase());
    const earlier = people.get(mail);
    // A problem is shown to whoever keeps the file; the address itself goes nowhere.
    if (!/^[^\s@]+@[^\s@]+$/.test(mail)) problems.add(line, "The mail address is missing or incomplete.");
    else if (earlier) problems.add(line, `The mail address is in line ${earlier.line} already.`);
    else if (unit === null && unitWritten !== "")
      problems.add(line, `There is no unit “${unitWritten}”. Bring it in first with: units import`);
    else if (!hasLeft && !NO.includes(left.toLowerCase()))
      problems.add(line, "Whether somebody has left is “yes” or “no” (“ja” or “nein”).");
    else people.set(mail, { mail, unit, hasLeft, line });
  }
  return refusal({ problems }) ?? { state: "read", people: [...people.values()] };
}
