import { z } from "zod";
import type { Arrival } from "../learner/arrival.ts";
import { unitNamed } from "../org/unit.ts";
import type { Reader } from "../store/store.ts";

const LONGEST_NAME = 100;

/** What a sign-in says about somebody. `iss` and `sub` together name them; the rest depends on the company. */
export const Claims = z.looseObject({
  iss: z.string().min(1),
  sub: z.string().min(1).max(255),
  name: z.string().optional(),
  email: z.string().optional(),
});
export type Claims = z.infer<typeof Claims>;

type Place = { org: string; connection: string; native: string };

/** Somebody who comes to their company by its sign-in. */
export async function arrivalOf(read: Reader, place: Place, claims: Claims): Promise<Arrival> {
  const name = claims.name?.trim().slice(0, LONGEST_NAME) ?? "";
  return {
    ...place,
    name: name === "" ? null : name,
    mail: verifiedMail(claims),
    unit: await unitOf(read, place.org, claims),
    notOf: [],
  };
}

/** An address nobody has verified may be anybody's. Entra ID says so in a claim of its own, and there in several ways. */
function verifiedMail({ email, ...claims }: Claims): string | null {
  if (email === undefined || email === "") return null;
  if ("email_verified" in claims) return claims.email_verified === true ? email : null;
  return [true, "true", 1, "1"].some((yes) => yes === claims.xms_edov) ? email : null;
}

/** The unit that the org's claim names, by id or by name; null where it names none. */
async function unitOf(read: Reader, org: string, claims: Claims): Promise<string | null> {
  const row = await read.selectFrom("org").select("unit_claim").where("org", "=", org).executeTakeFirst();
  const said = row?.unit_claim ? claims[row.unit_claim] : undefined;
  const names = (Array.isArray(said) ? said : [said]).filter((name) => typeof name === "string");
  return unitNamed(read, org, names);
}
