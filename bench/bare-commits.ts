import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { openDatabase } from "../adapters/sqlite/database.ts";
import { temporaryDatabase } from "../tests/postgres.ts";
import { percentile, type Row } from "./row.ts";

/** Durable commits of a small row, one after another: what the disk gives, and takes. A full turn makes about five. */
async function commits(what: string, seconds: number, insert: () => unknown): Promise<Row> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    const began = performance.now();
    await insert();
    times.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  const taken = times.reduce((sum, ms) => sum + ms, 0) / 1000;
  return {
    what: `bare ${what}: one durable commit after another`,
    perSecond: times.length / taken,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpuMicros: (user + system) / times.length,
    memory: process.memoryUsage().rss,
  };
}

const TEXT = "x".repeat(500);

export async function sqliteCommits(seconds: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), "lotse-bench-"));
  const database = openDatabase(join(folder, "commits.sqlite"), "write");
  database.exec("create table row (id integer primary key, text text) strict");
  const insert = database.prepare("insert into row (text) values (?)");
  const row = await commits("SQLite", seconds, () => insert.run(TEXT));
  database.close();
  rmSync(folder, { recursive: true, force: true });
  return row;
}

export async function postgresCommits(seconds: number): Promise<Row> {
  const database = await temporaryDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query("create table row (id bigserial primary key, text text)");
  const insert = { name: "insert", text: "insert into row (text) values ($1)", values: [TEXT] };
  const row = await commits("PostgreSQL", seconds, () => client.query(insert));
  await client.end();
  await database.remove();
  return row;
}
