import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Me } from "../../adapters/web/protocol.ts";
import { freshAdminCode, hasAdmin } from "../../src/entrance/admin-code.ts";
import { texts } from "../../src/i18n/texts.ts";
import { BACK, locked, ORIGIN } from "../doors.ts";
import { type Guest, guest } from "../guest.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { type OidcProvider, oidcProvider } from "../provider.ts";

const { de } = texts;
const { setUp } = de.entrance;
const HOUR = 60 * 60_000;
const COMPANY = { name: "Müller & Söhne", language: "de", zone: "Europe/Vienna" };

describe("the first admin", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let provider: OidcProvider;
  let home: House;
  let wait: number;
  let code: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    wait = 0;
    provider = await oidcProvider({ back: BACK });
    provider.desk.person = { sub: "anna-1", name: "Anna <b>Ahrens</b>" };
    home = await house({
      folder: folder.path,
      empty: true,
      clock: { now: () => Date.now() + wait },
      doors: locked({ issuer: provider.issuer }),
    });
    code = await freshAdminCode(home.store, Date.now());
  });
  afterEach(async () => {
    await home.close();
    await provider.close();
    folder.remove();
  });

  /** Anna, signed in and in front of the form. */
  const atTheForm = async () => {
    const anna = guest(home, ORIGIN);
    expect((await anna.go("/setup")).status).toBe(200);
    return anna;
  };
  const send = async (by: Guest, values: Record<string, string>) => {
    const page = await by.submit("/setup", values);
    return { status: page.status, words: await page.text() };
  };
  const orgs = () => home.store.read.selectFrom("org").selectAll().execute();
  const roles = () => home.store.read.selectFrom("role").select(["org", "role"]).execute();

  it("signs in, names the company with the code, and is in", async () => {
    const anna = await atTheForm();
    expect((await send(anna, { code, ...COMPANY })).status).toBe(200);
    expect(anna.way.at(-1)).toBe(`${ORIGIN}/`);
    const me = (await (await anna.step("/api/me")).json()) as Me;
    expect(me).toMatchObject({ persona: "anna-1", company: "Müller & Söhne", language: "de", desk: false });
    expect(await orgs()).toMatchObject([
      { org: "mueller-soehne", name: "Müller & Söhne", language: "de", zone: "Europe/Vienna", demo: 0 },
    ]);
    expect(await roles()).toEqual([{ org: "mueller-soehne", role: "admin" }]);
    const bound = await home.store.read.selectFrom("connection").selectAll().execute();
    expect(bound).toEqual([
      { org: "mueller-soehne", connection: "web", channel: "web", native: provider.issuer },
    ]);
    expect(await hasAdmin(home.store)).toBe(true);
  });

  it("finds the way there from the page, too, as long as there is no company", async () => {
    const anna = guest(home, ORIGIN);
    const page = await anna.go("/");
    expect(anna.way.at(-1)).toBe(`${ORIGIN}/setup`);
    const words = await page.text();
    expect(words).toContain(setUp.title);
    // Names come from elsewhere, and are words here, not markup (S10).
    expect(words).not.toContain("<b>Ahrens");
    expect(words).toContain("&#60;b&#62;Ahrens");
  });

  it("may type the code as people do", async () => {
    const typed = code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o");
    expect((await send(await atTheForm(), { code: typed, ...COMPANY })).status).toBe(200);
    expect(await hasAdmin(home.store)).toBe(true);
  });

  it("needs the right code, and keeps what was typed when it was wrong", async () => {
    const refused = await send(await atTheForm(), { code: "WRONG", ...COMPANY, name: 'Möwe "&" Co' });
    expect(refused.status).toBe(422);
    expect(refused.words).toContain(setUp.mistakes["wrong-code"].slice(0, 20));
    expect(refused.words).toContain('value="Möwe &#34;&#38;&#34; Co"');
    expect(await orgs()).toEqual([]);
    expect(await home.store.read.selectFrom("key_check").selectAll().execute()).toEqual([]);
  });

  it.each([{ name: "" }, { language: "fr" }, { zone: "Europe/Entenhausen" }])(
    "needs a whole company, and has not used up the code without: %j",
    async (wrong) => {
      const anna = await atTheForm();
      const refused = await send(anna, { code, ...COMPANY, ...wrong });
      expect(refused).toMatchObject({
        status: 422,
        words: expect.stringContaining(setUp.mistakes["no-company"]),
      });
      expect((await send(anna, { code, ...COMPANY })).status).toBe(200);
    },
  );

  it("is one: the code works once, and the page is over then", async () => {
    const [anna, ben] = [await atTheForm(), await atTheForm()];
    await send(anna, { code, ...COMPANY });
    expect(await send(ben, { code, ...COMPANY })).toMatchObject({
      status: 410,
      words: expect.stringContaining(setUp.over),
    });
    expect((await guest(home, ORIGIN).go("/setup")).status).toBe(410);
    expect(await roles()).toHaveLength(1);
  });

  it("is one, when two send the code at the same moment", async () => {
    const [anna, ben] = [await atTheForm(), await atTheForm()];
    const sent = await Promise.all([
      anna.step("/setup", form({ code, ...COMPANY })),
      ben.step("/setup", form({ code, ...COMPANY, name: "Anders" })),
    ]);
    expect(sent.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await orgs()).toHaveLength(1);
    expect(await roles()).toHaveLength(1);
  });

  it("has a day for it, and a start later another code, which voids the first", async () => {
    const anna = await atTheForm();
    const later = await freshAdminCode(home.store, Date.now());
    expect((await send(anna, { code, ...COMPANY })).status).toBe(422);
    wait = 24 * HOUR;
    const late = await atTheForm();
    expect((await send(late, { code: later, ...COMPANY })).status).toBe(422);
    const fresh = await freshAdminCode(home.store, Date.now() + wait);
    expect((await send(late, { code: fresh, ...COMPANY })).status).toBe(200);
  });

  it("cannot be guessed: after ten attempts from an address even the right code has to wait", async () => {
    const anna = await atTheForm();
    for (let times = 0; times < 10; times++) await send(anna, { code: `${times}`, ...COMPANY });
    const stopped = await send(anna, { code, ...COMPANY });
    expect(stopped).toMatchObject({ status: 429, words: expect.stringContaining(setUp.mistakes.tooMany) });
  });

  it("signs in first, and sends the form from our page (S10)", async () => {
    const stranger = guest(home, ORIGIN);
    const sent = await stranger.step("/setup", form({ code, ...COMPANY }));
    expect(sent.headers.get("location")).toBe("/sign-in?to=/setup");
    const anna = await atTheForm();
    expect((await anna.submit("/setup", { code, ...COMPANY }, "https://evil.example")).status).toBe(403);
    expect(await orgs()).toEqual([]);
  });

  it("gets a plain answer for what is no form", async () => {
    const anna = await atTheForm();
    const body = {
      method: "POST",
      body: "{",
      headers: { origin: ORIGIN, "content-type": "application/json" },
    };
    expect((await anna.step("/setup", body)).status).toBe(400);
  });

  it("comes to the company that is there already, if its people have no sign-in yet", async () => {
    await add("werft");
    const anna = await atTheForm();
    expect((await send(anna, { code })).status).toBe(200);
    expect(await roles()).toEqual([{ org: "werft", role: "admin" }]);
  });

  it("is nobody who has left the company, though they have the code", async () => {
    await add("werft");
    await home.store.write((writer) =>
      writer
        .insertInto("connection")
        .values({ org: "werft", connection: "web", channel: "web", native: provider.issuer })
        .execute(),
    );
    await guest(home, ORIGIN).go("/");
    const { learner } = await home.store.read
      .selectFrom("learner")
      .select("learner")
      .executeTakeFirstOrThrow();
    await home.store.write((writer) =>
      writer.insertInto("leaver").values({ org: "werft", learner, at: 1 }).execute(),
    );
    const anna = guest(home, ORIGIN);
    const page = await anna.go("/setup");
    expect(page.status).toBe(403);
    expect(await page.text()).toContain(de.entrance.messages.left.title);
    await send(anna, { code });
    expect(await roles()).toEqual([]);
  });

  it("does not get into a company that belongs to another sign-in (S4)", async () => {
    await add("werft");
    await add("reederei");
    const anna = guest(home, ORIGIN);
    expect((await anna.go("/setup")).status).toBe(403);
    expect(await roles()).toEqual([]);
  });

  const add = (org: string) =>
    home.store.write((writer) =>
      writer
        .insertInto("org")
        .values({ org, name: org, language: "de", zone: "UTC", demo: 0, pilot: 0 })
        .execute(),
    );
});

function form(values: Record<string, string>): RequestInit {
  return { method: "POST", body: new URLSearchParams(values), headers: { origin: ORIGIN } };
}
