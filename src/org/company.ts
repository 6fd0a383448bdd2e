import { z } from "zod";
import { Language } from "../channel/language.ts";
import { Role } from "../channel/role.ts";
import { isZone } from "../rhythm/local-time.ts";
import type { Store } from "../store/store.ts";

/** The id of a company, a division, a unit or a person in it. */
export const Id = z.string().regex(/^[a-z0-9-]{1,60}$/, "expected lower-case letters, digits and hyphens");

/** A company with its structure and some of its people, as a file describes it. */
export const Company = z.object({
  org: Id,
  name: z.string().min(1),
  language: Language,
  zone: z
    .string()
    .refine(isZone, "expected an IANA time zone, such as Europe/Berlin")
    .default("Europe/Berlin"),
  divisions: z.array(z.object({ division: Id, name: z.string().min(1) })),
  units: z.array(z.object({ unit: Id, division: Id, name: z.string().min(1) })),
  people: z.array(
    z.object({
      person: Id,
      name: z.string().min(1),
      unit: Id,
      language: Language.nullable(),
      role: z.object({ de: z.string(), en: z.string() }),
      /** What they do for learning in the company. */
      roles: z.array(Role).default([]),
    }),
  ),
});
export type Company = z.infer<typeof Company>;

/** The connection under which a company's people come to the web chat. */
export const WEB_CONNECTION = "web";

/** Brings a demo company into the store. What is there already, such as a language somebody chose, stays. */
export async function storeDemoCompany(store: Store, company: Company): Promise<void> {
  const { org, name, language, zone } = company;
  await store.write(async (writer) => {
    await writer
      .insertInto("org")
      .values({ org, name, language, demo: 1, zone, pilot: 0 })
      .onConflict((on) => on.column("org").doUpdateSet({ name, language, zone }))
      .execute();
    await writer
      .insertInto("connection")
      .values({ org, connection: WEB_CONNECTION, channel: "web", native: org })
      .onConflict((on) => on.doNothing())
      .execute();
    for (const { division, name } of company.divisions) {
      await writer
        .insertInto("division")
        .values({ org, division, name })
        .onConflict((on) => on.columns(["org", "division"]).doUpdateSet({ name }))
        .execute();
    }
    for (const { unit, division, name } of company.units) {
      await writer
        .insertInto("unit")
        .values({ org, unit, division, name })
        .onConflict((on) => on.columns(["org", "unit"]).doUpdateSet({ division, name }))
        .execute();
    }
    for (const { person, name, unit, language, roles } of company.people) {
      await writer
        .insertInto("learner")
        .values({
          org,
          learner: person,
          name,
          unit,
          language,
          introduced_at: null,
          conversation: null,
          zone: null,
          version: 0,
        })
        .onConflict((on) => on.columns(["org", "learner"]).doUpdateSet({ name, unit }))
        .execute();
      await writer
        .insertInto("identity")
        .values({ org, connection: WEB_CONNECTION, native: person, learner: person })
        .onConflict((on) => on.doNothing())
        .execute();
      for (const role of roles) {
        await writer
          .insertInto("role")
          .values({ org, learner: person, role })
          .onConflict((on) => on.doNothing())
          .execute();
      }
    }
  }, org);
}
