import * as checks from "./checksums.ts";
import type { Kind, Span } from "./span.ts";
import { keysOf, type Word } from "./words.ts";

const RUN = /[A-Za-z\d]+/g;
/** Between the groups of one number. */
const GAP = /^[ \-./\u2010-\u2015]$/;
const MOST_GROUPS = 9;
const LONGEST = 34;

/** Numbers that say by their check digit what they are, in groups or in one. */
export function findCodes(text: string): Span[] {
  const runs = [...text.matchAll(RUN)].map(({ 0: run, index }) => ({
    run,
    start: index,
    end: index + run.length,
  }));
  const spans: Span[] = [];
  for (let at = 0; at < runs.length; at++) {
    const first = runs[at];
    if (!first) continue;
    let code = "";
    let found: Span | null = null;
    for (let next = at; next < Math.min(runs.length, at + MOST_GROUPS); next++) {
      const group = runs[next];
      if (!group || (next > at && !GAP.test(text.slice(runs[next - 1]?.end, group.start)))) break;
      code += group.run.toUpperCase();
      if (code.length > LONGEST) break;
      const kind = kindOf(code, next === at);
      if (kind) found = { start: first.start, end: group.end, kind, people: [] };
    }
    if (found) {
      spans.push(found);
      while (runs[at + 1] && (runs[at + 1]?.start ?? 0) < found.end) at++;
    }
  }
  return spans;
}

function kindOf(code: string, isOneRun: boolean): Kind | null {
  if (code.length < 9) return null;
  if (checks.isIban(code) || checks.isPaymentCard(code)) return "Account";
  const isNumber =
    checks.isTaxId(code) ||
    checks.isPensionNumber(code) ||
    checks.isHealthNumber(code) ||
    checks.isVatId(code) ||
    // Too short to say so for certain in groups.
    (isOneRun && (checks.isCardNumber(code) || checks.isPhysicianNumber(code) || checks.isLicence(code)));
  return isNumber ? "Number" : null;
}

const LABELS = keysOf(`
  Personalnummer Personalnr PersNr Mitarbeiternummer Mitarbeiternr Matrikelnummer Kundennummer Vertragsnummer Ausweisnummer Ausweis
  Personalausweis Personalausweisnummer Reisepass Passnummer PassNr Steuernummer SteuerID IdNr Versicherungsnummer Versichertennummer
  Sozialversicherungsnummer Rentenversicherungsnummer SVNummer RVNR SVNR KVNR LANR BSNR Betriebsstättennummer Kontonummer Konto Kennzeichen
  Telefon Telefonnummer Tel Handy Handynummer Mobil Mobilnummer Durchwahl Fax Phone Mobile Extension HRB HRA EmployeeID Badge`);
const LABELLED =
  /^(?:[\s.:#-]|Nr|nr|No|no|number|Nummer|ID|ist|is|lautet){1,6}([A-Za-z]{0,3}\d[A-Za-z\d]*(?:[/-]\d+)*)/;
const FARTHEST = 60;

/** Numbers that are called one. */
export function findLabelled(text: string, words: readonly Word[]): Span[] {
  return words.flatMap(({ key, end }) => {
    const number = LABELS.has(key) ? LABELLED.exec(text.slice(end, end + FARTHEST)) : null;
    const [all = "", code = ""] = number ?? [];
    if (code.replace(/\D/g, "").length < 3) return [];
    return [
      { start: end + all.length - code.length, end: end + all.length, kind: "Number" as const, people: [] },
    ];
  });
}
