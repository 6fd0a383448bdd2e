import { Failure } from "../errors.ts";
import {
  deliveriesHeldUp,
  dropDeliveries,
  eventsAside,
  HELD_UP,
  retryDeliveries,
  settleAside,
} from "../turn/held-up.ts";
import { type Command, counted, orgOf, someOf, timeOf, wordsOf } from "./command.ts";

const TWICE = "One that arrived, though nobody knows it, arrives twice.";

export const outboxCommands: Record<string, Command> = {
  "outbox list": {
    takes: "[--state pending|unknown|refused]",
    does: "Lists deliveries that have not arrived, as far as it is known.",
    options: { state: "value" },
    async run(at, given, { list }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const wanted = given.value("state");
      const states = HELD_UP.filter((state) => wanted === null || state === wanted);
      if (states.length === 0) throw new Failure("misconfigured", `--state: expected ${HELD_UP.join(", ")}.`);
      const rows = await deliveriesHeldUp(at.store.readOf(org), org, states);
      list(
        rows.map(({ delivery, conversation, state, attempts, position }) => {
          return { delivery, conversation, state, attempts, since: timeOf(Math.floor(position / 1000)) };
        }),
        "Nothing is held up.",
      );
    },
  },
  "outbox retry": {
    takes: "DELIVERY…",
    does: `Sends deliveries again. ${TWICE}`,
    async run(at, given, { say }) {
      const org = await orgOf(at, given);
      const deliveries = someOf(given, "DELIVERY");
      await at.store.write((writer) => retryDeliveries(writer, org, deliveries), org);
      say(
        `${counted(deliveries.length, "delivery", "deliveries")} will be sent again within a minute. ${TWICE}`,
      );
    },
  },
  "outbox drop": {
    takes: "DELIVERY…",
    does: "Gives deliveries up for good.",
    async run(at, given, { say }) {
      const org = await orgOf(at, given);
      const deliveries = someOf(given, "DELIVERY");
      await at.store.write((writer) => dropDeliveries(writer, org, deliveries), org);
      say(`${counted(deliveries.length, "delivery was", "deliveries were")} dropped.`);
    },
  },
  retry: {
    takes: "",
    does: `Tries everything again that failed: unknown and refused deliveries, and events put aside. ${TWICE}`,
    async run(at, given, { say }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      const tried = await at.store.write(async (writer) => {
        const held = await deliveriesHeldUp(writer, org, ["unknown", "refused"]);
        const deliveries = held.map(({ delivery }) => delivery);
        const events = [...new Set((await eventsAside(writer, org)).map(({ event }) => event))];
        await retryDeliveries(writer, org, deliveries);
        await settleAside(writer, org, events, "waiting");
        return { deliveries: deliveries.length, events: events.length };
      }, org);
      const deliveries = counted(tried.deliveries, "delivery", "deliveries");
      say(
        `Tried again within a minute: ${deliveries}, ${counted(tried.events, "event", "events")}. ${TWICE}`,
      );
    },
  },
};
