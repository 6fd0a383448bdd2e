import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Language } from "../channel/language.ts";
import { arrive } from "../learner/arrival.ts";
import { WEB_CONNECTION } from "../org/company.ts";
import { isZone } from "../rhythm/local-time.ts";
import { applyChanges } from "../store/change.ts";
import { inEachOrg } from "../store/each-org.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";
import { hasAdmin, useAdminCode } from "./admin-code.ts";
import { arrivalOf, type Claims } from "./claims.ts";

export const NewCompany = z.object({
  name: z.string().trim().min(1).max(100),
  language: Language,
  zone: z.string().refine(isZone),
});
export type NewCompany = z.infer<typeof NewCompany>;

/**
 * Whose house somebody stands in front of: the company their sign-in belongs to; the only company there is, which has no sign-in yet;
 * `new` where there is none; `foreign` where there are others, and none is said to be theirs.
 */
type Whose =
  | { state: "known"; org: string }
  | { state: "unbound"; org: string }
  | { state: "new" }
  | { state: "foreign" };

export async function whoseIs(store: Store, { iss }: Claims): Promise<Whose> {
  const bound = await orgOf(store, "web", iss);
  if (bound) return { state: "known", org: bound.org };
  const [org, ...others] = await store.orgs();
  if (org === undefined) return { state: "new" };
  const web = await store
    .readOf(org)
    .selectFrom("connection")
    .select("org")
    .where("org", "=", org)
    .where("channel", "=", "web")
    .execute();
  return others.length === 0 && web.length === 0 ? { state: "unbound", org } : { state: "foreign" };
}

/** The company that a sign-in, a tenant or a workspace is bound to. */
export async function orgOf(
  store: Store,
  channel: "web" | "teams" | "slack",
  native: string,
): Promise<{ org: string; connection: string } | null> {
  const rows = await inEachOrg(store, (read, org) =>
    read
      .selectFrom("connection")
      .select(["org", "connection"])
      .where("org", "=", org)
      .where("channel", "=", channel)
      .where("native", "=", native)
      .execute(),
  );
  return rows[0] ?? null;
}

export type SetUp =
  | { state: "done"; org: string; learner: string }
  | { state: "wrong-code" | "no-company" | "foreign" };

/**
 * Makes whoever has the code the first admin, of a new company where there is none. The code is used up first, since it belongs to no
 * company: should the rest fail, nothing of it is there, and the next start tells a new one.
 */
export async function setUp(
  { store, sealer }: { store: Store; sealer: Sealer },
  { claims, code, company }: { claims: Claims; code: string; company: NewCompany | null },
  now: number,
): Promise<SetUp> {
  const whose = await whoseIs(store, claims);
  if (whose.state === "foreign") return { state: "foreign" };
  if (whose.state === "new" && company === null) return { state: "no-company" };
  const org = whose.state === "new" ? orgId(company?.name ?? "") : whose.org;
  if ((await hasAdmin(store)) || !(await useAdminCode(store, code, now))) return { state: "wrong-code" };
  const learner = await store.write(async (writer) => {
    if (whose.state === "new" && company !== null) await found(writer, org, company);
    if (whose.state !== "known") await bind(writer, org, claims.iss);
    const place = { org, connection: WEB_CONNECTION, native: claims.sub };
    const arrival = await arrivalOf(writer, place, claims);
    const { learner, changes } = await arrive(writer, sealer, arrival, randomUUID(), now);
    await applyChanges(writer, org, changes);
    await writer
      .insertInto("role")
      .values({ org, learner: learner.learner, role: "admin" })
      .onConflict((on) => on.doNothing())
      .execute();
    return learner.learner;
  }, org);
  return { state: "done", org, learner };
}

async function found(writer: Writer, org: string, { name, language, zone }: NewCompany): Promise<void> {
  await writer.insertInto("org").values({ org, name, language, zone, demo: 0, pilot: 0 }).execute();
}

async function bind(writer: Writer, org: string, issuer: string): Promise<void> {
  await writer
    .insertInto("connection")
    .values({ org, connection: WEB_CONNECTION, channel: "web", native: issuer })
    .execute();
}

/** "Müller & Söhne GmbH" -> "mueller-soehne-gmbh". */
function orgId(name: string): string {
  const letters = name
    .toLowerCase()
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/ß/g, "ss")
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replace(/^-|-$/g, "");
  return letters === "" ? "company" : letters;
}
