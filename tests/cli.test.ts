import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { texts } from "../src/i18n/texts.ts";
import { type Ended, lotse } from "./command-line.ts";
import { temporaryFolder } from "./house.ts";
import { postgresServer, temporaryDatabase } from "./postgres.ts";
import { type Product, startProduct } from "./product.ts";

const ORG = "nordlicht";
/** Words that only one person ever wrote. */
const CANARY = "Kanarienvogel";

const places: { name: string; open(): Promise<{ env: Record<string, string>; remove(): Promise<void> }> }[] =
  [{ name: "SQLite", open: async () => ({ env: {}, remove: async () => {} }) }];
if (postgresServer !== null)
  places.push({
    name: "PostgreSQL",
    async open() {
      const { url, remove } = await temporaryDatabase();
      return { env: { DATABASE_URL: url }, remove };
    },
  });

describe.each(places)("the command line beside a running server, on $name", ({ open }) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let place: Awaited<ReturnType<typeof open>>;
  let env: Record<string, string>;
  let product: Product;
  let address: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    place = await open();
    env = { DATA_DIR: folder.path, ...place.env };
    product = startProduct(env);
    address = await product.ready();
    expect((await send("jonas", CANARY)).status).toBe(202);
  }, 60_000);
  afterAll(async () => {
    await product.end("SIGTERM");
    await place.remove();
    folder.remove();
  });

  async function send(person: string, text: string): Promise<Response> {
    return fetch(`${address}/api/events?as=${person}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind: "message", id: crypto.randomUUID(), text, attachments: [] }),
    });
  }
  const run = (...words: string[]) => lotse(env, ...words);
  const desk = async (person: string) => (await fetch(`${address}/api/desk?as=${person}`)).status;
  async function listed(...words: string[]): Promise<Record<string, unknown>[]> {
    const { said } = await run(...words, "--json");
    return z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(said));
  }
  const did = (sentence: string): Ended => ({
    code: 0,
    said: expect.stringContaining(sentence),
    complained: "",
  });
  const refused = (sentence: string): Ended => ({
    code: 2,
    said: "",
    complained: expect.stringContaining(sentence),
  });

  it("shows how it stands, for people and as JSON", async () => {
    expect(await run("status")).toEqual(did("Lotse: demo"));
    const [row] = await listed("status");
    expect(row).toMatchObject({
      org: ORG,
      people: 400,
      stopped: null,
      pilot: false,
      quarantined: 0,
      refused: 0,
      due: 0,
      snapshot: expect.stringMatching(/^\d{4}-\d{2}$/),
    });
  });

  it("stops the server that runs, and lets it go on, without a restart", async () => {
    expect(await desk("katrin")).toBe(200);
    expect(await run("org", "stop")).toEqual(did("nordlicht is stopped."));
    expect(await run("org", "stop")).toEqual(did("stopped already"));
    expect((await listed("status"))[0]).toMatchObject({ stopped: expect.any(String) });
    const closed = await fetch(`${address}/api/desk?as=katrin`);
    expect(closed.status).toBe(503);
    expect(await closed.text()).toContain(texts.de.closed.stopped);
    expect((await send("jonas", "Wie hoch ist mein Lernbudget?")).status).toBe(202);
    expect(await run("org", "go")).toEqual(did("goes on"));
    expect(await run("org", "go")).toEqual(did("was not stopped"));
    expect(await desk("katrin")).toBe(200);
  });

  it("opens Lotse to a pilot group and to everybody again", async () => {
    expect(await run("org", "pilot", "add", "unit:nirgends")).toEqual(refused("unit:nirgends is nobody"));
    expect(await run("org", "pilot", "add", "learner:katrin")).toEqual(did("learner:katrin"));
    expect(await run("org", "pilot", "on")).toEqual(did("1 member"));
    expect(await listed("org", "pilot", "list")).toEqual([{ member: "learner:katrin" }]);
    expect([await desk("katrin"), await desk("henrike")]).toEqual([200, 503]);
    expect(await run("org", "pilot", "remove", "learner:jonas")).toEqual(refused("not in the pilot group"));
    expect(await run("org", "pilot", "remove", "learner:katrin")).toEqual(did("learner:katrin"));
    expect(await run("org", "pilot", "off")).toEqual(did("everybody"));
    expect(await desk("henrike")).toBe(200);
  });

  it("gives roles and takes them, and the server knows at once (S3)", async () => {
    expect(await desk("jonas")).toBe(403);
    expect(await run("role", "give", "analyst", "--learner", "jonas")).toEqual(did("jonas is analyst"));
    expect(await run("role", "give", "analyst", "--connection", "web", "--native", "jonas")).toEqual(
      did("already"),
    );
    expect(await desk("jonas")).toBe(200);
    expect(await listed("role", "list")).toContainEqual({ learner: "jonas", role: "analyst" });
    expect(await run("role", "take", "analyst", "--learner", "jonas")).toEqual(did("no longer"));
    expect(await run("role", "take", "analyst", "--learner", "jonas")).toEqual(did("was not"));
    expect(await desk("jonas")).toBe(403);
    expect(await run("role", "give", "king", "--learner", "jonas")).toEqual(refused("no role “king”"));
    expect(await run("role", "give", "admin", "--learner", "nobody")).toEqual(refused("Nobody in nordlicht"));
    expect(await run("role", "give", "admin")).toEqual(refused("Say once who is meant"));
    expect(await run("role", "give", "--learner", "jonas")).toEqual(refused("ROLE is missing"));
  });

  it("binds workspaces and tenants", async () => {
    expect(await run("connection", "add", "slack", "T1")).toEqual(did("slack:T1 belongs to nordlicht"));
    expect(await run("connection", "add", "slack", "T1")).toEqual(refused("bound already"));
    const tenant = "AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee";
    // As tokens write it.
    expect(await run("connection", "add", "teams", tenant)).toEqual(
      did(`teams:${tenant.toLowerCase()} belongs`),
    );
    expect(await run("connection", "remove", `teams:${tenant.toLowerCase()}`)).toEqual(did("0 people"));
    for (const [channel, native, words] of [
      ["temas", tenant, "no channel “temas”. There are: slack, teams, web"],
      ["teams", "werft.onmicrosoft.com", "the id of the tenant"],
      ["slack", "werft", "the id of the workspace"],
      ["web", "login.werft.example", "the issuer"],
    ] as const)
      expect(await run("connection", "add", channel, native)).toEqual(refused(words));
    expect(await run("org", "set", "--signals-from", "slack:T1", "--unit-claim", "department")).toEqual(
      did("changed"),
    );
    expect(await listed("org", "list")).toEqual([
      expect.objectContaining({ signals_from: "slack:T1", unit_claim: "department" }),
    ]);
    expect(await run("connection", "remove", "slack:T1")).toEqual(did("0 people"));
    expect(await run("connection", "remove", "slack:T1")).toEqual(refused("no connection slack:T1"));
    expect(await listed("connection", "list")).toEqual([expect.objectContaining({ connection: "web" })]);
    expect(await listed("org", "list")).toEqual([expect.objectContaining({ signals_from: null })]);
  });

  it("imports units and people, or says which lines to mend", async () => {
    const units = join(folder.path, "units.csv");
    writeFileSync(units, "Bereich;Einheit\nNeu;Werkbank\nNeu;Werkbank\n");
    expect(await run("units", "import", units)).toEqual(
      refused("units.csv:3  The unit werkbank is in line 2"),
    );
    writeFileSync(units, "Bereich;Einheit\nNeu;Werkbank\n");
    expect(await run("units", "import", units)).toEqual(did("1 unit in 1 division: 1 new or changed"));
    expect(await run("units", "import", join(folder.path, "none.csv"))).toEqual(refused("cannot be read"));
    const people = join(folder.path, "people.csv");
    writeFileSync(people, "mail;unit\nida@nordlicht.example;Keller\n");
    expect(await run("people", "import", people)).toEqual(refused("people.csv:2  There is no unit “Keller”"));
    writeFileSync(people, "mail;unit\nida@nordlicht.example;Werkbank\n");
    expect(await run("people", "import", people)).toEqual(did("1 person in the file: 1 change,"));
    writeFileSync(people, "mail;unit\nben@nordlicht.example;Werkbank\n");
    expect(await run("people", "import", people, "--missing-have-left")).toEqual(refused("--yes"));
    expect(await run("person", "set-unit", "werkbank", "--learner", "jonas")).toEqual(did("werkbank"));
    expect(await run("person", "set-unit", "keller", "--learner", "jonas")).toEqual(
      refused("no unit keller"),
    );
  });

  it("lets somebody leave, come back, and be erased beside the server (P12)", async () => {
    expect(await run("person", "leave", "--learner", "deniz")).toEqual(did("Erased in 30 days"));
    expect(await run("person", "leave", "--learner", "deniz")).toEqual(did("left before"));
    expect(await desk("deniz")).toBe(403);
    expect(await listed("person", "show", "--learner", "deniz")).toEqual([
      expect.objectContaining({ learner: "deniz", roles: "", left: expect.any(String) }),
    ]);
    expect(await run("person", "back", "--learner", "deniz")).toEqual(did("is back"));
    expect(await run("person", "back", "--learner", "deniz")).toEqual(did("had not left"));
    expect(await run("person", "erase", "--learner", "deniz")).toEqual(refused("cannot be undone"));
    expect(await run("person", "erase", "--learner", "deniz", "--yes")).toEqual(did("deniz is erased"));
    expect(await run("person", "show", "--learner", "deniz")).toEqual(refused("Nobody in nordlicht"));
  });

  it("lists what is held up and what was put aside, and never a word of it (P3)", async () => {
    expect(await run("outbox", "list")).toEqual(did("Nothing is held up."));
    expect(await run("outbox", "list", "--state", "sent")).toEqual(refused("--state: expected"));
    expect(await run("outbox", "retry", "nothing")).toEqual(refused("No delivery nothing"));
    expect(await run("outbox", "drop")).toEqual(refused("DELIVERY is missing"));
    expect(await run("quarantine", "list")).toEqual(did("Nothing was put aside."));
    expect(await run("quarantine", "retry", "nothing")).toEqual(refused("No event nothing"));
    expect(await run("quarantine", "drop", "nothing")).toEqual(refused("No event nothing"));
    expect(await run("retry")).toEqual(did("0 deliveries, 0 events"));
    const said = await Promise.all(
      [["status"], ["org", "list"], ["role", "list"], ["outbox", "list"], ["quarantine", "list"]].map(
        async (words) => (await run(...words, "--json")).said,
      ),
    );
    said.push((await run("person", "show", "--learner", "jonas")).said);
    expect(said.join()).not.toContain(CANARY);
  });

  it("wants to know which company is meant when there are two (S4)", async () => {
    expect(await run("org", "add", "reederei", "--name", "Reederei")).toEqual(did("reederei was added"));
    expect(await run("org", "add", "reederei", "--name", "Reederei")).toEqual(refused("already"));
    expect(await run("org", "add", "Große Reederei", "--name", "x")).toEqual(refused("cannot be an id"));
    expect(await run("org", "add", "x", "--name", "x", "--language", "fr")).toEqual(refused("de or en"));
    expect(await run("org", "add", "x", "--name", "x", "--zone", "Mars")).toEqual(refused("IANA"));
    expect(await run("org", "stop")).toEqual(refused("nordlicht, reederei"));
    expect(await run("org", "stop", "--org", "nirgends")).toEqual(refused("no company nirgends"));
    expect(await run("org", "stop", "--org", "reederei")).toEqual(did("reederei is stopped"));
    expect(await desk("katrin")).toBe(200);
    expect(await run("org", "stop", "now")).toEqual(refused("one word too many"));
    expect(await run("org", "set", "--org", "reederei")).toEqual(refused("Nothing to set"));
  });
});

describe("the command line without a server", () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it("makes no house where there is none", async () => {
    const ended = await lotse({ DATA_DIR: join(folder.path, "nowhere") }, "status");
    expect(ended).toMatchObject({ code: 2, complained: expect.stringContaining("There is no Lotse in") });
  });

  it("leaves a database of another version as it is, and says so (F16)", async () => {
    const data = join(folder.path, "data");
    mkdirSync(data);
    const product = startProduct({ DATA_DIR: data });
    await product.ready();
    await product.end("SIGTERM");
    for (const [name, change, sentence] of [
      ["older", "delete from migration where name = '004-doors'", "of an earlier version"],
      ["newer", "insert into migration (name) values ('999-later')", "a newer version of Lotse"],
    ] as const) {
      const other = join(folder.path, name);
      cpSync(data, other, { recursive: true });
      const database = new DatabaseSync(join(other, "lotse.sqlite"));
      database.exec(change);
      database.close();
      const ended = await lotse({ DATA_DIR: other }, "org", "stop");
      expect(ended).toMatchObject({ code: 2, complained: expect.stringContaining(sentence) });
    }
    expect(await lotse({ DATA_DIR: data }, "org", "stop")).toMatchObject({ code: 0 });
  });

  it("tells no admin who gets a check-in, when one was put aside (P9)", async () => {
    const data = join(folder.path, "data");
    const database = new DatabaseSync(join(data, "lotse.sqlite"));
    const aside = database.prepare(
      "insert into inbox (org, connection, event, conversation, received, state, attempts, not_before, sealed_event) values (?, 'web', ?, ?, 1, 'quarantined', 3, 0, 'x')",
    );
    aside.run(ORG, "due:check-in.ask::katrin:1795600000000", "web:katrin");
    const alone = await lotse({ DATA_DIR: data }, "quarantine", "list");
    expect(alone.said).toContain("Nothing that people sent was put aside.");
    aside.run(ORG, "jonas:12345678", "web:jonas");
    database.close();
    const both = await lotse({ DATA_DIR: data }, "quarantine", "list");
    expect(both.said).toContain("jonas:12345678");
    expect(both.said).toContain("was put aside 1 time");
    const json = await lotse({ DATA_DIR: data }, "quarantine", "list", "--json");
    expect(JSON.parse(json.said)).toHaveLength(1);
    for (const { said } of [alone, both, json]) expect(said).not.toContain("katrin");
    // It is tried again with all the rest.
    expect((await lotse({ DATA_DIR: data }, "retry")).said).toContain("2 events");
  });

  it("asks for the same settings as the start", async () => {
    const ended = await lotse({ DATA_DIR: folder.path, LOTSE_MODE: "production" }, "status");
    expect(ended).toMatchObject({ code: 2, complained: expect.stringContaining("LOTSE_MASTER_KEY") });
  });
});
