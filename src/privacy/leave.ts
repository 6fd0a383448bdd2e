import { applyChanges } from "../store/change.ts";
import { openDelivery } from "../store/conditions.ts";
import { inEachOrg } from "../store/each-org.ts";
import type { LearnerKeys } from "../store/learner-keys.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";
import { ERASE_LEAVERS_DAYS } from "./data-map.ts";
import { eraseLearner } from "./erase.ts";
import { OPT_INS, optOut } from "./opt-in.ts";

type Person = { org: string; learner: string };

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Somebody has left the company: what they said yes to ends as if they had taken it back, what they were allowed to do too, and
 * nothing that is still on its way reaches them. The keys of their reflections go with the next tick. False: they have left before.
 */
export async function leave(writer: Writer, { org, learner }: Person, now: number): Promise<boolean> {
  const added = await writer
    .insertInto("leaver")
    .values({ org, learner, at: now })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if (Number(added.numInsertedOrUpdatedRows) !== 1) return false;
  await seeOff(writer, { org, learner });
  return true;
}

async function seeOff(writer: Writer, { org, learner }: Person): Promise<void> {
  for (const yes of OPT_INS) await applyChanges(writer, org, await optOut(writer, { org, learner }, yes));
  for (const table of ["session", "role", "one_time_code"] as const) {
    await writer.deleteFrom(table).where("org", "=", org).where("learner", "=", learner).execute();
  }
  await cutOff(writer, { org, learner });
}

/** Sees off those who turned out to have left as they arrived, by the company's people file. Nothing has reached them since. */
export async function seeOffLeavers(store: Store): Promise<void> {
  const leavers = await inEachOrg(store, (read, org) =>
    read
      .selectFrom("leaver")
      .select(["org", "learner"])
      .where("org", "=", org)
      .where(({ or, exists, selectFrom }) =>
        or(
          (["opt_in", "role", "session"] as const).map((table) =>
            exists(
              selectFrom(table)
                .select("org")
                .whereRef(`${table}.org`, "=", "leaver.org")
                .whereRef(`${table}.learner`, "=", "leaver.learner"),
            ),
          ),
        ),
      )
      .execute(),
  );
  for (const person of leavers) await store.write((writer) => seeOff(writer, person), person.org);
}

/** With their fences, a turn and an answer under way find that they have lost them, and write nothing (F21). */
async function cutOff(writer: Writer, { org, learner }: Person): Promise<void> {
  const theirs = await writer
    .selectFrom("conversation")
    .select("conversation")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .execute();
  const conversations = theirs.map(({ conversation }) => conversation);
  if (conversations.length === 0) return;
  await writer
    .updateTable("conversation")
    .set(({ eb }) => ({ sealed_stack: null, fence: eb("fence", "+", 1), lease_until: 0 }))
    .where("org", "=", org)
    .where("conversation", "in", conversations)
    .execute();
  await writer
    .updateTable("outbox")
    .set(({ eb }) => ({ state: "refused", sealed_reply: null, fence: eb("fence", "+", 1), lease_until: 0 }))
    .where("org", "=", org)
    .where("conversation", "in", conversations)
    .where(openDelivery)
    .execute();
}

/** Back in time: as somebody who has said yes to nothing. False: they had not left. */
export async function comeBack(writer: Writer, { org, learner }: Person): Promise<boolean> {
  const removed = await writer
    .deleteFrom("leaver")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .executeTakeFirst();
  const identities = await writer
    .selectFrom("identity")
    .select("mail_mark")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("mail_mark", "is not", null)
    .execute();
  for (const { mail_mark } of identities) {
    await writer
      .updateTable("directory_entry")
      .set({ has_left: 0 })
      .where("org", "=", org)
      .where("mail_mark", "=", mail_mark)
      .execute();
  }
  return Number(removed.numDeletedRows) === 1;
}

/** Erases whoever left so long ago that nobody expects them back. */
export async function eraseLeavers(
  parts: { store: Store; keys: LearnerKeys; sealer: Sealer },
  now: number,
): Promise<void> {
  const before = now - ERASE_LEAVERS_DAYS * DAY_MS;
  const leavers = await inEachOrg(parts.store, (read, org) =>
    read
      .selectFrom("leaver")
      .select(["org", "learner"])
      .where("org", "=", org)
      .where("at", "<", before)
      .execute(),
  );
  for (const { org, learner } of leavers) await eraseLearner(parts, org, learner, now);
}
