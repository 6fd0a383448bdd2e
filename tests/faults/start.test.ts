import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { openPage, wordsOf } from "../page.ts";
import { startProduct } from "../product.ts";

/** Everything production asks for; nobody is at the address of the sign-in. */
const PRODUCTION = {
  LOTSE_MODE: "production",
  LOTSE_MASTER_KEY: "ab".repeat(32),
  PUBLIC_URL: "http://127.0.0.1:4780",
  OIDC_ISSUER: "http://127.0.0.1:9",
  OIDC_CLIENT_ID: "lotse",
};

describe("starting and ending the product", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let data: string;
  const running: ReturnType<typeof startProduct>[] = [];

  beforeEach(() => {
    folder = temporaryFolder();
    data = join(folder.path, "data");
  });
  afterEach(async () => {
    for (const product of running.splice(0)) {
      if (product.running()) await product.end("SIGKILL");
    }
    folder.remove();
  });

  const start = (environment: Record<string, string> = {}, args: string[] = []) => {
    const product = startProduct({ DATA_DIR: data, ...environment }, args);
    running.push(product);
    return product;
  };
  const pageAt = (address: string, person: string) =>
    openPage(
      { handle: (request) => fetch(request.url.replace("http://lotse.test", address), request) },
      person,
    );
  const refusal = async (environment: Record<string, string>, args: string[] = []) => {
    const { code, output } = await start(environment, args).end();
    expect(code).toBe(1);
    expect(output).toContain("Lotse did not start.");
    expect(output).not.toMatch(/\n\s+at /);
    return output;
  };

  it("imports the demo, says where it is, and answers there", async () => {
    const product = start();
    const address = await product.ready();
    expect(product.output()).toMatch(/Documents: \d\d .*\(\d\d new, 0 changed, 0 removed, 0 as before\)/);
    const jonas = await pageAt(address, "jonas");
    expect(wordsOf(await jonas.say("Wie hoch ist mein Lernbudget?", 2))).toContain("1.200");
    await jonas.close();
  });

  it("imports nothing again that has not changed", async () => {
    await start().ready();
    await running[0]?.end("SIGTERM");
    const again = start();
    await again.ready();
    expect(again.output()).toMatch(/\(0 new, 0 changed, 0 removed, \d\d as before\)/);
  });

  it("makes a key for the demo that only this user can read", async () => {
    await start().ready();
    expect(statSync(join(data, "master.key")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, "master.key"), "utf8")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("starts where Redis cannot be reached, and says at /ready that it is away (F4)", async () => {
    const address = await start({ REDIS_URL: "redis://127.0.0.1:1" }).ready();
    const ready = await fetch(`${address}/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ state: "degraded", why: "Redis is away" });
  });

  it("refuses a REDIS_URL that it cannot read, and does not repeat it", async () => {
    const output = await refusal({ REDIS_URL: "redis://:secret@host/name" });
    expect(output).toContain("REDIS_URL: expected one of redis://USER:PASSWORD@HOST:PORT/DATABASE");
    expect(output).not.toContain("secret");
  });

  it("listens on this computer only", async () => {
    const address = await start().ready();
    const foreign = await fetch(address.replace("127.0.0.1", "127.0.0.2")).catch(() => null);
    expect(foreign).toBeNull();
  });

  it("puts your own folder in the place of the demo documents", async () => {
    const docs = join(folder.path, "docs");
    mkdirSync(docs);
    writeFileSync(
      join(docs, "kran.md"),
      "# Kranschein\n\nDen Kranschein machst du bei Frau Möwe in Halle 7.\n",
    );
    const address = await start({}, ["--docs", docs]).ready();
    const jonas = await pageAt(address, "jonas");
    const words = wordsOf(await jonas.say("Wo mache ich den Kranschein?", 2));
    expect(words).toContain("Frau Möwe");
    expect(wordsOf(await jonas.say("Wie hoch ist mein Lernbudget?"))).not.toContain("1.200");
    await jonas.close();
  });

  it("reports a broken document with file, line and reason, and goes on with what it knew", async () => {
    const docs = join(folder.path, "docs");
    mkdirSync(docs);
    writeFileSync(join(docs, "kran.md"), "# Kranschein\n\nDen Kranschein machst du bei Frau Möwe.\n");
    await start({}, ["--docs", docs]).ready();
    await running[0]?.end("SIGTERM");

    writeFileSync(join(docs, "kran.md"), "# Kranschein\n\nDen Kranschein gibt es nicht mehr.\n");
    writeFileSync(join(docs, "kaputt.md"), "---\ntitle: Kaputt\nreviewed: gestern\n---\n# Kaputt\n\nText\n");
    const again = start({}, ["--docs", docs]);
    const address = await again.ready();
    expect(again.output()).toMatch(/kaputt\.md:3 .*reviewed.*2026-09-01/);
    const jonas = await pageAt(address, "jonas");
    expect(wordsOf(await jonas.say("Wo mache ich den Kranschein?", 2))).toContain("Frau Möwe");
    await jonas.close();
  });

  it("ends on SIGTERM without a complaint, and leaves nothing beside the file", async () => {
    const product = start();
    await product.ready();
    const { code, output } = await product.end("SIGTERM");
    expect(code).toBe(0);
    expect(output).not.toContain("error");
    expect(readdirSync(data).filter((name) => name.endsWith("-wal"))).toEqual([]);
  });

  it("ends on SIGTERM although pages are open", async () => {
    const product = start();
    const page = await pageAt(await product.ready(), "jonas");
    const began = Date.now();
    expect((await product.end("SIGTERM")).code).toBe(0);
    expect(Date.now() - began).toBeLessThan(25_000);
    await page.close().catch(() => undefined);
  });

  describe("in production", () => {
    const code = (product: ReturnType<typeof startProduct>) =>
      /^ {2}((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})$/m.exec(product.output())?.[1];

    it("starts although the sign-in cannot be reached, and lets nobody in without", async () => {
      const product = start(PRODUCTION);
      const address = await product.ready();
      const page = await fetch(`${address}/?as=jonas`, { redirect: "manual" });
      expect([page.status, page.headers.get("location")]).toEqual([303, "/sign-in?to=%2F%3Fas%3Djonas"]);
      expect((await fetch(`${address}/api/me?as=jonas`)).status).toBe(401);
      const signIn = await fetch(`${address}/sign-in`, { headers: { "accept-language": "de-DE,de" } });
      expect(signIn.status).toBe(503);
      expect(await signIn.text()).toContain("Die Anmeldung ist nicht erreichbar");
      expect((await fetch(`${address}/health`)).status).toBe(200);
    });

    it("answers to its own name only", async () => {
      const address = await start({ ...PRODUCTION, PUBLIC_URL: "https://lotse.example" }).ready();
      expect((await fetch(`${address}/`, { redirect: "manual" })).status).toBe(403);
      expect((await fetch(`${address}/health`)).status).toBe(200);
    });

    it("asks browsers to keep to TLS where people come by it, and only there", async () => {
      const clear = await start(PRODUCTION).ready();
      expect((await fetch(`${clear}/health`)).headers.get("strict-transport-security")).toBeNull();
      await running[0]?.end("SIGTERM");
      const secure = await start({ ...PRODUCTION, PUBLIC_URL: "https://lotse.example" }).ready();
      const header = (await fetch(`${secure}/health`)).headers.get("strict-transport-security");
      expect(header).toBe("max-age=31536000");
    });

    it("prints a code for the first admin, another one at each start, until there is one", async () => {
      const first = start(PRODUCTION);
      await first.ready();
      await expect.poll(() => code(first)).toBeDefined();
      expect(first.output()).toContain(`${PRODUCTION.PUBLIC_URL}/setup`);
      await first.end("SIGTERM");
      const second = start(PRODUCTION);
      await second.ready();
      await expect.poll(() => code(second)).toBeDefined();
      expect(code(second)).not.toBe(code(first));
      await second.end("SIGTERM");
      const database = new DatabaseSync(join(data, "lotse.sqlite"));
      expect(database.prepare("select count(*) as codes from one_time_code").get()).toEqual({ codes: 1 });
      expect(JSON.stringify(database.prepare("select * from one_time_code").all())).not.toContain(
        code(second),
      );
      database.exec(
        `insert into org (org, name, language, demo, zone, pilot) values ('werft', 'Werft', 'de', 0, 'UTC', 0);
         insert into role (org, learner, role) values ('werft', 'anna', 'admin')`,
      );
      database.close();
      const third = start(PRODUCTION);
      await third.ready();
      expect((await third.end("SIGTERM")).output).not.toContain("/setup");
    });
  });

  describe("refuses, with the sentence that helps,", () => {
    it("a port in use", async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      const address = other.address();
      const port = typeof address === "object" && address ? address.port : 0;
      expect(await refusal({ PORT: String(port) })).toContain(`Port ${port} is in use`);
      other.close();
    });

    it("a setting that cannot be used", async () => {
      const output = await refusal({ PORT: "eighty", LOTSE_MODE: "prod" });
      expect(output).toContain("PORT: expected a number");
      expect(output).toContain("LOTSE_MODE: expected demo or production");
    });

    it("production without what makes it safe, all of it at once", async () => {
      const output = await refusal({ LOTSE_MODE: "production" });
      expect(output).toContain("LOTSE_MASTER_KEY: needed outside the demo");
      expect(output).toContain("openssl rand -hex 32");
      expect(output).toContain("PUBLIC_URL: needed outside the demo");
      expect(output).toContain("OIDC_ISSUER, OIDC_CLIENT_ID: needed outside the demo");
      expect(output).toContain("/sign-in/back");
    });

    it.each([
      ["LOTSE_MASTER_KEY", "LOTSE_MASTER_KEY: needed"],
      ["PUBLIC_URL", "PUBLIC_URL: needed"],
      ["OIDC_ISSUER", "OIDC_ISSUER, OIDC_CLIENT_ID: needed"],
      ["OIDC_CLIENT_ID", "OIDC_ISSUER, OIDC_CLIENT_ID: needed"],
    ])("production without %s", async (variable, sentence) => {
      const output = await refusal({ ...PRODUCTION, [variable]: "" });
      expect(output).toContain(sentence);
      expect(output.trim().split("\n")).toHaveLength(2);
    });

    it.each([
      ["PUBLIC_URL", "http://lotse.example"],
      ["PUBLIC_URL", "https://lotse.example/chat"],
      ["OIDC_ISSUER", "http://login.example"],
    ])("production in clear: %s=%s", async (variable, value) => {
      const output = await refusal({ ...PRODUCTION, [variable]: value });
      expect(output).toContain(`${variable}: expected`);
      expect(output).toContain("https://HOST (http only on this computer: localhost or 127.0.0.1)");
    });

    it("production with the content of the demo", async () => {
      await start().ready();
      await running[0]?.end("SIGTERM");
      const key = readFileSync(join(data, "master.key"), "utf8");
      const output = await refusal({ ...PRODUCTION, LOTSE_MASTER_KEY: key });
      expect(output).toContain("in this store is the demo's. Set DATA_DIR");
    });

    it("the demo with a real company in its store", async () => {
      await start(PRODUCTION).ready();
      await running[0]?.end("SIGTERM");
      const database = new DatabaseSync(join(data, "lotse.sqlite"));
      database.exec(
        "insert into org (org, name, language, demo, zone, pilot) values ('werft', 'Werft', 'de', 0, 'UTC', 0)",
      );
      database.close();
      const { LOTSE_MASTER_KEY } = PRODUCTION;
      expect(await refusal({ LOTSE_MASTER_KEY })).toContain(
        "in the demo anybody can be anybody. Start with LOTSE_MODE=production",
      );
    });

    it("a folder that is not there", async () => {
      const missing = join(folder.path, "nowhere");
      expect(await refusal({}, ["--docs", missing])).toContain(`The folder ${missing} cannot be read`);
    });

    it("an argument it does not know", async () => {
      expect(await refusal({}, ["--dosc", "x"])).toContain("--docs FOLDER");
    });

    it("a data folder that cannot be made", async () => {
      writeFileSync(join(folder.path, "file"), "");
      expect(await refusal({ DATA_DIR: join(folder.path, "file", "data") })).toContain("Set DATA_DIR");
    });

    it("a data folder that another Lotse works on", async () => {
      await start().ready();
      expect(await refusal({})).toContain("Another Lotse is already running");
    });

    it("a database that is none", async () => {
      mkdirSync(data);
      writeFileSync(
        join(data, "lotse.sqlite"),
        "This is no database at all, but it is long enough to look at. ".repeat(40),
      );
      expect(await refusal({})).toContain("is not a readable database");
    });

    it("a database of a newer version", async () => {
      await start().ready();
      await running[0]?.end("SIGTERM");
      const database = new DatabaseSync(join(data, "lotse.sqlite"));
      database.exec("insert into migration (name) values ('999-future')");
      database.close();
      expect(await refusal({})).toContain("newer version of Lotse");
    });

    it("a master key in a file that others may read, and does not show it", async () => {
      const file = join(folder.path, "key");
      writeFileSync(file, "ab".repeat(32), { mode: 0o644 });
      const output = await refusal({ LOTSE_MASTER_KEY_FILE: file });
      expect(output).toContain(`chmod 600 ${file}`);
      expect(output).not.toContain("abab");
    });

    it("a command for the master key that fails, and does not show what it said", async () => {
      const file = join(folder.path, "key.sh");
      writeFileSync(file, "#!/bin/sh\necho s3cret-x7\necho s3cret-x8 >&2\nexit 1\n", { mode: 0o700 });
      const output = await refusal({ LOTSE_MASTER_KEY_COMMAND: file });
      expect(output).toContain("LOTSE_MASTER_KEY_COMMAND names a command that failed (exit code 1)");
      expect(output).not.toContain("s3cret");
    });

    it("several master keys, and a store on a server in production without keys there", async () => {
      expect(await refusal({ LOTSE_MASTER_KEY: "ab".repeat(32), LOTSE_MASTER_KEY_FILE: "key" })).toContain(
        "LOTSE_MASTER_KEY: expected one of",
      );
      const production = { LOTSE_MODE: "production", LOTSE_MASTER_KEY: "ab".repeat(32) };
      expect(await refusal({ ...production, DATABASE_URL: "postgres://l:p@127.0.0.1:1/lotse" })).toContain(
        "KEYS_URL: needed",
      );
    });

    it("a key vault that is gone, and makes no new keys over what is there (F23)", async () => {
      await start().ready();
      await running[0]?.end("SIGTERM");
      rmSync(join(data, "keys.sqlite"));
      expect(await refusal({})).toContain("it is empty, or another one. Put back its newest backup");
      // Not by trying again either.
      expect(await refusal({})).toContain("Put back its newest backup");
    });

    it("another master key than the one that sealed what is there", async () => {
      const address = await start().ready();
      const jonas = await pageAt(address, "jonas");
      await jonas.say("Wie hoch ist mein Lernbudget?", 2);
      await jonas.close();
      await running[0]?.end("SIGTERM");
      writeFileSync(join(data, "master.key"), "cd".repeat(32));
      expect(await refusal({})).toContain("master key");
    });
  });
});
