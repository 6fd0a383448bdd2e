import { examineModel } from "../adapters/openai/doctor.ts";
import { examineSlack } from "../adapters/slack/doctor.ts";
import { examineTeams } from "../adapters/teams/doctor.ts";
import type { Finding } from "./channel/finding.ts";
import { systemClock } from "./clock.ts";
import { readConfig } from "./config.ts";
import { Failure } from "./errors.ts";

const SUBJECTS: ReadonlyMap<string, () => Promise<Finding[]>> = new Map([
  ["model", () => examineModel(readConfig(process.env).model, systemClock.now)],
  ["slack", () => examineSlack(process.env, systemClock.now)],
  ["teams", () => examineTeams(process.env, systemClock.now)],
]);
const LABELS: Record<Finding["state"], string> = { right: "ok  ", note: "note", wrong: "fix " };

/** Looks at the settings of a channel or of the language model, and at what is on the other side of them; a line for each thing that was looked at. */
async function main(): Promise<void> {
  const [subject = "", ...more] = process.argv.slice(2);
  const examine = SUBJECTS.get(subject);
  if (!examine || more.length > 0) {
    throw new Failure("misconfigured", `Usage: npm run -s doctor -- ${[...SUBJECTS.keys()].join("|")}`);
  }
  const findings = await examine();
  for (const { state, sentence } of findings) process.stdout.write(`${LABELS[state]}  ${sentence}\n`);
  if (findings.some(({ state }) => state === "wrong")) process.exitCode = 1;
}

main().catch((error: unknown) => {
  const reason =
    error instanceof Failure ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
});
