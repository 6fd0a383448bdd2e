import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { sharedFile } from "../tests/shared.ts";
import { ENGINES } from "./retrieval/engines.ts";
import { inOwnProcess } from "./retrieval/own-process.ts";
import { Report } from "./retrieval/report.ts";
import { abstentionTable, bandTable, foundTable, setupTable } from "./retrieval/tables.ts";
import { languageOf, setsIn } from "./retrieval/test-set.ts";

/**
 * Lotse's search beside everything one can embed, each engine on each set in a process of its own:
 * `npm run bench:retrieval -- [--data FOLDER_OF_SETS] [--sets a,b] [--engines lotse,fts5] [--json FILE]`. An engine is named by how its
 * name begins. Without `--data`, the sets docs/test-data.md tells of.
 */
const text = { type: "string" } as const;
const { values } = parseArgs({ options: { data: text, sets: text, engines: text, json: text } });
const folder = values.data === undefined ? sharedFile("retrieval/sets") : fromCaller(values.data);

if (folder === null) {
  console.log(
    "skipped: retrieval/sets is not on this machine (LOTSE_SHARED names the folder it is in, or --data)",
  );
} else {
  compare(folder);
}

function compare(folder: string): void {
  const all = setsIn(folder);
  const sets = chosen("sets", values.sets, all, (name, wanted) => name === wanted);
  const engines = chosen("engines", values.engines, Object.keys(ENGINES), (name, wanted) =>
    name.toLowerCase().startsWith(wanted.toLowerCase()),
  );
  say(`Node ${process.version}, ${cpus()[0]?.model ?? ""}, each engine in a process of its own`, "");
  say(...setupTable(engines));
  const reports = sets.flatMap((set) => {
    const strange = strangeTo(folder, set, all);
    const ofSet = engines.map((engine) =>
      Report.parse(inOwnProcess("./measure.ts", { engine, folder, set, strange })),
    );
    const [first] = ofSet;
    say("", `## ${set}: ${first?.items} passages, ${first?.questions} questions`, "", ...foundTable(ofSet));
    if (strange === null) return ofSet;
    say("", `Off topic are questions of ${strange}.`, "", ...abstentionTable(ofSet), "", ...bandTable(ofSet));
    return ofSet;
  });
  if (values.json !== undefined)
    writeFileSync(fromCaller(values.json), `${JSON.stringify(reports, null, 1)}\n`);
}

/** The last other set of the same language: of those we know, that is the most general one. */
function strangeTo(folder: string, set: string, all: readonly string[]): string | null {
  const language = languageOf(folder, set);
  return all.findLast((other) => other !== set && languageOf(folder, other) === language) ?? null;
}

function chosen(
  what: string,
  wanted: string | undefined,
  all: readonly string[],
  fits: (name: string, wanted: string) => boolean,
): string[] {
  if (wanted === undefined) return [...all];
  return wanted.split(",").flatMap((one) => {
    const named = all.filter((name) => fits(name, one));
    if (named.length === 0)
      throw new Error(`Of the ${what}, none is “${one}”. There are: ${all.join("; ")}.`);
    return named;
  });
}

/** npm runs scripts in the folder of the project; paths are meant from where it was called. */
function fromCaller(path: string): string {
  return resolve(process.env.INIT_CWD ?? "", path);
}

function say(...lines: string[]): void {
  for (const line of lines) console.log(line);
}
