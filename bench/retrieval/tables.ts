import { ENGINES } from "./engines.ts";
import type { Bands, Curve, Report } from "./report.ts";

const share = (number: number) => number.toFixed(3);
const percent = (number: number) => (100 * number).toFixed(0);
const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const table = (head: string, rows: readonly string[][]) => [
  head,
  head.replace(/[^|]+/g, "---"),
  ...rows.map(row),
];

/** How well and how fast each engine found what there is. */
export function foundTable(reports: readonly Report[]): string[] {
  return table(
    "| engine | nDCG@10 | recall@10 | recall@100 | MRR@10 | with a typo | loss % | p50 ms | p95 ms | build s | memory MB |",
    reports.map((report) => [
      report.engine,
      share(report.gain),
      share(report.recall10),
      share(report.recall100),
      share(report.reciprocalRank),
      share(report.typoGain),
      (100 * (1 - report.typoGain / report.gain)).toFixed(1),
      report.p50.toFixed(2),
      report.p95.toFixed(2),
      (report.build / 1000).toFixed(2),
      (report.memory / 1e6).toFixed(ENGINES[report.engine]?.memory === "process" ? 0 : 1),
    ]),
  );
}

/** How well what each engine says of its best hit tells what it cannot know. */
export function abstentionTable(reports: readonly Report[]): string[] {
  const rows = reports.flatMap(({ engine, abstention }) => [
    ...(abstention?.band ? [curveRow(`${engine}: band`, abstention.band)] : []),
    ...(abstention?.score ? [curveRow(`${engine}: top score`, abstention.score)] : []),
  ]);
  return table(
    "| signal | off topic: AUC | kept % at 5 % | at 10 % | at 20 % | taken out: AUC | kept % at 5 % | at 10 % | at 20 % |",
    rows,
  );
}

/** Which bands questions of each kind got, of the engines that have bands. */
export function bandTable(reports: readonly Report[]): string[] {
  const rows = reports.flatMap(({ engine, abstention }) => {
    const { asked, bands } = abstention ?? {};
    if (!asked || !bands) return [];
    return [
      [engine, "answered by what is there", `${asked.answered}`, ...bandCells(bands.answered)],
      [engine, "off topic", `${asked.offTopic}`, ...bandCells(bands.offTopic)],
      [engine, "what answers it was taken out", `${asked.removed}`, ...bandCells(bands.removed)],
    ];
  });
  return table("| engine | questions | asked | answer % | unsure % | none % |", rows);
}

export function setupTable(engines: readonly string[]): string[] {
  return table(
    "| engine | set up |",
    engines.map((engine) => [engine, ENGINES[engine]?.setup ?? ""]),
  );
}

function curveRow(signal: string, { offTopic, removed }: { offTopic: Curve; removed: Curve }): string[] {
  return [signal, ...curveCells(offTopic), ...curveCells(removed)];
}

function curveCells({ area, kept5, kept10, kept20 }: Curve): string[] {
  return [share(area), percent(kept5), percent(kept10), percent(kept20)];
}

function bandCells({ answer, unsure, none }: Bands): string[] {
  return [percent(answer), percent(unsure), percent(none)];
}
