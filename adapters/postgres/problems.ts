import { Failure } from "../../src/errors.ts";

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const WRONG_PASSWORD = ["28P01", "28000"];
const NO_DATABASE = "3D000";
/** Also when its schema cannot be seen. */
const NO_RIGHTS = ["42501", "3F000"];
const READ_ONLY = "25006";
const TOO_MANY_CONNECTIONS = "53300";

/** Serialization failure and deadlock: the work was undone and may be done again. */
const CLASHES = ["40001", "40P01"];
/** A statement prepared before another version of Lotse changed a table: a new connection prepares it anew. */
const OUTDATED_PLAN = "cached plan must not change result type";

/**
 * Not now: connection lost, out of resources, ended by an operator, system trouble, damaged; a lock or an answer that did not come in
 * time; a standby that only reads.
 */
const NOT_NOW = /^(08|53|57|58|XX|55P03|25P03|25P04|25006)/;
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;
/** What `pg` says without a code. */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client was closed|Cannot use a pool)/;

/** The SQLSTATE of what the server reported, the code of a network error, or null. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  // Several addresses were tried, and none answered.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : null;
}

/** Somebody else's work came in between: to be done again from the start. */
export function isClash(error: unknown): boolean {
  return CLASHES.includes(codeOf(error) ?? "") || isOutdated(error);
}

/** The connection holds statements that fit the tables no longer. */
export function isOutdated(error: unknown): boolean {
  return error instanceof Error && error.message === OUTDATED_PLAN;
}

function isUnreachable(error: unknown): boolean {
  const code = codeOf(error) ?? "";
  return NETWORK.test(code) || (error instanceof Error && LOST.test(error.message));
}

/** Trouble while running: what the server or the way to it cannot do just now is `unavailable`. Other errors are passed on. */
export function runningProblem(error: unknown): unknown {
  if (error instanceof Failure) return error;
  const code = codeOf(error) ?? "";
  if (!isUnreachable(error) && !NOT_NOW.test(code)) return error;
  const reason = code === "" ? "the connection was lost" : `PostgreSQL or network code ${code}`;
  return new Failure("unavailable", `The database cannot be used just now (${reason}).`, { cause: error });
}

/** Why the database could not be opened, as a sentence that says what to do. The password is not in it. */
export function openingProblem(
  url: string,
  error: unknown,
  setting: "DATABASE_URL" | "KEYS_URL" = "DATABASE_URL",
): Failure {
  return new Failure("misconfigured", openingSentence(placeIn(url), error, setting), { cause: error });
}

function openingSentence({ server, user, database }: Place, error: unknown, setting: string): string {
  const code = codeOf(error) ?? "";
  if (isUnreachable(error) || code.startsWith("08"))
    return `PostgreSQL cannot be reached at ${server}. Start it, or mend host and port in ${setting}.`;
  if (WRONG_PASSWORD.includes(code))
    return `PostgreSQL at ${server} does not let ${user} in. Mend user and password in ${setting}, or allow this user in pg_hba.conf.`;
  if (code === NO_DATABASE)
    return `PostgreSQL at ${server} has no database ${database}. Make it with: createdb --owner=${user} ${database}. Or mend its name in ${setting}.`;
  if (NO_RIGHTS.includes(code))
    return `The user ${user} may not make or change tables in the database ${database} at ${server}. Make it the owner: alter database ${database} owner to ${user}.`;
  if (code === READ_ONLY)
    return `The database ${database} at ${server} only reads: it is a standby. Name the primary in ${setting}.`;
  if (code === TOO_MANY_CONNECTIONS)
    return `PostgreSQL at ${server} takes no more connections. Raise max_connections, or end another program that uses it.`;
  const reason = error instanceof Error ? error.message : typeof error;
  return `The database ${database} at ${server} cannot be opened or brought up to date; nothing half-done was kept. The reason: ${reason}.`;
}

type Place = { server: string; user: string; database: string };

/** Where a URL leads, without its password. */
export function placeIn(url: string): Place {
  const { hostname, port, username, pathname } = new URL(url);
  const user = decodeURIComponent(username) || "(no user)";
  return {
    server: `${hostname || "localhost"}:${port || 5432}`,
    user,
    database: decodeURIComponent(pathname.slice(1)) || user,
  };
}
