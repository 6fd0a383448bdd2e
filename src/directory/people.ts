import { Failure } from "../errors.ts";
import type { SourceFile } from "../knowledge/document.ts";
import { mailMark } from "../learner/arrival.ts";
import { moveTo } from "../learner/person.ts";
import { comeBack, leave } from "../privacy/leave.ts";
import type { Schema } from "../store/schema.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import { readPeople } from "./people-file.ts";
import type { Refused } from "./table.ts";

export type PeopleImported =
  | Refused
  | {
      state: "imported";
      people: number;
      changed: number;
      /** Who were in the directory and are not in the file. */
      missing: number;
      /** Of those who have come to Lotse: who got another unit, left, and came back. */
      moved: number;
      left: number;
      back: number;
    };

type Choice = {
  /** Whoever was in the directory and is not in the file has left the company. */
  missingHaveLeft: boolean;
  /** Also when more than a quarter is missing. */
  evenMany: boolean;
};
type Entry = Schema["directory_entry"];
type Parts = { store: Store; sealer: Sealer };

/** Rows written in one statement. */
const AT_ONCE = 500;

/**
 * The company's people from a file, all or nothing: kept under the mark of their mail address, never the address itself, and
 * applied at once to those who are known. The file is the whole: who is not in it any more is forgotten, or has left.
 */
export async function importPeople(
  { store, sealer }: Parts,
  org: string,
  file: SourceFile,
  choice: Choice,
  now: number,
): Promise<PeopleImported> {
  const read = readPeople(file, await unitNames(store.readOf(org), org));
  if (read.state === "refused") return read;
  const said = read.people.map(({ mail, unit, hasLeft }): Entry => {
    return { org, mail_mark: mailMark(sealer, org, mail), unit, has_left: hasLeft ? 1 : 0, at: now };
  });
  return store.write(async (writer) => {
    const before = await entries(writer, org);
    const marks = new Set(said.map(({ mail_mark }) => mail_mark));
    const missing = [...before.values()].filter(({ mail_mark }) => !marks.has(mail_mark));
    if (missing.length * 4 > before.size && !choice.evenMany)
      throw new Failure(
        "misconfigured",
        `${missing.length} of ${before.size} people in the directory are not in this file: more than a quarter. If that is right, say so with --yes.`,
      );
    const gone = missing
      .filter(({ has_left }) => choice.missingHaveLeft && has_left === 0)
      .map((entry): Entry => ({ ...entry, has_left: 1, at: now }));
    const changed = [...said, ...gone].filter((entry) => !isSame(entry, before.get(entry.mail_mark)));
    await remove(writer, org, missing);
    await put(writer, changed);
    const applied = await apply(writer, org, changed, before, now);
    return {
      state: "imported",
      people: said.length,
      changed: changed.length,
      missing: missing.length,
      ...applied,
    };
  }, org);
}

async function unitNames(read: Reader, org: string): Promise<ReadonlyMap<string, string>> {
  const rows = await read.selectFrom("unit").select(["unit", "name"]).where("org", "=", org).execute();
  return new Map([
    ...rows.map(({ unit, name }) => [name.toLowerCase(), unit] as const),
    ...rows.map(({ unit }) => [unit, unit] as const),
  ]);
}

async function entries(read: Reader, org: string): Promise<ReadonlyMap<string, Entry>> {
  const rows = await read.selectFrom("directory_entry").selectAll().where("org", "=", org).execute();
  return new Map(rows.map((row) => [row.mail_mark, row]));
}

function isSame(entry: Entry, known: Entry | undefined): boolean {
  return known?.unit === entry.unit && known.has_left === entry.has_left;
}

async function remove(writer: Writer, org: string, gone: readonly Entry[]): Promise<void> {
  for (let at = 0; at < gone.length; at += AT_ONCE) {
    const marks = gone.slice(at, at + AT_ONCE).map(({ mail_mark }) => mail_mark);
    await writer
      .deleteFrom("directory_entry")
      .where("org", "=", org)
      .where("mail_mark", "in", marks)
      .execute();
  }
}

async function put(writer: Writer, changed: readonly Entry[]): Promise<void> {
  for (let at = 0; at < changed.length; at += AT_ONCE) {
    await writer
      .insertInto("directory_entry")
      .values(changed.slice(at, at + AT_ONCE))
      .onConflict((on) =>
        on.columns(["org", "mail_mark"]).doUpdateSet(({ ref }) => ({
          unit: ref("excluded.unit"),
          has_left: ref("excluded.has_left"),
          at: ref("excluded.at"),
        })),
      )
      .execute();
  }
}

/** Only what the file says anew: what an admin decided by hand since stays. */
async function apply(
  writer: Writer,
  org: string,
  changed: readonly Entry[],
  before: ReadonlyMap<string, Entry>,
  now: number,
): Promise<{ moved: number; left: number; back: number }> {
  const rows = await writer
    .selectFrom("identity")
    .select(["mail_mark", "learner"])
    .where("org", "=", org)
    .where("mail_mark", "is not", null)
    .execute();
  const known = Map.groupBy(rows, ({ mail_mark }) => mail_mark);
  let [moved, left, back] = [0, 0, 0];
  for (const { mail_mark, unit, has_left } of changed) {
    const learners = new Set((known.get(mail_mark) ?? []).map(({ learner }) => learner));
    const earlier = before.get(mail_mark);
    for (const learner of learners) {
      if (unit !== null && unit !== earlier?.unit) {
        await moveTo(writer, org, learner, unit);
        moved++;
      }
      if (has_left === 1 && (await leave(writer, { org, learner }, now))) left++;
      if (has_left === 0 && earlier?.has_left === 1 && (await comeBack(writer, { org, learner }))) back++;
    }
  }
  return { moved, left, back };
}
