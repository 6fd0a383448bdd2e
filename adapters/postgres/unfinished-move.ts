import type { ClientBase } from "pg";
import { Failure } from "../../src/errors.ts";
import { placeIn } from "./problems.ts";

/** A table that is there while a store is being carried into this database. */
export const MARK = "move_under_way";

export async function isMoveUnderWay(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ mark: string | null }>("select to_regclass($1) as mark", [MARK]);
  return rows[0]?.mark !== null;
}

/** Half of a company is worse than none. */
export async function refuseUnfinishedMove(client: ClientBase, url: string): Promise<void> {
  if (!(await isMoveUnderWay(client))) return;
  const { server, database } = placeIn(url);
  throw new Failure(
    "misconfigured",
    `A move into the database ${database} at ${server} has not come to its end. Run it again (npm run move): it goes on where it was. Then start Lotse.`,
  );
}
