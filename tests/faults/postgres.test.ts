import { chmodSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postgresStore } from "../../adapters/postgres/postgres-store.ts";
import type { Store } from "../../src/store/store.ts";
import { addOrg } from "../all-orgs.ts";
import { house, temporaryFolder } from "../house.ts";
import { type OwnPostgres, ownPostgres, postgresPrograms } from "../own-postgres.ts";
import { openPage, type Page } from "../page.ts";
import { startProduct } from "../product.ts";
import { canMount, smallDisk } from "../small-disk.ts";

const programs = postgresPrograms();
const MAKE_APP = ["create role app login", "create database app owner app"];
const message = (id: string) => ({
  kind: "message",
  id,
  text: "Wie hoch ist mein Lernbudget?",
  attachments: [],
});
const answers = (page: Page) =>
  page.fromLotse().filter(({ blocks }) => blocks.some(({ kind }) => kind === "quote"));

describe.skipIf(programs === null)("a PostgreSQL server under the product", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: OwnPostgres;
  const stores: Store[] = [];

  beforeEach(() => {
    folder = temporaryFolder();
    chmodSync(folder.path, 0o755);
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    if (server.isRunning()) server.stop();
    folder.remove();
  });

  async function open(settings: Record<string, string | number> = {}): Promise<void> {
    server = await ownPostgres(programs ?? "", folder.path, settings);
    await server.run(...MAKE_APP);
  }
  async function store(connections: number): Promise<Store> {
    const opened = await postgresStore(server.url, { connections });
    stores.push(opened);
    await addOrg(opened, "a");
    return opened;
  }
  const rename = (on: Store, name: string) =>
    on.write((writer) => writer.updateTable("org").set({ name }).execute(), "a");
  const nameIn = async (on: Store) =>
    (await on.readOf("a").selectFrom("org").select("name").executeTakeFirstOrThrow()).name;
  const unavailable = { kind: "unavailable" };

  it("that crashes again and again in the middle of the work loses and doubles nothing (F5, R1)", async () => {
    await open();
    const home = await house({ folder: folder.path, database: server.url });
    const ida = await openPage(home, "ida");
    await ida.send({ kind: "joined" }, 2);
    const ids = Array.from({ length: 12 }, (_, at) => `message-${at}`);
    const taken = async (id: string) => {
      const response = await ida.post(message(id));
      expect([200, 202, 503]).toContain(response.status);
      return response.ok;
    };
    for (const [at, id] of ids.entries()) {
      const first = taken(id);
      if (at % 4 === 1) {
        server.stop();
        server.start();
      }
      // As the page does: again under the same id until it is acknowledged.
      if (!(await first)) await expect.poll(() => taken(id), { timeout: 10_000 }).toBe(true);
    }
    // A claim whose commit was cut off holds for its lease of thirty seconds.
    const tick = async () => {
      await home.app.tick().catch(() => {});
      return answers(ida).length;
    };
    await expect.poll(tick, { timeout: 60_000, interval: 200 }).toBe(ids.length);
    await expect.poll(() => openIn(home), { timeout: 20_000 }).toBe(0);
    expect(answers(ida)).toHaveLength(ids.length);
    await ida.close();
    await home.close();
  }, 120_000);

  async function openIn({ store }: Awaited<ReturnType<typeof house>>): Promise<number> {
    const waiting = await store
      .readOf("werft")
      .selectFrom("inbox")
      .select("event")
      .where("state", "=", "waiting")
      .execute();
    const states = ["pending", "sending", "unknown"] as const;
    const sending = await store
      .readOf("werft")
      .selectFrom("outbox")
      .select("delivery")
      .where("state", "in", states)
      .execute();
    return waiting.length + sending.length;
  }

  it("that has no connection left refuses as unavailable, and takes the work when there is one again", async () => {
    await open({ max_connections: 12, superuser_reserved_connections: 3 });
    const full = await store(2);
    await rename(full, "before");
    expect(await nameIn(full)).toBe("before");
    const fresh = await postgresStore(server.url, { connections: 8 });
    stores.push(fresh);
    const others: Client[] = [];
    for (;;) {
      const client = new Client({ connectionString: server.url });
      client.on("error", () => {});
      try {
        await client.connect();
        others.push(client);
      } catch (error) {
        expect(error).toMatchObject({ code: "53300" });
        break;
      }
    }
    await expect(rename(fresh, "refused")).rejects.toMatchObject(unavailable);
    // Who has a connection goes on with it.
    await rename(full, "meanwhile");
    expect(await nameIn(full)).toBe("meanwhile");
    for (const client of others) await client.end();
    await expect
      .poll(
        () =>
          rename(fresh, "after").then(
            () => nameIn(fresh),
            () => "",
          ),
        { timeout: 10_000 },
      )
      .toBe("after");
  });

  it("whose idle connections are cut, by an operator or something in between, is used again at once", async () => {
    await open();
    const used = await store(4);
    await Promise.all(Array.from({ length: 8 }, () => nameIn(used)));
    await Promise.all(Array.from({ length: 8 }, (_, at) => rename(used, `${at}`)));
    for (let round = 0; round < 5; round++) {
      await server.run(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app' and state = 'idle'",
      );
      // Told in time or by the next statement: then it is refused, and nothing of it is there.
      await expect
        .poll(
          () =>
            rename(used, `round ${round}`).then(
              () => nameIn(used),
              () => "",
            ),
          { timeout: 10_000 },
        )
        .toBe(`round ${round}`);
    }
  });

  it("with fewer connections than there is to do does it in turn", async () => {
    await open();
    const busy = await store(2);
    const slow = (at: number) =>
      busy.write(async (writer) => {
        await writer
          .insertInto("unit")
          .values({ org: "a", unit: `${at}`, division: "d", name: "" })
          .execute();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }, "a");
    await Promise.all(Array.from({ length: 60 }, (_, at) => slow(at)));
    expect(await busy.readOf("a").selectFrom("unit").select("unit").execute()).toHaveLength(60);
  });
});

describe.skipIf(programs === null || !canMount())(
  "a full disk under the PostgreSQL server (F5, F17, R1)",
  () => {
    // Without room for its log the server goes down by itself, and somebody has to start it again.
    it.each(["tables", "log and tables"])(
      "of its %s: new messages are refused with a kind 503, and everything goes on by itself when there is room",
      async (full) => {
        const disk = smallDisk(64 * 1024);
        const folder = temporaryFolder();
        for (const path of [disk.path, folder.path]) chmodSync(path, 0o755);
        const server = await ownPostgres(programs ?? "", full === "tables" ? folder.path : disk.path);
        const place = join(disk.path, "tables");
        server.own(place);
        await server.run(
          "create role app login",
          `create tablespace small location '${place}'`,
          "create database app owner app tablespace small",
        );
        const product = startProduct({ DATA_DIR: join(folder.path, "data"), DATABASE_URL: server.url });
        try {
          const address = await product.ready();
          const handle = (request: Request) =>
            fetch(request.url.replace("http://lotse.test", address), request);
          const page = await openPage({ handle }, "jonas");
          await page.send({ kind: "joined" }, 2);
          disk.leave(64 * 1024);
          const acknowledged: string[] = [];
          const refused: string[] = [];
          for (let n = 0; refused.length < 3 && n < 3000; n++) {
            const response = await page.post(message(`message-${n}`));
            (response.ok ? acknowledged : refused).push(`message-${n}`);
            if (!response.ok) expect(response.status).toBe(503);
          }
          expect(refused).toHaveLength(3);
          if (full === "tables") expect((await page.get("/api/me")).status).toBe(200);

          disk.grow(256);
          if (full !== "tables" && !server.isRunning()) server.start();
          for (const id of refused) {
            const taken = async () => (await page.post(message(id))).ok;
            await expect.poll(taken, { timeout: 20_000 }).toBe(true);
          }
          const expected = acknowledged.length + refused.length;
          // What the product had begun holds for its lease, and is then looked for once a minute.
          await expect.poll(() => answers(page).length, { timeout: 100_000, interval: 200 }).toBe(expected);
          await page.close();
        } finally {
          await product.end("SIGKILL");
          if (server.isRunning()) server.stop();
          disk.remove();
          folder.remove();
        }
      },
      150_000,
    );
  },
);
