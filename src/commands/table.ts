import type { Cell } from "./command.ts";

/** Rows as lines, the names of their columns first. */
export function tableOf(rows: readonly Record<string, Cell>[]): string[] {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => shown(row[name] ?? null)))];
  const widths = names.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? "").length)));
  return lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function shown(cell: Cell): string {
  if (cell === null || cell === "") return "-";
  return cell === true ? "yes" : cell === false ? "no" : String(cell);
}
