import { Failure } from "../../src/errors.ts";

// https://www.sqlite.org/rescode.html
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** The primary result code of an error that SQLite raised, or null for any other error. */
export function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return null;
  return error.errcode & 0xff;
}

/** Why the file could not be opened, as a sentence that says what to do. */
export function openingProblem(file: string, error: unknown): Failure {
  return new Failure("misconfigured", openingSentence(file, error), { cause: error });
}

function openingSentence(file: string, error: unknown): string {
  switch (resultCode(error)) {
    case READONLY:
      return `The database ${file} is read-only. Give this user the right to write it and its folder, or set DATA_DIR to another folder.`;
    case CANTOPEN:
      return `The database ${file} cannot be opened. Check that its folder exists and may be written, or set DATA_DIR to another folder.`;
    case CORRUPT:
    case NOTADB:
      return `The file ${file} is not a readable database (it is damaged or something else). Put it aside and start again, or copy a backup over it; backups are beside it, named backup-….sqlite.`;
    case FULL:
    case IOERR:
      return `The database ${file} cannot be written: the disk is full or failing. Free some space and start again; nothing was lost.`;
    case BUSY:
      return `The database ${file} is locked by another program. End that program and start again.`;
    default:
      return `The database ${file} cannot be opened or brought up to date; nothing half-done was kept. The reason: ${error instanceof Error ? error.message : typeof error}.`;
  }
}

/** Trouble while running: everything SQLite itself reports about the file means "not now". Other errors are passed on. */
export function runningProblem(error: unknown): unknown {
  switch (resultCode(error)) {
    case BUSY:
    case READONLY:
    case IOERR:
    case CORRUPT:
    case FULL:
    case CANTOPEN:
    case NOTADB:
      return new Failure(
        "unavailable",
        `The database cannot be used just now (SQLite result ${resultCode(error)}).`,
        { cause: error },
      );
    default:
      return error;
  }
}
