import { house } from "./001-house.ts";
import { jobs } from "./002-jobs.ts";
import { erasure } from "./003-erasure.ts";
import { doors } from "./004-doors.ts";
import { meaning } from "./005-meaning.ts";
import { golden } from "./006-golden.ts";
import { slack } from "./007-slack.ts";
import { model } from "./009-model.ts";
import { sent } from "./010-sent.ts";

/**
 * One step forward; there is no way back but the backup. Statements are written once for both engines: `{int}` is a 64-bit integer,
 * `{strict}` makes SQLite check types as PostgreSQL does; there, a `text` column sorts by code points as here.
 */
export type Migration = { name: string; statements: string[] };

/** In the order they run. Released ones never change. */
export const migrations: readonly Migration[] = [
  ...[house, jobs, erasure, doors, meaning, golden, slack, model, sent],
];

/** What becomes of a store that an earlier version has written: it is brought up to date, or its opening is refused. */
export type WhenOlder = "update" | "refuse";
