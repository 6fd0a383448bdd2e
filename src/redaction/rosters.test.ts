import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteStore } from "../../adapters/sqlite/sqlite-store.ts";
import { ORG, temporaryFolder } from "../../tests/house.ts";
import type { Store } from "../store/store.ts";
import { redaction } from "./redaction.ts";
import { rosters } from "./rosters.ts";

const HERE = { org: ORG, unit: null, language: null, introduced_at: null, conversation: null, zone: null };

describe("the names of an org", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let store: Store;

  beforeEach(() => {
    folder = temporaryFolder();
    store = sqliteStore(join(folder.path, "lotse.sqlite"));
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  const come = (learner: string, name: string, org: string = ORG) =>
    store.write(async (writer) => {
      await writer
        .insertInto("learner")
        .values({ ...HERE, org, learner, name, version: 0 })
        .execute();
      await writer
        .insertInto("identity")
        .values({ org, connection: "slack", native: `U0${learner}99`, learner, mail_mark: null })
        .execute();
    }, org);
  const rename = (learner: string, name: string) =>
    store.write(async (writer) => {
      await writer
        .updateTable("learner")
        .set(({ eb }) => ({ name, version: eb("version", "+", 1) }))
        .where("org", "=", ORG)
        .where("learner", "=", learner)
        .execute();
    }, ORG);
  const leave = (learner: string) =>
    store.write(async (writer) => {
      await writer.deleteFrom("identity").where("org", "=", ORG).where("learner", "=", learner).execute();
      await writer.deleteFrom("learner").where("org", "=", ORG).where("learner", "=", learner).execute();
    }, ORG);

  it("are known as soon as somebody comes or is renamed, and no longer than they are there (P12, P15)", async () => {
    const { of } = rosters(store);
    const redact = async (text: string): Promise<string> => redaction(await of(ORG)).redact(text);
    expect(await redact("Fragt Rekowski?")).toBe("Fragt Rekowski?");
    await come("one", "Ole Rekowski");
    expect(await redact("Fragt Rekowski? <@U0one99>")).toBe("Fragt [Person A]? <@[Person A2]>");
    await rename("one", "Ole Tscherny");
    expect(await redact("Rekowski, Tscherny")).toBe("Rekowski, [Person A]");
    await leave("one");
    await come("two", "Ole Zaremba");
    expect(await redact("Fragt Tscherny Zaremba?")).toBe("Fragt Tscherny [Person A]?");
  });

  it("are read once while they stay as they are", async () => {
    await come("one", "Ole Rekowski");
    const { of } = rosters(store);
    expect(await of(ORG)).toBe(await of(ORG));
  });

  it("are those of one org alone (S4)", async () => {
    await come("one", "Ole Rekowski", "elsewhere");
    const { of } = rosters(store);
    expect(redaction(await of(ORG)).redact("Fragt Rekowski?")).toBe("Fragt Rekowski?");
  });
});
