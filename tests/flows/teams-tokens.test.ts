import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entraTokens } from "../../adapters/entra/tokens.ts";
import type { Me, Opened } from "../../adapters/web/protocol.ts";
import { texts } from "../../src/i18n/texts.ts";
import { mailMark } from "../../src/learner/arrival.ts";
import { beginSession } from "../../src/learner/session.ts";
import { locked, ORIGIN } from "../doors.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";

const APP = "11111111-2222-3333-4444-555555555555";
const TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const FOREIGN = "99999999-bbbb-cccc-dddd-eeeeeeeeeeee";
const OID = "77777777-0000-0000-0000-000000000001";
const SECOND = 1000;

type Changed = Record<string, unknown>;
type Key = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

describe("a page inside Teams, where cookies do not work, brings a token of Entra ID", () => {
  let keys: Server;
  let authority: string;
  let asked = 0;
  let known: object[] = [];
  let ours: Key;
  let theirs: Key;
  /** Ours, for another algorithm. */
  let otherwise: Awaited<ReturnType<typeof importJWK>>;
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;

  beforeAll(async () => {
    const extractable = { extractable: true };
    const [first, second] = [await generateKeyPair("RS256", extractable), await generateKeyPair("RS256")];
    ours = first.privateKey;
    otherwise = await importJWK(await exportJWK(ours), "RS512");
    theirs = second.privateKey;
    // Entra ID does not say which algorithm its keys are for.
    known = [{ ...(await exportJWK(first.publicKey)), kid: "one", use: "sig" }];
    keys = createServer((request, response) => {
      asked += 1;
      const isThere = request.url === "/common/discovery/v2.0/keys";
      response.writeHead(isThere ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify({ keys: known }));
    });
    await new Promise<void>((resolve) => keys.listen(0, "127.0.0.1", resolve));
    authority = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => keys.close(resolve)));

  beforeEach(async () => {
    folder = temporaryFolder();
    asked = 0;
    const tokens = entraTokens({ app: APP, authority: new URL(authority) });
    home = await house({ folder: folder.path, doors: locked({ issuer: authority, tokens }) });
    await home.store.write((writer) =>
      writer
        .insertInto("connection")
        .values({ org: ORG, connection: "teams-1", channel: "teams", native: TENANT })
        .execute(),
    );
  });
  afterEach(async () => {
    await home.close();
    folder.remove();
  });

  const now = () => Math.floor(Date.now() / SECOND);
  const claims = (): JWTPayload => ({
    aud: APP,
    iss: `${authority}/${TENANT}/v2.0`,
    tid: TENANT,
    oid: OID,
    sub: "pairwise",
    name: "Tea Tanaka",
    scp: "access_as_user",
    iat: now(),
    nbf: now(),
    exp: now() + 3600,
  });
  const signed = (
    changed: Changed = {},
    { key = ours, kid = "one", alg = "RS256" }: { key?: typeof otherwise; kid?: string; alg?: string } = {},
  ) => new SignJWT({ ...claims(), ...changed }).setProtectedHeader({ alg, kid, typ: "JWT" }).sign(key);
  const ask = (authorization: string, path = "/api/me", init: RequestInit = {}) =>
    home.handle(
      new Request(`http://lotse.test${path}`, {
        ...init,
        headers: { authorization, ...(init.headers as Record<string, string>) },
      }),
    );
  const statusOf = async (token: string) => (await ask(`Bearer ${token}`)).status;

  it("and is let in as the person of that tenant, made known the first time", async () => {
    const token = await signed();
    const me = (await (await ask(`Bearer ${token}`)).json()) as Me;
    expect(me).toMatchObject({ persona: OID, company: "Werft" });
    expect(await statusOf(token)).toBe(200);
    const identities = await home.store.read
      .selectFrom("identity")
      .select(["connection", "native"])
      .where("connection", "=", "teams-1")
      .execute();
    expect(identities).toEqual([{ connection: "teams-1", native: OID }]);
  });

  it("with two requests at once makes one person of one", async () => {
    const token = await signed();
    const both = await Promise.all([statusOf(token), statusOf(token), statusOf(token)]);
    expect(both).toEqual([200, 200, 200]);
  });

  it("and hears which of the two is wrong, the token or the tenant", async () => {
    const foreign = await signed({ tid: FOREIGN, iss: `${authority}/${FOREIGN}/v2.0` });
    expect(await (await ask(`Bearer ${foreign}`)).text()).toContain(texts.de.problems.otherTenant);
    const over = await signed({ exp: now() - 301 });
    expect(await (await ask(`Bearer ${over}`)).text()).toContain(texts.de.problems.tokenNotAccepted);
  });

  it("and is spoken to as Teams speaks, until the person has chosen otherwise", async () => {
    const authorization = `Bearer ${await signed()}`;
    const spoken = async (language: string) => {
      const init = { headers: { "accept-language": language } };
      const me = (await (await ask(authorization, "/api/me", init)).json()) as Me;
      const view = (await (await ask(authorization, "/api/views/home.show", init)).json()) as Opened;
      return [me.language, view.title];
    };
    expect(await spoken("en-us")).toEqual(["en", texts.en.home.title]);
    expect(await spoken("de-DE")).toEqual(["de", texts.de.home.title]);
    // As the company does, where Teams speaks neither.
    expect(await spoken("fr-FR")).toEqual(["de", texts.de.home.title]);
    await home.store.write((writer) =>
      writer.updateTable("learner").set({ language: "en" }).where("org", "=", ORG).execute(),
    );
    expect(await spoken("de-DE")).toEqual(["en", texts.en.home.title]);
  });

  it("and may do what those may who have a cookie, without any", async () => {
    const post = (headers: Record<string, string>) =>
      signed().then((token) =>
        ask(`Bearer ${token}`, "/api/events", {
          method: "POST",
          body: JSON.stringify({ id: crypto.randomUUID(), kind: "joined" }),
          headers: { "content-type": "application/json", ...headers },
        }),
      );
    expect((await post({})).status).toBe(202);
    expect((await post({ origin: ORIGIN })).status).toBe(202);
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
  });

  describe("and gets 401 (S2)", () => {
    it.each<[string, Changed]>([
      ["for another app", { aud: "00000000-2222-3333-4444-555555555555" }],
      ["for no app", { aud: undefined }],
      ["of version 1, which is for an address", { aud: `api://lotse.test/botid-${APP}`, ver: "1.0" }],
      ["from a tenant that is not here", { tid: FOREIGN, iss: "" }],
      ["of another tenant in the name of ours", { tid: TENANT, iss: `FOREIGN` }],
      ["from another issuer", { iss: "https://sts.windows.net/" }],
      ["that is over", { exp: -301 }],
      ["that never ends", { exp: undefined }],
      ["that is not yet good", { nbf: 330 }],
      ["without a beginning", { nbf: undefined }],
      ["of nobody", { oid: undefined }],
      ["of a tenant that is none", { tid: "../common" }],
      // Each app in the tenant may be a person of its own there, as many as somebody registers.
      ["of an app, not of a person", { scp: undefined, idtyp: "app", roles: ["access_as_user"] }],
      ["that only says who signed in somewhere", { scp: undefined, nonce: "n" }],
      ["for another purpose", { scp: "access_as_user.not User.Read" }],
    ])("with a token %s", async (_what, changed) => {
      const iss =
        changed.iss === "" || changed.iss === "FOREIGN" ? `${authority}/${FOREIGN}/v2.0` : changed.iss;
      const times = Object.fromEntries(
        (["exp", "nbf"] as const)
          .filter((name) => typeof changed[name] === "number")
          .map((name) => [name, now() + Number(changed[name])]),
      );
      const token = await signed({ ...changed, ...(iss === undefined ? {} : { iss }), ...times });
      expect(await statusOf(token)).toBe(401);
    });

    it("with a token that nobody signed, or the public key, or somebody else", async () => {
      const [, payload = ""] = (await signed()).split(".");
      const header = (alg: string) =>
        Buffer.from(JSON.stringify({ alg, kid: "one", typ: "JWT" })).toString("base64url");
      const secret = new TextEncoder().encode(JSON.stringify(known[0]));
      const symmetric = await new SignJWT(claims())
        .setProtectedHeader({ alg: "HS256", kid: "one" })
        .sign(secret);
      const tampered = (await signed()).replace(
        payload,
        Buffer.from(JSON.stringify({ ...claims(), oid: FOREIGN })).toString("base64url"),
      );
      for (const token of [
        `${header("none")}.${payload}.`,
        symmetric,
        await signed({}, { key: otherwise, alg: "RS512" }),
        await signed({}, { key: theirs }),
        tampered,
        "not.a.token",
        "x",
      ])
        expect(await statusOf(token)).toBe(401);
    });

    it("with a key that nobody knows, and it is looked up again once only", async () => {
      expect(await statusOf(await signed())).toBe(200);
      for (let times = 0; times < 5; times++)
        expect(await statusOf(await signed({}, { key: theirs, kid: `made-up-${times}` }))).toBe(401);
      expect(asked).toBe(1);
    });

    it.each(["Bearer", "Bearer ", "Basic dW1hOg==", "Bearer a b"])(
      "with %j, whatever the cookie says",
      async (header) => {
        const ida = { org: ORG, learner: "ida", native: "ida" };
        const cookie = `__Host-lotse=${await beginSession(home.store, ida, Date.now())}`;
        expect((await ask(header, "/api/me", { headers: { cookie } })).status).toBe(401);
        const alone = new Request("http://lotse.test/api/me", { headers: { cookie } });
        expect((await home.handle(alone)).status).toBe(200);
      },
    );
  });

  it("and may have been given more than it needs", async () => {
    expect(await statusOf(await signed({ scp: "User.Read access_as_user" }))).toBe(200);
  });

  it("and may be off by five minutes", async () => {
    expect(await statusOf(await signed({ exp: now() - 290 }))).toBe(200);
    expect(await statusOf(await signed({ nbf: now() + 290 }))).toBe(200);
  });

  it("and hears so when the company's people file says that they have left, before they ever came", async () => {
    const mail_mark = mailMark(home.sealer, ORG, "tea@werft.example");
    const entry = { org: ORG, mail_mark, unit: null, has_left: 1, at: 1 } as const;
    await home.store.write((writer) => writer.insertInto("directory_entry").values(entry).execute());
    const token = await signed({ email: "tea@werft.example", xms_edov: true });
    const refused = await ask(`Bearer ${token}`);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain(texts.de.problems.hasLeft);
  });

  it("and hears so when they have left the company", async () => {
    const token = await signed();
    await ask(`Bearer ${token}`);
    const { learner } = await home.store.read
      .selectFrom("identity")
      .select("learner")
      .where("native", "=", OID)
      .executeTakeFirstOrThrow();
    await home.store.write((writer) =>
      writer.insertInto("leaver").values({ org: ORG, learner, at: 1 }).execute(),
    );
    const refused = await ask(`Bearer ${token}`);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain(texts.de.problems.hasLeft);
  });
});

describe("when the keys of Entra ID cannot be fetched", () => {
  it("a page inside Teams is asked to come again, not sent away", async () => {
    const folder = temporaryFolder();
    const tokens = entraTokens({ app: APP, authority: new URL("http://127.0.0.1:9") });
    const home = await house({
      folder: folder.path,
      doors: locked({ issuer: "http://127.0.0.1:9", tokens }),
    });
    const { privateKey } = await generateKeyPair("RS256");
    const token = await new SignJWT({ tid: TENANT, oid: OID, sub: "x" })
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .sign(privateKey);
    const response = await home.handle(
      new Request("http://lotse.test/api/me", { headers: { authorization: `Bearer ${token}` } }),
    );
    expect(response.status).toBe(503);
    await home.close();
    folder.remove();
  });
});
