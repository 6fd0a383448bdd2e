import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, queriesOver } from "../../adapters/sqlite/database.ts";
import { sqliteStore } from "../../adapters/sqlite/sqlite-store.ts";
import { temporaryFolder } from "../../tests/house.ts";
import { openDelivery, settledDelivery, settledEvent, waitingEvent } from "./conditions.ts";

describe("the conditions of the partial indexes", () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "lotse.sqlite");
  let database: ReturnType<typeof openDatabase>;

  beforeAll(async () => {
    await sqliteStore(file).close();
    database = openDatabase(file, "read");
  });
  afterAll(() => {
    database.close();
    folder.remove();
  });

  /** How SQLite would go about a query. */
  const plan = ({ sql }: { sql: string }) =>
    database
      .prepare(`explain query plan ${sql}`)
      .all()
      .map((row) => String(row.detail))
      .join("; ");

  it("are found by the queries that hold them, so that what is settled costs nothing", () => {
    const db = queriesOver(database);
    const inbox = db
      .selectFrom("inbox")
      .select("event")
      .where("org", "=", "a")
      .where("conversation", "=", "c");
    expect(plan(inbox.where(waitingEvent).orderBy("received").compile())).toMatch(
      /^SEARCH inbox USING INDEX inbox_waiting/,
    );
    const outbox = db
      .selectFrom("outbox")
      .select("delivery")
      .where("org", "=", "a")
      .where("conversation", "=", "c");
    expect(plan(outbox.where(openDelivery).orderBy("position").compile())).toMatch(
      /^SEARCH outbox USING INDEX outbox_open/,
    );
    expect(plan(db.deleteFrom("inbox").where(settledEvent).where("received", "<", 1).compile())).toContain(
      "inbox_settled",
    );
    expect(
      plan(db.deleteFrom("outbox").where(settledDelivery).where("position", "<", 1).compile()),
    ).toContain("outbox_settled");
  });
});
