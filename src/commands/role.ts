import { Role } from "../channel/role.ts";
import { Failure } from "../errors.ts";
import { giveRole, rolesIn, takeRole } from "../learner/roles.ts";
import { type Command, type Given, orgOf, personOf, WHO, WHO_TAKES, wordsOf } from "./command.ts";

export const roleCommands: Record<string, Command> = {
  "role list": {
    takes: "",
    does: "Lists who has which role.",
    async run(at, given, { list }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      list(await rolesIn(at.store.readOf(org), org), `Nobody in ${org} has a role.`);
    },
  },
  "role give": {
    takes: `ROLE ${WHO_TAKES}`,
    does: `Gives somebody a role: ${Role.options.join(", ")}.`,
    options: WHO,
    async run(at, given, { say }) {
      const role = roleIn(given);
      const org = await orgOf(at, given);
      const learner = await personOf(at, org, given);
      const given_ = await at.store.write((writer) => giveRole(writer, org, { learner, role }), org);
      say(given_ ? `${learner} is ${role} in ${org}.` : `${learner} is ${role} in ${org} already.`);
    },
  },
  "role take": {
    takes: `ROLE ${WHO_TAKES}`,
    does: "Takes a role from somebody.",
    options: WHO,
    async run(at, given, { say }) {
      const role = roleIn(given);
      const org = await orgOf(at, given);
      const learner = await personOf(at, org, given);
      const taken = await at.store.write((writer) => takeRole(writer, org, { learner, role }), org);
      say(taken ? `${learner} is no longer ${role} in ${org}.` : `${learner} was not ${role} in ${org}.`);
    },
  },
};

function roleIn(given: Given): Role {
  const [word] = wordsOf(given, "ROLE");
  const role = Role.safeParse(word);
  if (!role.success)
    throw new Failure("misconfigured", `There is no role “${word}”. There are: ${Role.options.join(", ")}.`);
  return role.data;
}
