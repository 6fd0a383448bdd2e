import type { Sealer } from "./sealing.ts";
import type { Store } from "./store.ts";

/** Throws Failure `misconfigured` when what this org has stored was sealed with another master key. The first start leaves the mark. */
export async function checkKey(store: Store, sealer: Sealer, org: string): Promise<void> {
  const place = ["key_check", org] as const;
  const row = await store
    .readOf(org)
    .selectFrom("key_check")
    .select("sealed_word")
    .where("org", "=", org)
    .executeTakeFirst();
  if (row) sealer.open(row.sealed_word, place);
  else
    await store.write(
      (writer) =>
        writer
          .insertInto("key_check")
          .values({ org, sealed_word: sealer.seal("lotse", place) })
          .onConflict((on) => on.doNothing())
          .execute(),
      org,
    );
}
