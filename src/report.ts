import type { CatalogueImported } from "./catalogue/import.ts";
import type { Problem } from "./knowledge/document.ts";
import type { Imported } from "./knowledge/import.ts";

/** What an import of documents did, in lines for the terminal. */
export function documentReport(path: string, imported: Imported): string[] {
  if (imported.state === "refused") return refusal(path, imported.problems);
  const { added, changed, removed, unchanged, beside } = imported;
  const total = added + changed + unchanged;
  return [
    `Documents: ${total} in ${path} (${added} new, ${changed} changed, ${removed} removed, ${unchanged} as before).`,
    ...(beside.length > 0
      ? ["Not taken over; what the file said before stays. Please mend:", ...beside.map(inLine)]
      : []),
  ];
}

/** The same of one source of the catalogue. */
export function catalogueReport(source: string, imported: CatalogueImported): string[] {
  if (imported.state === "refused") return refusal(source, imported.problems);
  const { added, changed, removed, unchanged } = imported;
  const total = added + changed + unchanged;
  return [
    `Catalogue: ${total} in ${source} (${added} new, ${changed} changed, ${removed} removed, ${unchanged} as before).`,
  ];
}

function refusal(path: string, problems: readonly Problem[]): string[] {
  return [
    `Nothing was imported from ${path}. What was known before stays. Please mend:`,
    ...problems.map(inLine),
  ];
}

function inLine({ path, line, reason }: Problem): string {
  return `  ${path}:${line}  ${reason}`;
}
