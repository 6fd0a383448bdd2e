import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "../house.ts";
import { abovePolicies, onServer, postgresServer, temporaryDatabase } from "../postgres.ts";
import { type Child, startChild } from "./start-child.ts";

/** Where the processes of a fault test live and die. */
export type Place = {
  /** For a house in the same place, in this process. */
  options: { folder: string; database?: string };
  start(step?: string, mode?: string): Promise<Child>;
  /** The only value of the only row, seen from outside. */
  value(query: string): Promise<unknown>;
  /** Changes rows, from outside. */
  change(statement: string): Promise<void>;
  /** As if the time had passed in which nobody may touch what a process held that is dead now. */
  afterLeases(): Promise<void>;
  remove(): Promise<void>;
};

/** How many events and deliveries are not settled. */
export const OPEN = `(select count(*) from inbox where state = 'waiting')
  + (select count(*) from outbox where state in ('pending', 'sending', 'unknown'))`;

async function embedded(): Promise<Place> {
  const folder = temporaryFolder();
  const children = new Set<Child>();
  return {
    options: { folder: folder.path },
    async start(step = "", mode = "") {
      const child = await startChild(folder.path, { step, mode });
      children.add(child);
      return child;
    },
    async value(query) {
      const database = new DatabaseSync(join(folder.path, "lotse.sqlite"), { readOnly: true });
      const row = database.prepare(query).get();
      database.close();
      return Object.values(row ?? {})[0];
    },
    async change(statement) {
      const database = new DatabaseSync(join(folder.path, "lotse.sqlite"), { timeout: 5000 });
      database.exec(statement);
      database.close();
    },
    // Who opens the folder is alone: leases are void.
    async afterLeases() {},
    async remove() {
      for (const child of children) await child.end();
      folder.remove();
    },
  };
}

async function onPostgres(): Promise<Place> {
  const folder = temporaryFolder();
  const { url, remove } = await temporaryDatabase();
  const children = new Set<Child>();
  return {
    options: { folder: folder.path, database: url },
    async start(step = "", mode = "") {
      const child = await startChild(folder.path, { step, mode, database: url });
      children.add(child);
      return child;
    },
    async value(query) {
      return Object.values((await onServer(query, abovePolicies(url)))[0] ?? {})[0];
    },
    async change(statement) {
      await onServer(statement, abovePolicies(url));
    },
    async afterLeases() {
      // What was on its way to the server as the process died is still done.
      const user = new URL(url).username;
      const still = `select 1 from pg_stat_activity where usename = '${user}'`;
      while ((await onServer(still)).length > 0) await sleep(5);
      await onServer("update conversation set lease_until = 0", abovePolicies(url));
      await onServer("update outbox set lease_until = 0", abovePolicies(url));
    },
    async remove() {
      for (const child of children) await child.end();
      await remove();
      folder.remove();
    },
  };
}

/** Every engine on this machine. On the server, only what differs there: a transaction is open, and nobody ends it. */
export const places = [
  { engine: "SQLite", make: embedded, moments: ["before", "inside", "after"] },
  ...(postgresServer === null ? [] : [{ engine: "PostgreSQL", make: onPostgres, moments: ["inside"] }]),
];
