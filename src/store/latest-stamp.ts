import { inEachOrg } from "./each-org.ts";
import type { Reader, Store } from "./store.ts";

/** The highest order stamp that is stored, microseconds: what comes next has to come after it, even if the clock was set back. */
export async function latestStamp(store: Store): Promise<number> {
  return Math.max(0, ...(await inEachOrg(store, stampsIn)));
}

async function stampsIn(read: Reader): Promise<number[]> {
  const found = await Promise.all([
    read
      .selectFrom("inbox")
      .select(({ fn }) => fn.max("received").as("stamp"))
      .executeTakeFirst(),
    read
      .selectFrom("outbox")
      .select(({ fn }) => fn.max("position").as("stamp"))
      .executeTakeFirst(),
    read
      .selectFrom("transcript")
      .select(({ fn }) => fn.max("position").as("stamp"))
      .executeTakeFirst(),
  ]);
  return found.map((row) => row?.stamp ?? 0);
}
