import { importPeople } from "../directory/people.ts";
import { importUnits } from "../directory/units.ts";
import { Failure } from "../errors.ts";
import type { Problem } from "../knowledge/document.ts";
import { forgetUnkept } from "../privacy/retention.ts";
import { type Command, counted, orgOf, wordsOf } from "./command.ts";

export const directoryCommands: Record<string, Command> = {
  "units import": {
    takes: "FILE.csv",
    does: "Brings in divisions and units: the columns division, unit and name (Bereich, Einheit, Name).",
    async run(at, given, { say }) {
      const [path] = wordsOf(given, "FILE.csv");
      const org = await orgOf(at, given);
      const imported = await importUnits(at.store, org, at.readFile(path));
      if (imported.state === "refused") throw refusal(path, imported.problems);
      const { divisions, units, changed, notInFile } = imported;
      say(
        `${counted(units, "unit", "units")} in ${counted(divisions, "division", "divisions")}: ${changed} new or changed, ${units - changed} as before.`,
      );
      if (notInFile > 0)
        say(
          `${counted(notInFile, "unit is", "units are")} not in the file and ${notInFile === 1 ? "stays" : "stay"}.`,
        );
    },
  },
  "people import": {
    takes: "FILE.csv [--missing-have-left] [--yes]",
    does: "Brings in who works where and who has left: the columns mail, unit and left (E-Mail, Einheit, ausgeschieden). The file is the whole: with --missing-have-left, whoever is not in it any more has left.",
    options: { "missing-have-left": "flag", yes: "flag" },
    async run(at, given, { say }) {
      const [path] = wordsOf(given, "FILE.csv");
      const org = await orgOf(at, given);
      const choice = { missingHaveLeft: given.has("missing-have-left"), evenMany: given.has("yes") };
      const imported = await importPeople(at, org, at.readFile(path), choice, at.clock.now());
      if (imported.state === "refused") throw refusal(path, imported.problems);
      await forgetUnkept(at);
      const { people, changed, missing, moved, left, back } = imported;
      say(
        `${counted(people, "person", "people")} in the file: ${counted(changed, "change", "changes")}, ${missing} not in it any more.`,
      );
      say(`Of those who have come to Lotse: ${moved} changed units, ${left} left, ${back} came back.`);
    },
  },
};

function refusal(path: string, problems: readonly Problem[]): Failure {
  const lines = problems.map(({ path, line, reason }) => `  ${path}:${line}  ${reason}`);
  return new Failure(
    "misconfigured",
    [`Nothing was imported from ${path}. Please mend:`, ...lines].join("\n"),
  );
}
