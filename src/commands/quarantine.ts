import { isOfDue } from "../turn/due.ts";
import { eventsAside, settleAside } from "../turn/held-up.ts";
import { type Command, counted, orgOf, someOf, timeOf, wordsOf } from "./command.ts";

export const quarantineCommands: Record<string, Command> = {
  "quarantine list": {
    takes: "",
    does: "Lists events that were put aside because they failed three times or cannot be read.",
    async run(at, given, { list, say }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const rows = await eventsAside(at.store.readOf(org), org);
      const sent = rows.filter(({ event }) => !isOfDue(event));
      const due = rows.length - sent.length;
      list(
        sent.map(({ received, ...row }) => ({ ...row, since: timeOf(Math.floor(received / 1000)) })),
        due === 0 ? "Nothing was put aside." : "Nothing that people sent was put aside.",
      );
      // Who is contacted has said yes to it, and nobody learns who did (P9).
      if (due > 0 && !given.has("json"))
        say(
          `What was due was put aside ${counted(due, "time", "times")}; for whom is nobody's business. Try it again with: retry`,
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
