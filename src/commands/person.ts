import { Failure } from "../errors.ts";
import { aboutPerson, setUnit } from "../learner/person.ts";
import { rolesOf } from "../learner/roles.ts";
import { ERASE_LEAVERS_DAYS } from "../privacy/data-map.ts";
import { eraseLearner } from "../privacy/erase.ts";
import { comeBack, leave } from "../privacy/leave.ts";
import { forgetUnkept } from "../privacy/retention.ts";
import { checkVault } from "../store/key-check.ts";
import { type Command, orgOf, personOf, timeOf, WHO, WHO_TAKES, wordsOf } from "./command.ts";

export const personCommands: Record<string, Command> = {
  "person show": {
    takes: WHO_TAKES,
    does: "Shows who somebody is here. What they said, want or said yes to is nobody's business.",
    options: WHO,
    async run(at, given, { list }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const learner = await personOf(at, org, given);
      const read = at.store.readOf(org);
      const { unit, leftAt, identities } = await aboutPerson(read, org, learner);
      const roles = [...(await rolesOf(read, org, learner))].join(" ");
      list(
        identities.map(({ connection, native }) => {
          return { learner, connection, native, unit, roles, left: timeOf(leftAt) };
        }),
        `${learner} has no identity any more.`,
      );
    },
  },
  "person set-unit": {
    takes: `UNIT ${WHO_TAKES}`,
    does: 'Moves somebody to a unit; "" to none.',
    options: WHO,
    async run(at, given, { say }) {
      const [unit] = wordsOf(given, "UNIT");
      const org = await orgOf(at, given);
      const learner = await personOf(at, org, given);
      await at.store.write((writer) => setUnit(writer, org, learner, unit || null), org);
      say(unit === "" ? `${learner} belongs to no unit.` : `${learner} belongs to ${unit}.`);
    },
  },
  "person leave": {
    takes: WHO_TAKES,
    does: `Somebody has left the company. After ${ERASE_LEAVERS_DAYS} days they are erased.`,
    options: WHO,
    async run(at, given, { say }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const learner = await personOf(at, org, given);
      const left = await at.store.write((writer) => leave(writer, { org, learner }, at.clock.now()), org);
      await forgetUnkept(at);
      say(
        left
          ? `${learner} has left: signed out, without roles, and nothing reaches them. Erased in ${ERASE_LEAVERS_DAYS} days, unless: person back`
          : `${learner} has left before.`,
      );
    },
  },
  "person back": {
    takes: WHO_TAKES,
    does: "Somebody who had left is back, as somebody who has said yes to nothing.",
    options: WHO,
    async run(at, given, { say }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const learner = await personOf(at, org, given);
      const back = await at.store.write((writer) => comeBack(writer, { org, learner }), org);
      say(back ? `${learner} is back.` : `${learner} had not left.`);
    },
  },
  "person erase": {
    takes: `${WHO_TAKES} --yes`,
    does: "Erases everything about somebody, for good.",
    options: { ...WHO, yes: "flag" },
    async run(at, given, { say }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const learner = await personOf(at, org, given);
      if (!given.has("yes"))
        throw new Failure("misconfigured", `This cannot be undone. Say so with --yes to erase ${learner}.`);
      await checkVault(at);
      await eraseLearner(at, org, learner, at.clock.now());
      say(`${learner} is erased.`);
    },
  },
};
