import { z } from "zod";
import { bindWorkspace, connectionOf } from "../../src/entrance/workspace.ts";
import { beginAgain, endConnection } from "../../src/privacy/connection-end.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Store, Writer } from "../../src/store/store.ts";
import type { Home } from "./places.ts";

/** What an installation gave us. `refresh` is there where tokens are renewed. */
export const InstallTokens = z.object({ bot: z.string(), refresh: z.string().nullable() });
export type InstallTokens = z.infer<typeof InstallTokens>;

type Place = Pick<Home, "org" | "install">;
const placeOf = ({ org, install }: Place) => ["slack_install", org, install] as const;

export async function findInstall(store: Pick<Store, "readOf">, { org, install }: Place) {
  const row = await store
    .readOf(org)
    .selectFrom("slack_install")
    .selectAll()
    .where("org", "=", org)
    .where("install", "=", install)
    .executeTakeFirst();
  return row ?? null;
}

export function openTokens(sealer: Sealer, place: Place, sealed: string): InstallTokens {
  return InstallTokens.parse(sealer.open(sealed, placeOf(place)));
}

/** The app was installed, perhaps again: the workspace belongs to this company, and its tokens are kept. */
export async function putInstall(
  writer: Writer,
  sealer: Sealer,
  { org, install }: Place,
  tokens: InstallTokens,
  endsAt: number | null,
): Promise<void> {
  await bindWorkspace(writer, org, "slack", install);
  const before = await writer
    .selectFrom("slack_install")
    .select("gone_at")
    .where("org", "=", org)
    .where("install", "=", install)
    .executeTakeFirst();
  if (before?.gone_at)
    await backAgain(writer, { org, connection: connectionOf("slack", install), install }, before.gone_at);
  const fresh = {
    sealed_tokens: sealer.seal(tokens, placeOf({ org, install })),
    ends_at: endsAt,
    renewing_until: 0,
    gone_at: null,
  };
  await writer
    .insertInto("slack_install")
    .values({ org, install, ...fresh })
    .onConflict((on) => on.columns(["org", "install"]).doUpdateSet(fresh))
    .execute();
}

/** When the app was taken out of the workspace; null if it was not. */
export async function goneAt(store: Pick<Store, "readOf">, place: Place): Promise<number | null> {
  return (await findInstall(store, place))?.gone_at ?? null;
}

/** The app was taken out: its tokens go, and whoever came by this workspace alone is seen off. Twice is as once. */
export async function letGo(writer: Writer, { org, connection, install }: Home, now: number): Promise<void> {
  const gone = { sealed_tokens: null, ends_at: null, renewing_until: 0, gone_at: now };
  const before = await writer
    .selectFrom("slack_install")
    .select("gone_at")
    .where("org", "=", org)
    .where("install", "=", install)
    .executeTakeFirst();
  if (before?.gone_at) return;
  await writer
    .insertInto("slack_install")
    .values({ org, install, ...gone })
    .onConflict((on) => on.columns(["org", "install"]).doUpdateSet(gone))
    .execute();
  await endConnection(writer, { org, connection }, now);
}

export async function backAgain(
  writer: Writer,
  { org, connection, install }: Home,
  gone: number,
): Promise<void> {
  await beginAgain(writer, { org, connection }, gone);
  await writer
    .updateTable("slack_install")
    .set({ gone_at: null })
    .where("org", "=", org)
    .where("install", "=", install)
    .execute();
}

/** True for the one who shall renew these tokens: whoever else looks meanwhile goes on with the old one. */
export async function beginRenewal(
  writer: Writer,
  { org, install }: Place,
  sealed: string,
  now: number,
  forMs: number,
): Promise<boolean> {
  const taken = await writer
    .updateTable("slack_install")
    .set({ renewing_until: now + forMs })
    .where("org", "=", org)
    .where("install", "=", install)
    .where("renewing_until", "<", now)
    // Not those that have been renewed since: each can be renewed once.
    .where("sealed_tokens", "=", sealed)
    .executeTakeFirst();
  return Number(taken.numUpdatedRows) === 1;
}

/** Puts renewed tokens in the place of those they were made from; not where the app was taken out or installed anew meanwhile. */
export async function putRenewed(
  writer: Writer,
  sealer: Sealer,
  place: Place,
  { from, to, endsAt }: { from: string; to: InstallTokens; endsAt: number },
): Promise<void> {
  await writer
    .updateTable("slack_install")
    .set({ sealed_tokens: sealer.seal(to, placeOf(place)), ends_at: endsAt, renewing_until: 0 })
    .where("org", "=", place.org)
    .where("install", "=", place.install)
    .where("sealed_tokens", "=", from)
    .execute();
}
