import fc from "fast-check";
import { expect, it } from "vitest";
import { colleagues } from "../../tests/colleagues.ts";
import { partForms, wholeForms } from "../../tests/written-names.ts";
import { fold } from "./fold.ts";
import { redaction } from "./redaction.ts";
import { partsOf, roster } from "./roster.ts";

const people = colleagues(400).map((name, at) => ({
  name,
  ids: [`U0${at}ABCDEF`, `29:1${String(at).padStart(30, "x")}`, `p${String(at).padStart(6, "0")}`],
}));
const known = roster({
  people,
  companies: ["Nordlicht Werke GmbH"],
  units: ["Service Nord", "Werk Kassel 2"],
  ids: ["T0NORDLICHT1", "6f1c9f0e-4b2f-4d5e-9a55-0a1b2c3d4e5f"],
});

/** Questions as people type them, with what must not leave in each of them. */
const question = fc
  .record({
    person: fc.constantFrom(...people),
    other: fc.constantFrom(...people),
    ask: fc.constantFrom(
      (who: string, what: string) => `Hallo, hier ist ${who}. Wie melde ich mich an (${what})?`,
      (who: string, what: string) => `kann ${who} mir beim Antrag helfen, erreichbar unter ${what}`,
      (who: string, what: string) => `Which course did ${who} (${what}) take last year?`,
      (who: string, what: string) => `${who}: ${what} – bitte eintragen!`,
    ),
    form: fc.nat(),
    reach: fc.nat(),
    digits: fc.integer({ min: 1_000_000, max: 9_999_999 }),
  })
  .map(({ person, other, ask, form, reach, digits }) => {
    const forms = [
      ...Object.values(wholeForms(person.name)),
      ...Object.values(partForms(person.name.split(" ").at(-1) ?? "")),
    ];
    const mail = `${fold(other.name.replaceAll(" ", "X")).key.replace(/[^a-z]/g, "")}@nordlicht.example`;
    const secrets = [
      ...[
        mail,
        `0511 ${digits}`,
        `+49 511/${digits}`,
        "DE89370400440532013000",
        "12345678903",
        "15070649C103",
      ],
      ...other.ids,
      ...[
        "T0NORDLICHT1",
        "6f1c9f0e-4b2f-4d5e-9a55-0a1b2c3d4e5f",
        "Nordlicht Werke",
        "Service Nord",
        "Werk Kassel 2",
      ],
    ];
    const secret = secrets[reach % secrets.length] ?? "";
    return { text: ask(forms[form % forms.length] ?? "", secret), secret, person };
  });

it("lets no name, address or number of the org leave in a thousand questions (P15)", () => {
  const hits: string[] = [];
  for (const { text, secret, person } of fc.sample(question, { numRuns: 1000, seed: 15 })) {
    const left: string = redaction(known).redact(text);
    const words = fold(left.replace(/\[\w+ [A-Z]+\d*\]/g, "|")).key.split(/[^\p{L}]+/u);
    // A part of a name may be in a word of the question; never is it a word of its own.
    const named = partsOf(person.name).filter((part) =>
      words.some((word) => word === part || word === `${part}s`),
    );
    if (left.includes(secret) || named.length > 0) hits.push(`${text} -> ${left}`);
  }
  expect(hits).toEqual([]);
});
