/** A line of the table: how often, how long, and at what cost. `memory` in bytes. */
export type Row = {
  what: string;
  perSecond: number;
  p50: number;
  p99: number;
  cpuMicros: number;
  memory: number;
};

export function rowOf(where: string, row: Row): Row {
  return { ...row, what: `${where}: ${row.what}` };
}

export function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
}

export function table(rows: readonly Row[]): string[] {
  return [
    "| | per second | p50 ms | p99 ms | server CPU µs each | memory MB |",
    "|---|---|---|---|---|---|",
    ...rows.map(({ what, perSecond, p50, p99, cpuMicros, memory }) => {
      const numbers = [perSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1), cpuMicros.toFixed(0)];
      return `| ${[what, ...numbers, (memory / 1e6).toFixed(0)].join(" | ")} |`;
    }),
  ];
}
