import type { Change } from "../store/change.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";
import { addLearner, findLearner, type Learner, newLearner } from "./learner.ts";

/** Somebody as the door they come by tells of them. `mail` is null unless it was verified there; `unit` is its id here. */
export type Arrival = {
  org: string;
  connection: string;
  native: string;
  name: string | null;
  mail: string | null;
  unit: string | null;
};

/** Who that is, and what has to be stored for them to be known: nothing, if they are. `fresh` is the id of somebody new. */
export async function arrive(
  read: Reader,
  _sealer: Sealer,
  { org, connection, native, name }: Arrival,
  fresh: string,
): Promise<{ learner: Learner; changes: Change[] }> {
  const known = await findLearner(read, org, connection, native);
  if (known) return { learner: known, changes: [] };
  const learner = { ...newLearner(org, fresh), name: name ?? "" };
  return { learner, changes: addLearner(learner, connection, native) };
}

/** What stands for a mail address where the address itself is not kept. */
export function mailMark(sealer: Sealer, org: string, mail: string): string {
  return sealer.fingerprint(JSON.stringify(["mail", org, mail.trim().toLowerCase()]));
}
