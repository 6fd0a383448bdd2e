import type { Language } from "../channel/language.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";

/** A person who talks to Lotse. */
export type Learner = {
  org: string;
  learner: string;
  name: string;
  /** What they chose. Counts where what they write does not show its language. */
  language: Language | null;
  introducedAt: number | null;
  /** Where they talk with Lotse alone. */
  conversation: string | null;
  /** IANA time zone, where their channel has told it. */
  zone: string | null;
  version: number;
};

/** The learner behind a channel's person, or null for somebody new. */
export async function findLearner(
  read: Reader,
  org: string,
  connection: string,
  native: string,
): Promise<Learner | null> {
  const row = await read
    .selectFrom("identity")
    .innerJoin("learner", (join) =>
      join.onRef("learner.org", "=", "identity.org").onRef("learner.learner", "=", "identity.learner"),
    )
    .select([
      "learner.org",
      "learner.learner",
      "learner.name",
      "learner.language",
      "learner.introduced_at",
      "learner.conversation",
      "learner.zone",
      "learner.version",
    ])
    .where("identity.org", "=", org)
    .where("identity.connection", "=", connection)
    .where("identity.native", "=", native)
    .executeTakeFirst();
  if (!row) return null;
  const { introduced_at, ...rest } = row;
  return { ...rest, introducedAt: introduced_at };
}

/** Somebody new, who has not been introduced to Lotse: no name, no unit, nothing opted into. */
export function newLearner(org: string, learner: string): Learner {
  return {
    org,
    learner,
    name: "",
    language: null,
    introducedAt: null,
    conversation: null,
    zone: null,
    version: 0,
  };
}

/** Stores somebody new with the identity they came by; a conflict if two of their events arrive at once. */
export function addLearner(learner: Learner, connection: string, native: string): Change[] {
  const { org, name, language, introducedAt, conversation, zone, version } = learner;
  return [
    {
      change: "add",
      table: "identity",
      row: { org, connection, native, learner: learner.learner, mail_mark: null },
    },
    {
      change: "add",
      table: "learner",
      row: {
        org,
        learner: learner.learner,
        name,
        unit: null,
        language,
        introduced_at: introducedAt,
        conversation,
        zone,
        version,
      },
    },
  ];
}

/** What a learner belongs to, as audiences name it: `unit:…` and `division:…`. */
export async function membershipsOf(
  read: Reader,
  org: string,
  learner: string,
): Promise<ReadonlySet<string>> {
  const row = await read
    .selectFrom("learner")
    .innerJoin("unit", (join) =>
      join.onRef("unit.org", "=", "learner.org").onRef("unit.unit", "=", "learner.unit"),
    )
    .select(["unit.unit", "unit.division"])
    .where("learner.org", "=", org)
    .where("learner.learner", "=", learner)
    .executeTakeFirst();
  return new Set(row ? [`unit:${row.unit}`, `division:${row.division}`] : []);
}
