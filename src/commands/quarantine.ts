import { eventsAside, settleAside } from "../turn/held-up.ts";
import { type Command, counted, orgOf, someOf, timeOf, wordsOf } from "./command.ts";

export const quarantineCommands: Record<string, Command> = {
  "quarantine list": {
    takes: "",
    does: "Lists events that were put aside because they failed three times or cannot be read.",
    async run(at, given, { list }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const rows = await eventsAside(at.store.readOf(org), org);
      list(
        rows.map(({ received, ...row }) => ({ ...row, since: timeOf(Math.floor(received / 1000)) })),
        "Nothing was put aside.",
      );
    },
  },
  "quarantine retry": {
    takes: "EVENT…",
    does: "Handles events again, once their cause is mended.",
    async run(at, given, { say }) {
      const org = await orgOf(at, given);
      const events = someOf(given, "EVENT");
      await at.store.write((writer) => settleAside(writer, org, events, "waiting"), org);
      say(`${counted(events.length, "event", "events")} will be handled again within a minute.`);
    },
  },
  "quarantine drop": {
    takes: "EVENT…",
    does: "Gives events up for good; what was in them goes.",
    async run(at, given, { say }) {
      const org = await orgOf(at, given);
      const events = someOf(given, "EVENT");
      await at.store.write((writer) => settleAside(writer, org, events, "done"), org);
      say(`${counted(events.length, "event was", "events were")} dropped.`);
    },
  },
};
