import type { Company } from "../org/company.ts";
import type { Chance } from "./random.ts";

/** The whole demo company, its personas among them. */
const HEADCOUNT = 400;

const FIRST = (
  "Anna Lukas Mehmet Sofia Jan Katharina Piotr Leonie Finn Ayşe Torben Greta Ole Marta Hannes Nele Emre Wiebke Sven Lara " +
  "Björn Frieda Kemal Antje Mikkel Julia Arne Zeynep Kristian Swantje Malte Agnieszka Henning Ines Tjark Rieke"
).split(" ");
const LAST = (
  "Petersen Hansen Kowalski Yılmaz Schröder Thomsen Nielsen Brandt Möller Kaya Lüders Carstensen Wójcik Behnke Claussen " +
  "Demirci Ehlers Friedrichsen Gosch Harms Ingwersen Jessen Kruse Lorenzen Marxen Nissen Oldenburg Paulsen Rohwer Stahl"
).split(" ");

export type Colleague = { learner: string; name: string; unit: string; division: string };

/** The colleagues beside the personas, `p001` and up, spread evenly over the units. They never sign in. */
export function colleagues({ units, people }: Company, chance: Chance): Colleague[] {
  const count = Math.max(0, HEADCOUNT - people.length);
  return Array.from({ length: count }, (_, at): Colleague => {
    const { unit, division } = units[at % units.length] ?? { unit: "", division: "" };
    const name = `${FIRST[chance.below(FIRST.length)]} ${LAST[chance.below(LAST.length)]}`;
    return { learner: `p${String(at + 1).padStart(3, "0")}`, name, unit, division };
  });
}
