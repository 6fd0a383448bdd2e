import { Language } from "../channel/language.ts";
import { Failure } from "../errors.ts";
import { addOrg, goOn, type OrgSettings, orgRow, setOrg, stopOrg } from "../org/administer.ts";
import { Id } from "../org/company.ts";
import { isZone } from "../rhythm/local-time.ts";
import { type Cell, type Command, type Given, orgOf, timeOf, wordsOf } from "./command.ts";

const SETTINGS = {
  name: "value",
  language: "value",
  zone: "value",
  "unit-claim": "value",
  "signals-from": "value",
} as const;

export const orgCommands: Record<string, Command> = {
  "org list": {
    takes: "",
    does: "Lists the companies and how they are set.",
    async run({ store }, given, { list }) {
      wordsOf(given);
      const rows: Record<string, Cell>[] = [];
      const only = given.value("org");
      for (const org of only === null ? await store.orgs() : [only]) {
        const row = await orgRow(store.readOf(org), org);
        const { name, language, zone, unit_claim, signals_from } = row;
        const shown = { org, name, language, zone, unit_claim, signals_from };
        rows.push({ ...shown, pilot: row.pilot === 1, stopped: timeOf(row.stopped_at) });
      }
      list(rows, "There is no company yet. Add one with: org add ID --name NAME");
    },
  },
  "org add": {
    takes: "ID --name NAME [--language de|en] [--zone ZONE] [--unit-claim CLAIM]",
    does: "Adds a company. Its people can come by the web chat; bind Slack and Teams with: connection add",
    options: SETTINGS,
    async run({ store }, given, { say }) {
      const [word] = wordsOf(given, "The ID of the company");
      const id = Id.safeParse(word);
      if (!id.success)
        throw new Failure("misconfigured", `“${word}” cannot be an id: ${id.error.issues[0]?.message}.`);
      const { name, ...settings } = settingsIn(given);
      if (name === undefined) throw new Failure("misconfigured", "--name is missing.");
      const usual = { language: "de", zone: "Europe/Berlin", unit_claim: null, signals_from: null } as const;
      await store.write((writer) => addOrg(writer, id.data, { ...usual, ...settings, name }), id.data);
      say(`${id.data} was added.`);
    },
  },
  "org set": {
    takes: "[--name NAME] [--language de|en] [--zone ZONE] [--unit-claim CLAIM] [--signals-from CONNECTION]",
    does: 'Changes how a company is set. A claim or connection of "" takes it back.',
    options: SETTINGS,
    async run(at, given, { say }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const settings = settingsIn(given);
      if (Object.keys(settings).length === 0)
        throw new Failure("misconfigured", "Nothing to set was named. See: org set --help");
      await at.store.write((writer) => setOrg(writer, org, settings), org);
      say(`${org} was changed.`);
    },
  },
  "org stop": {
    takes: "",
    does: "The kill switch: from the next turn on Lotse only says that it is paused. Answers under way end.",
    async run(at, given, { say }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const stopped = await at.store.write((writer) => stopOrg(writer, org, at.clock.now()), org);
      say(
        stopped
          ? `${org} is stopped. What people send is kept and answered with that; nothing is begun. Go on with: org go`
          : `${org} is stopped already.`,
      );
    },
  },
  "org go": {
    takes: "",
    does: "Ends the stop. What was due meanwhile is caught up where it still makes sense.",
    async run(at, given, { say }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const going = await at.store.write((writer) => goOn(writer, org), org);
      say(going ? `${org} goes on.` : `${org} was not stopped.`);
    },
  },
};

function settingsIn(given: Given): Partial<OrgSettings> {
  const language = given.value("language");
  const spoken = Language.safeParse(language);
  if (language !== null && !spoken.success)
    throw new Failure("misconfigured", "--language: expected de or en.");
  const zone = given.value("zone");
  if (zone !== null && !isZone(zone))
    throw new Failure("misconfigured", "--zone: expected an IANA time zone, such as Europe/Berlin.");
  const name = given.value("name");
  if (name === "") throw new Failure("misconfigured", "--name: expected a name.");
  const [claim, from] = [given.value("unit-claim"), given.value("signals-from")];
  return {
    ...(name === null ? {} : { name }),
    ...(spoken.success ? { language: spoken.data } : {}),
    ...(zone === null ? {} : { zone }),
    ...(claim === null ? {} : { unit_claim: claim || null }),
    ...(from === null ? {} : { signals_from: from || null }),
  };
}
