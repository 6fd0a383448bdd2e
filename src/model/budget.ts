import { type Clock, dayOf } from "../clock.ts";
import type { Reader, Store } from "../store/store.ts";
import { ModelFailure } from "./model.ts";

/** What an org has asked of the model in a day (UTC). */
export type Use = { asked: number; failed: number; tokens: number };

/** A request that is under way: its share of the budget is set aside, so that all replicas together keep within it. */
export type Spending = { settle(took: { tokens: number; failed: boolean }): Promise<void> };

export type Budget = {
  /** Sets `tokens` aside. Throws ModelFailure `used-up`, and Failure `unavailable` when the store cannot be written. */
  spend(org: string, tokens: number): Promise<Spending>;
};

/** Counts requests and tokens by org and day, and holds each org to its tokens a day. */
export function budget({ store, clock }: { store: Store; clock: Clock }, tokensADay: number): Budget {
  return {
    async spend(org, tokens) {
      const day = startOfDay(clock.now());
      const enough = await store.write(async (writer) => {
        const use = await useOn(writer, org, day);
        if (use.tokens + tokens > tokensADay) return false;
        const row = { asked: use.asked + 1, failed: use.failed, tokens: use.tokens + tokens };
        await writer
          .insertInto("model_use")
          .values({ org, day, ...row })
          .onConflict((on) => on.columns(["org", "day"]).doUpdateSet(row))
          .execute();
        return true;
      }, org);
      if (!enough)
        throw new ModelFailure("used-up", "What the language model may be used in a day is used up.");
      return {
        settle: (took) =>
          store.write(async (writer) => {
            const use = await useOn(writer, org, day);
            await writer
              .updateTable("model_use")
              .set({
                failed: use.failed + (took.failed ? 1 : 0),
                tokens: Math.max(0, use.tokens - tokens + took.tokens),
              })
              .where("org", "=", org)
              .where("day", "=", day)
              .execute();
          }, org),
      };
    },
  };
}

/** What the org has used on the day of `now`. */
export function useToday(read: Reader, org: string, now: number): Promise<Use> {
  return useOn(read, org, startOfDay(now));
}

async function useOn(read: Reader, org: string, day: number): Promise<Use> {
  const row = await read
    .selectFrom("model_use")
    .select(["asked", "failed", "tokens"])
    .where("org", "=", org)
    .where("day", "=", day)
    .executeTakeFirst();
  return row ?? { asked: 0, failed: 0, tokens: 0 };
}

function startOfDay(now: number): number {
  return Date.parse(dayOf(now));
}
