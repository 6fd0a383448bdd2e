import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../src/channel/adapter.ts";
import { Role } from "../../src/channel/role.ts";
import { beginSession } from "../../src/learner/session.ts";
import { type Company, storeDemoCompany } from "../../src/org/company.ts";
import { sendRequest } from "../../src/request/change.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import { teamsChannel } from "../../src/teams.ts";
import { locked, ORIGIN } from "../doors.ts";
import { type House, house, memorySource, ORG, temporaryFolder } from "../house.ts";

/** Everybody there is: nobody, learners of two divisions, somebody with each role, and an author of another company. */
const ROLES = Role.options;
const WHO = ["nobody", "ida", "ben", ...ROLES, "stranger"] as const;
type Who = (typeof WHO)[number];

const READ_REQUESTS: Who[] = ["product_owner", "analyst", "creator", "coach", "culture", "strategist"];
const AT_THE_DESK: Who[] = [...READ_REQUESTS, "works_council"];

const everyone = (status: number) => () => status;
const signedIn = (status: number) => (who: Who) => (who === "nobody" ? 401 : status);
const desk = (nobody: number) => (who: Who) => {
  if (who === "nobody") return nobody;
  return AT_THE_DESK.includes(who) ? 200 : 403;
};

/** What each route says to whom, for the things that SAMPLE names. A route that is missing here fails the build. */
const EXPECTED: Record<string, (who: Who) => number> = {
  "GET /health": everyone(200),
  "GET /ready": everyone(200),
  "GET /": (who) => (who === "nobody" ? 303 : 200),
  "GET /page/:name": everyone(200),
  "GET /api/me": signedIn(200),
  "GET /api/stream": signedIn(200),
  "POST /api/events": signedIn(202),
  // Ida's division may read it, and Ben's; not another company.
  "GET /api/passages/:passage": (who) => ({ nobody: 401, stranger: 404 })[who as string] ?? 200,
  "GET /api/views/:view": signedIn(200),
  "GET /api/forms/:form": (who) => ({ nobody: 401, product_owner: 200 })[who as string] ?? 404,
  "GET /desk": desk(303),
  "GET /desk/:name": everyone(200),
  "GET /api/desk/me": desk(401),
  "GET /api/desk": desk(401),
  // The provider of this test is away, and there is an admin already.
  "GET /sign-in": everyone(503),
  "GET /sign-in/back": everyone(400),
  "POST /sign-out": everyone(303),
  "GET /signed-out": everyone(200),
  "GET /setup": everyone(410),
  "POST /setup": everyone(410),
  "GET /legal/privacy": everyone(200),
  "GET /legal/terms": everyone(200),
  "GET /teams/home": everyone(200),
  "GET /tab/:name": everyone(200),
  // Nobody here has a token of the Bot Framework.
  "POST /teams/messages": everyone(401),
};
const TEAMS = {
  app: "11111111-2222-3333-4444-555555555555",
  tenant: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  authority: new URL("http://127.0.0.1:9"),
  proof: { kind: "secret", secret: "s" },
  hosts: [],
  links: [],
  graph: null,
} as const;
const SAMPLE: Record<string, string> = {
  "/page/:name": "/page/main.ts",
  "/desk/:name": "/desk/main.ts",
  "/tab/:name": "/tab/main.ts",
  "/api/views/:view": "/api/views/home.show",
  "/api/forms/:form": "/api/forms/decide.write?value=idas-request@0",
};

const NOW = Date.UTC(2026, 10, 25, 9);
const TWIN = "reederei";
const SECRETS = { request: "Kolibrikanarie", chat: "Zaunkönigkanarie", twin: "Albatroskanarie" };

describe("who may do what, by role, route and object", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  const cookies = new Map<Who, string>();
  const passages = { open: "", sales: "", twin: "" };

  beforeAll(async () => {
    folder = temporaryFolder();
    home = await house({
      folder: folder.path,
      clock: { now: () => NOW },
      doors: locked({ issuer: "http://127.0.0.1:9" }),
      also: (parts) => teamsChannel(TEAMS, parts),
    });
    const twin = { ...TWIN_COMPANY, org: TWIN };
    await storeDemoCompany(home.store, twin);
    await home.app.importDocuments(TWIN, "de", memorySource({ "flotte.md": TWIN_DOCUMENT }));
    await apply(
      ORG,
      ROLES.flatMap((role) => somebody(role)),
    );
    await apply(ORG, requestOf(ORG, "idas-request", SECRETS.request));
    await apply(TWIN, requestOf(TWIN, "twins-request", SECRETS.twin));
    for (const who of WHO) {
      if (who === "nobody") continue;
      const org = who === "stranger" ? TWIN : ORG;
      cookies.set(
        who,
        await beginSession(home.store, { org, learner: nameOf(who), native: nameOf(who) }, NOW),
      );
    }
    const found = await home.store.read.selectFrom("passage").select(["org", "passage"]).execute();
    passages.open = found.find(({ passage }) => passage.includes("lernbudget"))?.passage ?? "";
    passages.sales = found.find(({ passage }) => passage.includes("rabatte"))?.passage ?? "";
    passages.twin = found.find(({ org }) => org === TWIN)?.passage ?? "";
    await post("ida", { kind: "message", text: SECRETS.chat, attachments: [] });
  });
  afterAll(async () => {
    await home.close();
    folder.remove();
  });

  const apply = (org: string, changes: Change[]) =>
    home.store.write((writer) => applyChanges(writer, org, changes));

  function requestOf(org: string, request: string, word: string): Change[] {
    const framing = {
      change: `${word} lesen`,
      obstacle: "Niemand zeigt es.",
      language: "de",
      from: null,
    } as const;
    return sendRequest(home.sealer, { org, request, learner: "ida", framing, topics: [], now: NOW });
  }

  function ask(who: Who, path: string, init: { method?: string; body?: string; headers?: object } = {}) {
    const cookie = cookies.get(who);
    const headers = { ...init.headers, ...(cookie ? { cookie: `__Host-lotse=${cookie}` } : {}) };
    return home.handle(new Request(`http://lotse.test${path}`, { ...init, headers }));
  }

  function post(who: Who, event: Record<string, unknown>): Promise<Response> | Response {
    return ask(who, "/api/events", {
      method: "POST",
      body: JSON.stringify({ id: crypto.randomUUID(), ...event }),
      headers: { "content-type": "application/json", origin: ORIGIN },
    });
  }

  const named = ({ method, path }: Route) => `${method} ${path}`;
  const samplePath = (path: string) =>
    path === "/api/passages/:passage"
      ? `/api/passages/${encodeURIComponent(passages.open)}`
      : (SAMPLE[path] ?? path);

  function call(who: Who, { method, path }: Route): Promise<Response> | Response {
    if (method === "GET") return ask(who, samplePath(path));
    if (path === "/api/events") return post(who, { kind: "joined" });
    return ask("nobody", samplePath(path), { method, headers: { origin: ORIGIN } });
  }

  /** The whole answer; of a stream, its snapshot. */
  async function wordsOf(response: Response): Promise<string> {
    if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return response.text();
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let words = "";
    while (reader && !words.includes("\n\n")) words += decoder.decode((await reader.read()).value);
    await reader?.cancel();
    return words;
  }

  /** Everything somebody can read, with every id there is put into every place for one. */
  async function crawl(who: Who): Promise<Map<string, string>> {
    const ids = ["", "idas-request", "twins-request", "idas-request@0", "twins-request@0", "web:ida", "ida"];
    const dialogs = home.dialogs;
    const views = dialogs.flatMap((dialog) => Object.keys(dialog.views ?? {}));
    const forms = dialogs.flatMap((dialog) => Object.keys(dialog.forms ?? {}));
    const paths = home.app.routes
      .filter(({ method }) => method === "GET")
      .flatMap(({ path }) => {
        const values = ids.map((id) => `?value=${encodeURIComponent(id)}`);
        if (path === "/api/views/:view")
          return views.flatMap((view) => values.map((v) => `/api/views/${view}${v}`));
        if (path === "/api/forms/:form")
          return forms.flatMap((form) => values.map((v) => `/api/forms/${form}${v}`));
        if (path === "/api/passages/:passage")
          return Object.values(passages).map((id) => `/api/passages/${encodeURIComponent(id)}`);
        if (path.startsWith("/sign-in")) return [];
        return [
          samplePath(path),
          `${samplePath(path)}?as=ida&org=${TWIN}&month=2026-10&request=twins-request`,
        ];
      });
    const read = new Map<string, string>();
    for (const path of paths) {
      const response = await ask(who, path);
      read.set(path, `${response.status} ${await wordsOf(response)}`);
    }
    return read;
  }

  it("knows every route there is, and none that is gone (S3)", () => {
    expect(home.app.routes.map(named).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it("says of every open route why it may be open", () => {
    for (const route of home.app.routes)
      if ("because" in route) expect(route.because, named(route)).toMatch(/\w+ \w+ \w+/);
  });

  it.each(WHO)("answers on every route as the table says: %s (S3)", async (who) => {
    const said: [string, number][] = [];
    for (const route of home.app.routes) {
      const response = await call(who, route);
      await response.body?.cancel();
      said.push([named(route), response.status]);
    }
    expect(said).toEqual(home.app.routes.map((route) => [named(route), EXPECTED[named(route)]?.(who)]));
  });

  it.each(WHO)("opens a document to those it is for, whatever their role: %s (S3, S5)", async (who) => {
    const status = async (id: string) => (await ask(who, `/api/passages/${encodeURIComponent(id)}`)).status;
    if (who === "nobody") return expect(await status(passages.sales)).toBe(401);
    expect(await status(passages.sales)).toBe(who === "ben" ? 200 : 404);
    expect(await status(passages.twin)).toBe(who === "stranger" ? 200 : 404);
  });

  it.each(WHO)(
    "shows requests to those who read them, and a chat to nobody but its person: %s (S3, P3)",
    async (who) => {
      const read = await crawl(who);
      const with_ = (word: string) =>
        [...read].filter(([, words]) => words.includes(word)).map(([path]) => path);
      const requests = with_(SECRETS.request);
      const places = new Set(requests.map((path) => path.replace(/\?.*/, "")));
      const allowed = [
        ...(READ_REQUESTS.includes(who) ? ["/api/desk"] : []),
        ...(who === "product_owner" ? ["/api/forms/decide.write"] : []),
        // Her own.
        ...(who === "ida" ? ["/api/views/home.show", "/api/views/privacy.export"] : []),
      ];
      expect([...places].filter((place) => !allowed.includes(place))).toEqual([]);
      if (READ_REQUESTS.includes(who)) expect(requests.length).toBeGreaterThan(0);
      if (who === "ida") expect(with_(SECRETS.chat).length).toBeGreaterThan(0);
      else expect(with_(SECRETS.chat)).toEqual([]);
    },
  );

  it.each(WHO)("keeps companies apart, also where ids are guessed: %s (S4)", async (who) => {
    const read = await crawl(who);
    const own = who === "stranger" ? [SECRETS.request, SECRETS.chat] : [SECRETS.twin];
    for (const [path, words] of read)
      for (const secret of own) expect([path, words.includes(secret)]).toEqual([path, false]);
  });

  it("lets nobody decide but a product owner, and nobody on another company's request (S3, S4)", async () => {
    const versions = async (org: string) =>
      (await home.store.read.selectFrom("decision").select("request").where("org", "=", org).execute())
        .length;
    const waiting = async () =>
      (await home.store.read.selectFrom("inbox").select("event").where("state", "=", "waiting").execute())
        .length;
    const decide = (who: Who, value: string) =>
      post(who, {
        kind: "form",
        form: "decide.write",
        value,
        values: { state: "planned", reason: "Ab Januar." },
      });

    for (const who of WHO.filter((one) => one !== "product_owner")) {
      for (const request of ["idas-request@0", "twins-request@0"]) await decide(who, request);
    }
    await decide("product_owner", "twins-request@0");
    await expect.poll(waiting, { timeout: 15_000 }).toBe(0);
    expect([await versions(ORG), await versions(TWIN)]).toEqual([0, 0]);
    expect((await decide("product_owner", "idas-request@0")).status).toBe(202);
    await expect.poll(() => versions(ORG), { timeout: 15_000 }).toBe(1);
  });

  it.each(ROLES)("tells nobody who opted in, paused or skipped: %s (P9)", async (role) => {
    const before = await crawl(role);
    const at = NOW;
    const yes: Change[] = (["messages", "reflections", "signals"] as const).map((opt_in) => ({
      change: "put",
      table: "opt_in",
      row: { org: ORG, learner: "ben", opt_in, given_at: at },
    }));
    const paused = {
      org: ORG,
      learner: "ben",
      weekday: 1,
      hour: 9,
      plan_again: 0,
      paused_until: at,
    } as const;
    const week = { org: ORG, learner: "ben", week: "2026-W40", sealed_entry: null, at, version: 0 } as const;
    await apply(ORG, [
      ...yes,
      { change: "put", table: "rhythm", row: paused },
      { change: "put", table: "check_in", row: { ...week, state: "skipped" } },
    ]);
    const after = await crawl(role);
    expect([...after].filter(([path, words]) => words !== before.get(path)).map(([path]) => path)).toEqual(
      [],
    );
    expect(after.size).toBe(before.size);
    await home.store.write(async (writer) => {
      for (const table of ["opt_in", "rhythm", "check_in"] as const)
        await writer.deleteFrom(table).where("learner", "=", "ben").execute();
    });
  });
});

/** Somebody in Ida's unit who has a role, and is called after it. */
function somebody(role: Role): Change[] {
  const learner = nameOf(role);
  return [
    {
      change: "add",
      table: "identity",
      row: { org: ORG, connection: "web", native: learner, learner, mail_mark: null },
    },
    {
      change: "add",
      table: "learner",
      row: {
        org: ORG,
        learner,
        name: learner,
        unit: "halle",
        language: null,
        introduced_at: null,
        conversation: null,
        zone: null,
        version: 0,
      },
    },
    { change: "add", table: "role", row: { org: ORG, learner, role } },
  ];
}

/** In both companies there is somebody with the id `ida`: the stranger is her namesake. */
function nameOf(who: Who): string {
  if (who === "stranger") return "ida";
  return who === "ida" || who === "ben" ? who : `with-${who.replace("_", "-")}`;
}

const TWIN_COMPANY: Omit<Company, "org"> = {
  name: "Reederei",
  language: "de",
  zone: "Europe/Berlin",
  divisions: [{ division: "bau", name: "Bau" }],
  units: [{ unit: "halle", division: "bau", name: "Halle" }],
  people: [
    {
      person: "ida",
      name: "Ida",
      unit: "halle",
      language: null,
      role: { de: "Lotsin", en: "Pilot" },
      roles: [],
    },
  ],
};
const TWIN_DOCUMENT = `---
title: Flotte
language: de
---
# Flotte

## Wie groß ist die Flotte?

Die Flotte hat zwölf Schiffe, das größte heißt Albatroskanarie.
`;
