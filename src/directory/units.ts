import type { SourceFile } from "../knowledge/document.ts";
import type { Store } from "../store/store.ts";
import { type Columns, type Refused, readTable, refusal } from "./table.ts";

type Unit = { unit: string; division: string; name: string };
type Structure = { divisions: ReadonlyMap<string, string>; units: ReadonlyMap<string, Unit> };

export type UnitsImported =
  | Refused
  | { state: "imported"; divisions: number; units: number; changed: number; notInFile: number };

const COLUMNS: Columns<"division" | "unit" | "name"> = {
  division: { called: ["division", "bereich", "geschäftsbereich"], needed: true },
  unit: { called: ["unit", "einheit", "abteilung", "team"], needed: true },
  name: { called: ["name", "bezeichnung"], needed: false },
};

/**
 * Divisions and units from a file, all or nothing. What the file does not name stays: people and documents may belong to it. An id
 * is what the file says, in lower-case letters, digits and hyphens.
 */
export async function importUnits(store: Store, org: string, file: SourceFile): Promise<UnitsImported> {
  const read = readStructure(file);
  if (read.state === "refused") return read;
  const { divisions, units } = read;
  return store.write(async (writer) => {
    const before = await writer
      .selectFrom("unit")
      .select(["unit", "division", "name"])
      .where("org", "=", org)
      .execute();
    for (const [division, name] of divisions) {
      await writer
        .insertInto("division")
        .values({ org, division, name })
        .onConflict((on) => on.columns(["org", "division"]).doUpdateSet({ name }))
        .execute();
    }
    const known = new Map(before.map((unit) => [unit.unit, unit]));
    const changed = [...units.values()].filter((unit) => !isSame(unit, known.get(unit.unit)));
    for (const { unit, division, name } of changed) {
      await writer
        .insertInto("unit")
        .values({ org, unit, division, name })
        .onConflict((on) => on.columns(["org", "unit"]).doUpdateSet({ division, name }))
        .execute();
    }
    return {
      state: "imported",
      divisions: divisions.size,
      units: units.size,
      changed: changed.length,
      notInFile: before.filter(({ unit }) => !units.has(unit)).length,
    };
  }, org);
}

function readStructure(file: SourceFile): ({ state: "read" } & Structure) | Refused {
  const { rows, problems } = readTable(file, COLUMNS);
  const divisions = new Map<string, string>();
  const units = new Map<string, Unit & { line: number }>();
  for (const { line, division: divisionName, unit: unitName, name } of rows) {
    const division = idFrom(divisionName);
    const unit = idFrom(unitName);
    const earlier = units.get(unit);
    if (division === "" || unit === "")
      problems.add(line, "Division and unit must both be filled in, with letters or digits.");
    else if ((divisions.get(division) ?? divisionName) !== divisionName)
      problems.add(line, `“${divisionName}” and “${divisions.get(division)}” would both be ${division}.`);
    else if (earlier) problems.add(line, `The unit ${unit} is in line ${earlier.line} already.`);
    else {
      divisions.set(division, divisionName);
      units.set(unit, { unit, division, name: name === "" ? unitName : name, line });
    }
  }
  return refusal({ problems }) ?? { state: "read", divisions, units };
}

/** "Vertrieb Süd" -> "vertrieb-sued". */
export function idFrom(text: string): string {
  const german: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
  return text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => german[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
}

function isSame(unit: Unit, known: Unit | undefined): boolean {
  return known?.division === unit.division && known.name === unit.name;
}
