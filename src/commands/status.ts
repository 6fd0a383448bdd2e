import { useToday } from "../model/budget.ts";
import { orgRow } from "../org/administer.ts";
import { closedMonths } from "../signal/snapshot.ts";
import { loadOf } from "../turn/load.ts";
import { type Cell, type Command, timeOf, wordsOf } from "./command.ts";

/** How it stands with everything, a line for each company. */
export const status: Command = {
  takes: "",
  does: "Shows what is running, and what waits, for each company.",
  async run({ store, clock, house }, given, { say, list }) {
    wordsOf(given);
    const rows: Record<string, Cell>[] = [];
    const only = given.value("org");
    for (const org of only === null ? await store.orgs() : [only]) {
      const read = store.readOf(org);
      const { stopped_at, pilot } = await orgRow(read, org);
      const { outbox, oldestWaitingMs, ...load } = await loadOf(read, org, clock.now());
      const model = await useToday(read, org, clock.now());
      const [snapshot = null] = await closedMonths(read, org);
      rows.push({
        org,
        people: load.people,
        stopped: timeOf(stopped_at),
        pilot: pilot === 1,
        waiting: load.waiting,
        oldest_seconds: oldestWaitingMs === null ? null : Math.round(oldestWaitingMs / 1000),
        quarantined: load.quarantined,
        pending: outbox.pending ?? 0,
        sending: outbox.sending ?? 0,
        unknown: outbox.unknown ?? 0,
        refused: outbox.refused ?? 0,
        sent: outbox.sent ?? 0,
        due: load.due,
        model_asked: model.asked,
        model_failed: model.failed,
        model_tokens: model.tokens,
        snapshot,
      });
    }
    if (!given.has("json")) say(`Lotse: ${house}`);
    list(rows, "There is no company yet. Add one with: org add ID --name NAME");
  },
};
