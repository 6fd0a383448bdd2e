import type { Language } from "../channel/language.ts";
import type { Change } from "../store/change.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

/** A person who talks to Lotse. */
export type Learner = {
  org: string;
  learner: string;
  name: string;
  unit: string | null;
  /** What they chose. Counts where what they write does not show its language. */
  language: Language | null;
  introducedAt: number | null;
  /** Where they talk with Lotse alone. */
  conversation: string | null;
  /** IANA time zone, where their channel has told it. */
  zone: string | null;
  version: number;
};

const COLUMNS = [
  "learner.org",
  "learner.learner",
  "learner.name",
  "learner.unit",
  "learner.language",
  "learner.introduced_at",
  "learner.conversation",
  "learner.zone",
  "learner.version",
] as const;

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
    .select(COLUMNS)
    .where("identity.org", "=", org)
    .where("identity.connection", "=", connection)
    .where("identity.native", "=", native)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function learnerOfId(read: Reader, org: string, learner: string): Promise<Learner | null> {
  const row = await read
    .selectFrom("learner")
    .select(COLUMNS)
    .where("org", "=", org)
    .where("learner", "=", learner)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

function fromRow({ introduced_at, ...rest }: Schema["learner"]): Learner {
  return { ...rest, introducedAt: introduced_at };
}

/** Somebody new, who has not been introduced to Lotse: no name, no unit, nothing opted into. */
export function newLearner(org: string, learner: string): Learner {
  return {
    org,
    learner,
    name: "",
    unit: null,
    language: null,
    introducedAt: null,
    conversation: null,
    zone: null,
    version: 0,
  };
}

/** Stores somebody new with the identity they came by; a conflict if two of their events arrive at once. */
export function addLearner(
  { introducedAt, ...learner }: Learner,
  identity: Pick<Schema["identity"], "connection" | "native" | "mail_mark">,
): Change[] {
  return [
    { change: "add", table: "identity", row: { org: learner.org, learner: learner.learner, ...identity } },
    { change: "add", table: "learner", row: { ...learner, introduced_at: introducedAt } },
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

/** The same of whoever belongs to this unit. */
export async function membershipsIn(read: Reader, org: string, unit: string): Promise<ReadonlySet<string>> {
  const row = await read
    .selectFrom("unit")
    .select("division")
    .where("org", "=", org)
    .where("unit", "=", unit)
    .executeTakeFirst();
  return new Set(row ? [`unit:${unit}`, `division:${row.division}`] : []);
}
