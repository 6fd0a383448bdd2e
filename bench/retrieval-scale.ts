import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { sharedFile } from "../tests/shared.ts";
import { inOwnProcess } from "./retrieval/own-process.ts";
import { Scale } from "./retrieval/scale-report.ts";

/**
 * What large indexes cost, each in a process of its own: 40,000 German passages, and 200,000 items of a catalogue:
 * `npm run bench:retrieval-scale -- [--data FOLDER]`. The folder has `sets` and `catalogue` as docs/test-data.md tells; what is
 * missing to these numbers are copies with other words (bench/retrieval/many.ts).
 */
const LARGE = [
  { what: "passages", count: 40_000 },
  { what: "items", count: 200_000 },
] as const;

const { values } = parseArgs({ options: { data: { type: "string" } } });
const folder =
  values.data === undefined ? sharedFile("retrieval") : resolve(process.env.INIT_CWD ?? "", values.data);

if (folder === null) {
  console.log(
    "skipped: retrieval is not on this machine (LOTSE_SHARED names the folder it is in, or --data)",
  );
} else {
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? ""}\n`);
  console.log(
    "| | build s | longest block ms | memory MB | p50 ms | p95 ms | one changed document ms | longest block ms |",
  );
  console.log("|---|---|---|---|---|---|---|---|");
  for (const { what, count } of LARGE) console.log(rowOf(what, count, folder));
}

function rowOf(what: string, count: number, folder: string): string {
  const scale = Scale.parse(inOwnProcess("./scale.ts", { folder, what, count }));
  const cells = [
    `${count.toLocaleString("en")} ${what}`,
    (scale.build / 1000).toFixed(1),
    scale.buildBlock.toFixed(0),
    (scale.memory / 1e6).toFixed(0),
    scale.p50.toFixed(1),
    scale.p95.toFixed(1),
    scale.change.toFixed(0),
    scale.changeBlock.toFixed(0),
  ];
  return `| ${cells.join(" | ")} |`;
}
