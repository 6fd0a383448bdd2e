import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { teamsManifest } from "../../adapters/teams/manifest.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Schema } from "../../src/store/schema.ts";
import type { Store } from "../../src/store/store.ts";
import { temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const DOMAIN = "kompass.werft.example";
const LINK = `https://${DOMAIN}/1`;

describe("searching in Teams", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: TeamsHouse;
  let ana: Hands;
  /** Holds up the store until it is let go. */
  let held: Promise<void> | null = null;
  let letGo: () => void = () => {};

  async function begin(links: readonly string[] = [DOMAIN]): Promise<void> {
    const url = new URL("https://lotse.example.com");
    const manifest = teamsManifest({ url, app: randomUUID(), version: "1.0.0", domains: [DOMAIN] });
    const around = (store: Store): Store => ({ ...store, readOf: (org) => slowly(store.readOf(org)) });
    at = await teamsHouse({ folder: folder.path, manifest, links, around });
    ana = at.teams.person(at.tenant, "Ana Arndt", { locale: "de-DE" });
  }
  function slowly(read: ReturnType<Store["readOf"]>): ReturnType<Store["readOf"]> {
    if (!held) return read;
    const until = held;
    return (read as Kysely<Schema>).withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        await until;
        return result;
      },
    });
  }
  beforeEach(() => {
    folder = temporaryFolder();
    held = null;
  });
  afterEach(async () => {
    letGo();
    await at.close();
    folder.remove();
  });

  it("finds what everybody may see, also for somebody whom Lotse has never met, and keeps nothing of them (P1)", async () => {
    await begin();
    const found = await ana.searches("Pivot");
    expect(JSON.stringify(found)).toContain("Pivot in zwölf Minuten");
    expect(await ana.opensSearch()).toMatchObject({ state: "found" });
    expect(await ana.pastesLink(LINK)).toMatchObject({
      state: "found",
      results: [{ title: "Pivot in zwölf Minuten" }],
    });
    const { read } = at.home.store;
    const identity = read.selectFrom("identity").select("learner").where("native", "=", ana.directory);
    expect(await identity.execute()).toEqual([]);
    expect(await read.selectFrom("inbox").select("event").execute()).toEqual([]);
    expect(fromLotse(ana)).toEqual([]);
  });

  it("has one page: further down there is no more", async () => {
    await begin();
    expect(await ana.searches("Pivot")).toMatchObject({ state: "found" });
    expect(await ana.searches("Pivot", { skip: 15 })).toMatchObject({ state: "said" });
  });

  it("finds nothing while Lotse is stopped, for those it has met and those it has not", async () => {
    await begin();
    await at.home.store.write((writer) =>
      writer.updateTable("org").set({ stopped_at: 1 }).where("org", "is not", null).execute(),
    );
    expect(await ana.searches("Pivot")).toMatchObject({ state: "said" });
  });

  it("says so before Teams gives up, when it takes too long", async () => {
    await begin();
    await ana.searches("Pivot");
    held = new Promise((resolve) => {
      letGo = resolve;
    });
    const tooLong = { state: "said", words: texts.de.teams.takesTooLong };
    expect(await Promise.all([ana.searches("Pivot"), ana.pastesLink(LINK)])).toEqual([tooLong, tooLong]);
  });

  it("previews links of the domains in the settings alone, whatever the package says", async () => {
    await begin(["learn.example.com"]);
    expect(await ana.pastesLink(LINK)).toMatchObject({ state: "said" });
  });
});
