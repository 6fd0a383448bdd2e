import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, engines } from "../../tests/engines.ts";
import { ORG } from "../../tests/house.ts";
import { redaction } from "./redaction.ts";
import { rosters } from "./rosters.ts";

const HERE = { org: ORG, unit: null, language: null, introduced_at: null, conversation: null, zone: null };

describe.each(engines)("the names of an org, in $name", ({ open }) => {
  let bench: Bench;
  let store: Bench["store"];

  beforeEach(async () => {
    bench = await open();
    store = bench.store;
  });
  afterEach(() => bench.close());

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

  it("stay as they are while people change and their names do not", async () => {
    await come("one", "Ole Rekowski");
    const { of } = rosters(store);
    const before = await of(ORG);
    await rename("one", "Ole Rekowski");
    expect(await of(ORG)).toBe(before);
  });

  it("are right for everybody who asks while they are read (P15)", async () => {
    const { of } = rosters(store);
    const asked = of(ORG);
    await come("one", "Ole Rekowski");
    const [, later] = await Promise.all([asked, of(ORG)]);
    expect(redaction(later).redact("Rekowski")).toBe("[Person A]");
  });

  it("are those of one org alone (S4)", async () => {
    await come("one", "Ole Rekowski", "elsewhere");
    const { of } = rosters(store);
    expect(redaction(await of(ORG)).redact("Fragt Rekowski?")).toBe("Fragt Rekowski?");
  });
});
