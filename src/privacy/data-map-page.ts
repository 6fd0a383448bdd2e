import { dataMap, elsewhere, exportRule, keyVault, logLines, tables } from "./data-map.ts";

/** The data map as `docs/data-map.md`. */
export function dataMapPage(): string {
  const personal = tables.filter((table) => dataMap[table].whose !== "nobody");
  const rest = tables.filter((table) => dataMap[table].whose === "nobody");
  return `# Data map

Written by \`npm run data-map\` from \`src/privacy/data-map.ts\`, which the types and a test hold complete. Basis *service*: Lotse cannot do
without it for what a learner asks of it (contract or legitimate interest; a company's data protection officer decides which).
*Own key*: sealed with a key of the learner's own. Nothing is sent to anybody outside, but to an endpoint for embeddings in the demo, and to a language model, where one is named (below); nobody is scored, ranked or rated.

## About a person

${personal.map(tablePart).join("\n\n")}

## About nobody

${grid(
  ["table", "what for", "for whom", "kept", "columns"],
  rest.map((table) => {
    const { purpose, recipients, kept, columns } = dataMap[table];
    return [code(table), purpose, recipients, kept, Object.keys(columns).map(code).join(", ")];
  }),
)}

## The key vault: \`keys.sqlite\`, or the database in \`KEYS_URL\`

${grid(
  ["table", "what for", "kept", "columns"],
  Object.entries(keyVault).map(([table, { purpose, kept, columns }]) => [
    code(table),
    purpose,
    kept,
    list(columns),
  ]),
)}

## Elsewhere

${grid(
  ["where", "what", "kept", "erasing"],
  elsewhere.map(({ place, what, kept, erase }) => [place, what, kept, erase]),
)}

## Log lines

They carry ids and counts, never content, and go to standard error; whoever collects them decides how long they are kept.

${grid(
  ["field", "what"],
  Object.entries(logLines).map(([field, what]) => [code(field), what]),
)}
`;
}

function tablePart(table: (typeof tables)[number]): string {
  const { purpose, basis, recipients, erase, join, columns } = dataMap[table];
  const rows = Object.entries(columns).map(([column, about]) => [
    code(column),
    typeof about === "string" ? about : about.says,
    exportInWords(table, column),
  ]);
  return `### ${table}

What for: ${purpose}. Basis: ${basis}. For: ${recipients}. Kept: ${keptInWords(table)}. Erasing: ${ERASING[erase]}. Joining: ${JOINING[join]}.

${grid(["column", "what", "export"], rows)}`;
}

const ERASING = {
  removed: "the row goes",
  cleared: "the row stays for others, without the name and without the way back to the person",
  stays: "the row stays; nothing in it leads to a person",
};

const JOINING = {
  moves: "it becomes the kept learner's; of what both have, the kept learner's stays",
  ends: "the kept learner's stands",
  follows: "it names no learner, and stays where it belongs",
  apart: "on its own (`src/privacy/joined-apart.ts`)",
};

function keptInWords(table: (typeof tables)[number]): string {
  const { kept, limits } = dataMap[table];
  return [...(kept === "" ? [] : [kept]), ...limits.map(({ what, days }) => `${what}: ${days} days`)].join(
    "; ",
  );
}

function exportInWords(table: (typeof tables)[number], column: string): string {
  const rule = exportRule(table, column);
  if (rule === "left out") return "no: bookkeeping";
  if (rule === "shown") return "yes";
  return rule.sealed === "master" ? "opened" : "opened with the own key";
}

function grid(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function list(columns: Record<string, string>): string {
  return Object.entries(columns)
    .map(([column, what]) => `${code(column)} ${what}`)
    .join(", ");
}

function code(name: string): string {
  return `\`${name}\``;
}
