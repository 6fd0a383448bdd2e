import { exportJWK, generateKeyPair } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Me, Problem } from "../../adapters/web/protocol.ts";
import { texts } from "../../src/i18n/texts.ts";
import { beginSession, endSessionsOf } from "../../src/learner/session.ts";
import { BACK, locked, ORIGIN } from "../doors.ts";
import { type Guest, guest } from "../guest.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { CLIENT, type OidcProvider, oidcProvider } from "../provider.ts";

const { de, en } = texts;
const HOUR = 60 * 60_000;
const SESSION = "__Host-lotse";
const SIGN_IN = "__Host-lotse-sign-in";

describe("signing in with the company's own provider", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let provider: OidcProvider;
  let home: House;
  let wait: number;
  const log: string[] = [];

  const open = async (options: Partial<Parameters<typeof locked>[0]> = {}) => {
    home = await house({
      folder: folder.path,
      clock: { now: () => Date.now() + wait },
      doors: locked({ issuer: provider.issuer, ...options }),
      log: (line) => log.push(line),
    });
    // The company's people come by this provider.
    await home.store.write((writer) =>
      writer
        .updateTable("connection")
        .set({ native: provider.issuer })
        .where("connection", "=", "web")
        .execute(),
    );
  };
  beforeEach(async () => {
    folder = temporaryFolder();
    wait = 0;
    log.length = 0;
    provider = await oidcProvider({ back: BACK });
    provider.desk.person = { sub: "anna-1", name: "Anna Ahrens", email: "anna@werft.example" };
    await open();
  });
  afterEach(async () => {
    await home.close();
    await provider.close();
    folder.remove();
  });

  const me = async (by: Guest) => (await (await by.step("/api/me")).json()) as Me;
  const post = (by: Guest, headers: Record<string, string>) =>
    by.step("/api/events", {
      method: "POST",
      body: JSON.stringify({ id: crypto.randomUUID(), kind: "joined" }),
      headers: { "content-type": "application/json", ...headers },
    });
  const learners = async () =>
    (await home.store.read.selectFrom("learner").select("name").execute()).map(({ name }) => name);
  /** As far as the address the provider sends the browser back to. */
  const asFarAsBack = async (by: Guest) => {
    let address = (await by.step("/sign-in")).headers.get("location") ?? "";
    while (!address.startsWith(BACK)) {
      address = new URL((await by.step(address)).headers.get("location") ?? "", address).href;
    }
    return address;
  };

  it("leads from the page to the provider and back to where somebody wanted to go", async () => {
    const anna = guest(home, ORIGIN);
    const page = await anna.go("/?from=mail");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('id="composer"');
    expect(anna.way.at(-1)).toBe(`${ORIGIN}/?from=mail`);
    expect(await me(anna)).toMatchObject({ persona: "anna-1", company: "Werft", demo: false, personas: [] });
    expect(await learners()).toContain("Anna Ahrens");
  });

  it("knows somebody again who comes back, and makes nobody twice", async () => {
    for (let times = 0; times < 2; times++) {
      const again = guest(home, ORIGIN);
      expect((await again.go("/")).status).toBe(200);
    }
    expect((await learners()).filter((name) => name === "Anna Ahrens")).toHaveLength(1);
  });

  it("asks for a code with PKCE, state and nonce", async () => {
    const begun = await guest(home, ORIGIN).step("/sign-in");
    const { searchParams, origin } = new URL(begun.headers.get("location") ?? "");
    expect(origin).toBe(provider.issuer);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      redirect_uri: BACK,
      client_id: CLIENT.id,
    });
    for (const name of ["state", "nonce", "code_challenge"])
      expect(searchParams.get(name), name).toMatch(/^[\w-]{40,}$/);
  });

  it("keeps its cookies to this host, to TLS and away from scripts (S10)", async () => {
    const anna = guest(home, ORIGIN);
    const set = [
      ...(await anna.step("/sign-in")).headers.getSetCookie(),
      ...(await anna.step(await asFarAsBack(anna))).headers.getSetCookie(),
    ];
    expect(set.filter((cookie) => !cookie.includes("Max-Age=0")).length).toBeGreaterThanOrEqual(2);
    for (const cookie of set) expect(cookie).toMatch(/^__Host-.*; Path=\/; Secure; HttpOnly; SameSite=Lax/);
    // What a sign-in has begun with is nothing for eyes, and the store has no session that could be used.
    expect(set.join()).not.toContain(BACK);
    const rows = await home.store.read.selectFrom("session").selectAll().execute();
    expect(rows).toHaveLength(1);
    const secret = anna.cookie(SESSION)?.split(".")[1] ?? "";
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it.each([
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "https://lotse.test.evil.example",
    "https://lotse.test@evil.example",
  ])("never leads to another site: %s (S10)", async (to) => {
    const anna = guest(home, ORIGIN);
    await anna.go(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(new URL(anna.way.at(-1) ?? "").origin).toBe(ORIGIN);
  });

  it("begins what a browser keeps, however long the address was that somebody wanted", async () => {
    const anna = guest(home, ORIGIN);
    const begun = await anna.step(`/sign-in?to=${encodeURIComponent(`/?from=${"ü".repeat(900)}`)}`);
    // RFC 6265: browsers drop a longer one, and the way back would always be over.
    for (const cookie of begun.headers.getSetCookie()) expect(cookie.length).toBeLessThan(4096);
    await anna.go(`/sign-in?to=${encodeURIComponent(`/?from=${"ü".repeat(900)}`)}`);
    expect(anna.way.at(-1)).toBe(`${ORIGIN}/`);
  });

  it("tells a script in both languages that nobody is signed in", async () => {
    for (const path of ["/api/me", "/api/stream", "/api/views/home.show", "/api/desk"]) {
      const refused = await guest(home, ORIGIN).step(path);
      expect([path, refused.status]).toEqual([path, 401]);
      expect(((await refused.json()) as Problem).problem).toEqual({
        de: de.problems.signedOut,
        en: en.problems.signedOut,
      });
    }
  });

  it("has no personas: a name in the address makes nobody of anybody", async () => {
    expect((await guest(home, ORIGIN).step("/api/me?as=uma")).status).toBe(401);
    const anna = guest(home, ORIGIN);
    await anna.go("/");
    const response = await anna.step("/api/me?as=uma");
    expect(((await response.json()) as Me).persona).toBe("anna-1");
  });

  describe("a change", () => {
    it("needs the session and the origin of the page, also behind a proxy that ends TLS (S10)", async () => {
      const anna = guest(home, ORIGIN);
      await anna.go("/");
      expect((await post(anna, { origin: ORIGIN })).status).toBe(202);
      expect((await post(anna, {})).status).toBe(403);
      for (const origin of ["https://evil.example", "http://lotse.test", "https://lotse.test:444", "null"])
        expect([origin, (await post(anna, { origin })).status]).toEqual([origin, 403]);
      expect((await post(anna, { origin: ORIGIN, "sec-fetch-site": "cross-site" })).status).toBe(403);
      expect((await post(guest(home, ORIGIN), { origin: ORIGIN })).status).toBe(401);
    });

    it("is not signing somebody out from another site (S10)", async () => {
      const anna = guest(home, ORIGIN);
      await anna.go("/");
      expect((await anna.submit("/sign-out", {}, "https://evil.example")).status).toBe(403);
      expect((await anna.step("/api/me")).status).toBe(200);
    });
  });

  describe("a session ends", () => {
    let anna: Guest;
    let cookie: string;

    beforeEach(async () => {
      anna = guest(home, ORIGIN);
      await anna.go("/");
      cookie = anna.cookie(SESSION) ?? "";
    });
    const isIn = async () => (await anna.step("/api/me")).status === 200;

    it("when its person signs out, for whoever still has the cookie, too", async () => {
      const out = await anna.submit("/sign-out");
      expect(await out.text()).toContain(de.entrance.messages.signedOut.title);
      expect(anna.cookie(SESSION)).toBeNull();
      anna.setCookie(SESSION, cookie);
      expect(await isIn()).toBe(false);
    });

    it("when somebody signs in anew", async () => {
      await anna.go("/sign-in");
      expect(await isIn()).toBe(true);
      anna.setCookie(SESSION, cookie);
      expect(await isIn()).toBe(false);
    });

    it("when nobody came by for half a day", async () => {
      wait = 11 * HOUR;
      expect(await isIn()).toBe(true);
      wait += 11 * HOUR;
      expect(await isIn()).toBe(true);
      wait += 13 * HOUR;
      expect(await isIn()).toBe(false);
    });

    it("after a week, whatever happens", async () => {
      for (wait = 0; wait < 7 * 24 * HOUR - 1000; wait += 6 * HOUR)
        expect([wait, await isIn()]).toEqual([wait, true]);
      wait += 1000;
      expect(await isIn()).toBe(false);
    });

    it("with all others of the same person when they are ended", async () => {
      const other = guest(home, ORIGIN);
      await other.go("/");
      const { learner } = await home.store.read
        .selectFrom("session")
        .select("learner")
        .executeTakeFirstOrThrow();
      await home.store.write((writer) => endSessionsOf(writer, ORG, learner), ORG);
      expect(await isIn()).toBe(false);
      expect((await other.step("/api/me")).status).toBe(401);
    });

    it("when they are erased in the moment they sign in: they are nobody then (P12)", async () => {
      const person = { org: ORG, native: "anna-1" };
      const session = await beginSession(home.store, { ...person, learner: "erased" }, Date.now());
      anna.setCookie(SESSION, session);
      expect(await isIn()).toBe(false);
      const rows = await home.store.read.selectFrom("session").select("learner").execute();
      expect(rows.map(({ learner }) => learner)).not.toContain("erased");
    });

    it("when they leave the company, who then hear so at the sign-in", async () => {
      const { learner } = await home.store.read
        .selectFrom("session")
        .select("learner")
        .executeTakeFirstOrThrow();
      await home.store.write((writer) =>
        writer.insertInto("leaver").values({ org: ORG, learner, at: 1 }).execute(),
      );
      const page = await anna.go("/");
      expect(page.status).toBe(403);
      expect(await page.text()).toContain(de.entrance.messages.left.title);
      expect(await isIn()).toBe(false);
    });

    it.each(["", "werft", "werft.", `*.${"a".repeat(43)}`, `werft.${"a".repeat(43)}`, "werft.' or 1=1"])(
      "and one that was made up never was one: %j (S4)",
      async (made) => {
        anna.setCookie(SESSION, made);
        expect(await isIn()).toBe(false);
      },
    );

    it("and the same secret opens no other company (S4)", async () => {
      anna.setCookie(SESSION, cookie.replace(ORG, "andere"));
      expect(await isIn()).toBe(false);
    });
  });

  describe("says what to do, in the reader's language,", () => {
    const told = async (by: Guest, path: string) => {
      const page = await by.go(path);
      return { status: page.status, words: await page.text() };
    };

    it("when the provider is away, and goes on by itself when it is back (F5)", async () => {
      const port = Number(new URL(provider.issuer).port);
      const { desk } = provider;
      await provider.close();
      const anna = guest(home, ORIGIN, "en");
      const away = await told(anna, "/");
      expect(away).toMatchObject({
        status: 503,
        words: expect.stringContaining(en.entrance.messages.unreachable.words.slice(0, 7)),
      });
      expect(away.words).toContain('lang="en"');
      expect((await told(guest(home, ORIGIN), "/")).words).toContain(de.entrance.messages.unreachable.title);
      expect(log.join()).toContain("a sign-in did not work");
      provider = await oidcProvider({ back: BACK, port });
      provider.desk.person = desk.person;
      expect((await anna.go("/")).status).toBe(200);
    });

    it("when the provider goes away in the middle", async () => {
      const anna = guest(home, ORIGIN);
      const back = await asFarAsBack(anna);
      await provider.close();
      expect(await told(anna, back)).toMatchObject({
        status: 503,
        words: expect.stringContaining(de.entrance.messages.unreachable.title),
      });
    });

    it("when somebody says no there", async () => {
      provider.desk.person = null;
      expect(await told(guest(home, ORIGIN), "/")).toMatchObject({
        status: 403,
        words: expect.stringContaining(de.entrance.messages.cancelled.title),
      });
    });

    it("when the provider does not accept Lotse", async () => {
      await home.close();
      await open({ clientSecret: "another" });
      expect(await told(guest(home, ORIGIN), "/")).toMatchObject({
        status: 502,
        words: expect.stringContaining(de.entrance.messages.failed.title),
      });
      expect(log.join()).toContain("invalid_client");
    });

    it("when the same answer of the provider is used twice, or by somebody else (S1)", async () => {
      const anna = guest(home, ORIGIN);
      const back = await asFarAsBack(anna);
      const kept = anna.cookie(SIGN_IN) ?? "";
      const mallory = guest(home, ORIGIN);
      expect((await told(mallory, back)).status).toBe(400);
      // With a sign-in of their own under way, it still is not theirs.
      await mallory.step("/sign-in");
      expect((await told(mallory, back)).status).toBe(400);
      expect(mallory.cookie(SESSION)).toBeNull();

      expect((await anna.go(back)).status).toBe(200);
      expect(anna.cookie(SIGN_IN)).toBeNull();
      expect((await told(anna, back)).status).toBe(400);
      // Nor is it up to the provider to notice.
      await provider.close();
      const thief = guest(home, ORIGIN);
      thief.setCookie(SIGN_IN, kept);
      expect(await told(thief, back)).toMatchObject({
        status: 400,
        words: expect.stringContaining(de.entrance.messages.stale.title),
      });
      expect(thief.cookie(SESSION)).toBeNull();
    });

    it("when somebody took longer than a quarter of an hour", async () => {
      const anna = guest(home, ORIGIN);
      const back = await asFarAsBack(anna);
      wait = 16 * 60_000;
      expect((await told(anna, back)).status).toBe(400);
    });

    it("when it is not the provider who says who it is", async () => {
      const { publicKey } = await generateKeyPair("RS256");
      provider.desk.keys = [{ ...(await exportJWK(publicKey)), alg: "RS256", use: "sig" }];
      const anna = guest(home, ORIGIN);
      expect((await told(anna, "/")).status).toBe(502);
      expect(anna.cookie(SESSION)).toBeNull();
      expect(await learners()).not.toContain("Anna Ahrens");
    });

    it("when the state is not the one it was begun with", async () => {
      const anna = guest(home, ORIGIN);
      const back = new URL(await asFarAsBack(anna));
      back.searchParams.set("state", "another");
      expect((await told(anna, back.href)).status).toBe(400);
      expect(anna.cookie(SESSION)).toBeNull();
    });

    it("when what was begun was tampered with", async () => {
      const anna = guest(home, ORIGIN);
      const back = await asFarAsBack(anna);
      const kept = anna.cookie(SIGN_IN) ?? "";
      anna.setCookie(SIGN_IN, `${kept.slice(0, -6)}AAAAA=`);
      expect((await told(anna, back)).status).toBe(400);
    });

    it("when their company is not here (S4)", async () => {
      await home.store.write((writer) =>
        writer.updateTable("connection").set({ native: "https://another.example" }).execute(),
      );
      expect(await told(guest(home, ORIGIN), "/")).toMatchObject({
        status: 403,
        words: expect.stringContaining(de.entrance.messages.foreign.title),
      });
      expect(await learners()).not.toContain("Anna Ahrens");
    });

    it("when there are too many attempts from one address", async () => {
      const anna = guest(home, ORIGIN);
      for (let times = 0; times < 600; times++) await anna.step("/sign-in");
      expect(await told(anna, "/sign-in")).toMatchObject({
        status: 429,
        words: expect.stringContaining(de.entrance.messages.tooMany.title),
      });
    });

    it("when the browser comes back with an error nobody has heard of, whose words go nowhere", async () => {
      const anna = guest(home, ORIGIN);
      const { searchParams } = new URL(await asFarAsBack(anna));
      searchParams.delete("code");
      searchParams.set("error", "Anna Ahrens is on sick leave");
      expect(await told(anna, `${BACK}?${searchParams}`)).toMatchObject({
        status: 502,
        words: expect.stringContaining(de.entrance.messages.failed.title),
      });
      expect(log.join()).toContain("a sign-in did not work");
      expect(log.join()).not.toMatch(/anna|sick/i);
    });

    it("and never puts into the log who it was", async () => {
      await guest(home, ORIGIN).go("/");
      provider.desk.person = null;
      await guest(home, ORIGIN).go("/");
      expect(log.join("\n")).not.toMatch(/anna|ahrens/i);
    });
  });
});
