import { addToPilot, pilotMembers, removeFromPilot, setPilot } from "../org/pilot.ts";
import { type At, type Command, counted, type Given, orgOf, someOf, wordsOf } from "./command.ts";

const MEMBERS = "MEMBER… (unit:ID, division:ID or learner:ID)";

export const pilotCommands: Record<string, Command> = {
  "org pilot list": {
    takes: "",
    does: "Lists the members of the pilot group.",
    async run(at, given, { list }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const members = await pilotMembers(at.store.readOf(org), org);
      list(
        members.map((member) => ({ member })),
        "The pilot group is empty.",
      );
    },
  },
  "org pilot on": {
    takes: "",
    does: "From the next turn on, Lotse is there for the pilot group only.",
    run: (at, given, { say }) =>
      turn(1, at, given, (org, members) =>
        say(
          `${org}: Lotse is there for the pilot group only. It has ${counted(members, "member", "members")} (units, divisions, people).`,
        ),
      ),
  },
  "org pilot off": {
    takes: "",
    does: "Lotse is there for everybody in the company.",
    run: (at, given, { say }) => turn(0, at, given, (org) => say(`${org}: Lotse is there for everybody.`)),
  },
  "org pilot add": {
    takes: MEMBERS,
    does: "Adds to the pilot group.",
    async run(at, given, { say }) {
      const org = await orgOf(at, given);
      const members = someOf(given, "MEMBER");
      await at.store.write(async (writer) => {
        for (const member of members) await addToPilot(writer, org, member);
      }, org);
      say(`In the pilot group of ${org}: ${members.join(", ")}.`);
    },
  },
  "org pilot remove": {
    takes: MEMBERS,
    does: "Removes from the pilot group.",
    async run(at, given, { say }) {
      const org = await orgOf(at, given);
      const members = someOf(given, "MEMBER");
      await at.store.write(async (writer) => {
        for (const member of members) await removeFromPilot(writer, org, member);
      }, org);
      say(`No longer in the pilot group of ${org}: ${members.join(", ")}.`);
    },
  },
};

async function turn(
  pilot: 0 | 1,
  at: At,
  given: Given,
  said: (org: string, members: number) => void,
): Promise<void> {
  wordsOf(given);
  const org = await orgOf(at, given);
  await at.store.write((writer) => setPilot(writer, org, pilot), org);
  said(org, (await pilotMembers(at.store.readOf(org), org)).length);
}
