import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../", import.meta.url).pathname;

/** Subjects of the house: rules, types and queries together. They may use each other without cycles. */
const DOMAINS = [
  ...[
    "answer",
    "brief",
    "catalogue",
    "demo",
    "desk",
    "entrance",
    "directory",
    "knowledge",
    "learner",
    "org",
    "privacy",
    "reflection",
  ],
  ...["meaning", "model", "redaction", "request", "rhythm", "search", "signal", "topic", "transcript"],
];
const domains = DOMAINS.map((domain) => `src/${domain}`);
/** Small files beside `app.ts` that everybody may use. */
const COMMON = ["src/errors.ts", "src/clock.ts", "src/log.ts"];

/** Who may import what; a folder may always import itself, COMMON and, with types only, nothing more. */
const ALLOWED: Record<string, string[]> = {
  "src/channel": [],
  "src/i18n": ["src/channel"],
  "src/store": ["src/channel"],
  ...Object.fromEntries(
    domains.map((domain) => [domain, ["src/channel", "src/i18n", "src/store", ...domains]]),
  ),
  prompts: [],
  "src/answer": ["src/channel", "src/i18n", "src/store", "src/replica", "prompts", ...domains],
  "src/brief": ["src/channel", "src/i18n", "src/store", "prompts", ...domains],
  "src/replica": ["src/store"],
  "src/dialog": ["src/channel", "src/i18n", "src/store"],
  "src/turn": ["src/dialog", "src/channel", "src/i18n", "src/store", "src/learner", "src/org", "src/rhythm"],
  "src/commands": ["src/channel", "src/store", "src/turn", ...domains],
  dialogs: ["src/dialog", "src/channel", "src/i18n", "src/store", ...domains],
  "adapters/cron": [],
  "adapters/files": [
    ...["src/knowledge", "src/catalogue", "src/topic", "src/org", "src/demo", "src/model", "src/redaction"],
  ],
  "adapters/entra": ["src/entrance"],
  "adapters/http": ["src/channel", "src/i18n"],
  "adapters/oidc": ["src/entrance"],
  "adapters/openai": ["src/channel", "src/model", "src/redaction", "src/search"],
  "adapters/postgres": ["src/store"],
  "adapters/secrets": [],
  "adapters/redis": ["src/replica", "src/store"],
  "adapters/slack": [
    ...["src/channel", "src/i18n", "src/store", "src/entrance", "src/learner", "src/org", "src/replica"],
    ...["src/privacy", "src/transcript"],
  ],
  "adapters/sqlite": ["src/store"],
  "adapters/teams": [
    ...["src/channel", "src/i18n", "src/store", "src/entrance", "src/learner", "src/org", "src/replica"],
    "src/transcript",
  ],
  "adapters/worker": ["src/search", "src/signal"],
  "adapters/web": [
    "src/channel",
    "src/i18n",
    "src/store",
    "src/answer",
    "src/desk",
    "src/entrance",
    "src/learner",
    "src/org",
    "src/replica",
    "src/transcript",
  ],
  // What runs in the browser: of the house it may know types, which leave no trace there.
  "adapters/web/page": [],
  "adapters/web/desk": ["adapters/web/page"],
  "adapters/web/tab": ["adapters/web/page"],
};
const TYPES_ONLY: Record<string, string[]> = {
  "adapters/web/page": ["src/channel", "src/i18n", "adapters/web"],
  "adapters/web/desk": ["src/channel", "src/i18n", "src/store", "src/desk", "adapters/web"],
  "adapters/web/tab": ["src/channel", "src/i18n", "adapters/web"],
};

/** The one folder (or file) that may import a package. */
const PACKAGES: Record<string, string[]> = {
  "@microsoft/teams-js": ["adapters/web/tab"],
  "@slack/bolt": ["adapters/slack"],
  "@hono/node-server": ["adapters/http"],
  botbuilder: ["adapters/teams/sdk.ts"],
  cockatiel: ["src/model"],
  "csv-parse": ["src/catalogue", "src/directory"],
  fflate: ["adapters/teams"],
  hono: ["adapters/http"],
  jose: ["adapters/entra", "adapters/teams"],
  ioredis: ["adapters/redis"],
  kysely: ["src/store", "adapters/sqlite", "adapters/postgres"],
  "mdast-util-from-markdown": ["src/answer/grounded", "src/knowledge"],
  "mdast-util-gfm-table": ["src/knowledge"],
  "mdast-util-to-string": ["src/knowledge"],
  "micromark-extension-gfm-table": ["src/knowledge"],
  mdast: ["src/answer/grounded", "src/knowledge"],
  "node-cron": ["adapters/cron"],
  "node:sqlite": ["adapters/sqlite"],
  openai: ["adapters/openai"],
  "openid-client": ["adapters/oidc"],
  pg: ["adapters/postgres"],
  pino: ["src/log.ts"],
  "rate-limiter-flexible": ["src/replica", "adapters/redis"],
  "snowball-stemmers": ["src/search"],
  "temporal-polyfill": ["src/rhythm"],
  yaml: ["src/knowledge"],
  zod: ["src", "adapters", "dialogs", "prompts"],
};
/** Of Node itself, `src` may only compute; what touches the world is an adapter's, or main's. */
const PURE_NODE = ["node:buffer", "node:crypto", "node:timers/promises"];

const WORLDLY = [
  ...[
    "src/main.ts",
    "src/cli.ts",
    "src/move.ts",
    "src/retrieve.ts",
    "src/ask.ts",
    "src/eval.ts",
    "src/doctor.ts",
    "src/manifest.ts",
    "src/package.ts",
    "src/engines.ts",
    "src/log.ts",
  ],
];

/** Who goes from org to org, to look for what there is to do in each. Whatever else there is belongs to one, and works for it alone. */
const SWEEPS = [
  ...[
    "src/app.ts",
    "src/main.ts",
    "src/ready.ts",
    "src/entrance/admin-code.ts",
    "src/entrance/set-up.ts",
    "src/entrance/workspace.ts",
    "src/move.ts",
    "src/org/org.ts",
    "src/privacy/erase.ts",
    "src/privacy/join.ts",
    "src/privacy/leave.ts",
    "src/privacy/retention.ts",
  ],
  ...["src/commands/command.ts", "src/commands/org.ts", "src/commands/status.ts"],
  ...[
    "src/store/carry-over.ts",
    "src/store/each-org.ts",
    "src/store/key-check.ts",
    "src/store/latest-stamp.ts",
    "src/store/store.ts",
  ],
  ...["src/turn/conversation.ts", "src/turn/due.ts", "src/turn/outbox.ts"],
  ...["adapters/postgres/postgres-store.ts", "adapters/sqlite/sqlite-store.ts"],
];

type Import = { from: string; to: string; typeOnly: boolean };

const files = ["src", "adapters", "dialogs", "prompts"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/\.(test|fixture|d)\.ts$/.test(name))
    .map((name) => `${folder}/${name}`),
);
const imports: Import[] = files.flatMap((from) =>
  [
    ...readFileSync(join(ROOT, from), "utf8").matchAll(
      /^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/gm,
    ),
  ].map(([, type, named, dynamic]) => {
    const to = named ?? dynamic ?? "";
    const resolved = to.startsWith(".") ? relative(ROOT, join(ROOT, dirname(from), to)) : to;
    return { from, to: resolved, typeOnly: type !== undefined };
  }),
);
const inside = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);
const folderOf = (file: string) =>
  Object.keys(ALLOWED)
    .filter((folder) => inside(file, folder))
    .sort((a, b) => b.length - a.length)[0];
const isRoot = (file: string) => /^src\/[a-z]+\.ts$/.test(file) && !COMMON.includes(file);
const isOurs = (to: string) => /^(src|adapters|dialogs|prompts)\//.test(to);

describe("the architecture", () => {
  it("was really read", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.filter(({ to }) => isOurs(to)).length).toBeGreaterThan(200);
    for (const folder of Object.keys(ALLOWED))
      expect(
        files.some((file) => inside(file, folder)),
        folder,
      ).toBe(true);
    for (const name of Object.keys(PACKAGES))
      expect(
        imports.some(({ to }) => to === name || to.startsWith(`${name}/`)),
        name,
      ).toBe(true);
  });

  it("has a place for every file", () => {
    expect(files.filter((file) => !folderOf(file) && !isRoot(file) && !COMMON.includes(file))).toEqual([]);
  });

  it("keeps every import inside the table", () => {
    const offences = imports.filter(({ from, to, typeOnly }) => {
      const folder = folderOf(from);
      if (!isOurs(to) || !folder || COMMON.includes(to)) return false;
      const allowed = [folder, ...(ALLOWED[folder] ?? []), ...(typeOnly ? (TYPES_ONLY[folder] ?? []) : [])];
      return !allowed.includes(folderOf(to) ?? to);
    });
    expect(offences).toEqual([]);
  });

  it("lets nobody import the composition root", () => {
    const roots = [
      "src/app.ts",
      "src/main.ts",
      "src/cli.ts",
      "src/move.ts",
      "src/retrieve.ts",
      "src/ask.ts",
      "src/eval.ts",
      "src/doctor.ts",
      "src/manifest.ts",
      "src/package.ts",
      "src/arguments.ts",
      "src/inward.ts",
      "src/config.ts",
      "src/doors.ts",
      "src/engines.ts",
      "src/slack.ts",
      "src/teams.ts",
    ];
    expect(imports.filter(({ from, to }) => roots.includes(to) && !isRoot(from))).toEqual([]);
  });

  it("has no cycles between folders of the core", () => {
    const edges = new Map<string, Set<string>>();
    for (const { from, to } of imports.filter(({ to }) => isOurs(to))) {
      const [a, b] = [folderOf(from), folderOf(to)];
      if (a && b && a !== b) edges.set(a, (edges.get(a) ?? new Set()).add(b));
    }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(edges.get(from) ?? [])].some((next) => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        seen.add(next);
        return reaches(next, to, seen);
      });
    const page = "adapters/web/page";
    const desk = "adapters/web/desk";
    const tab = "adapters/web/tab";
    expect(
      [...edges.keys()].filter((folder) => ![page, desk, tab].includes(folder) && reaches(folder, folder)),
    ).toEqual([]);
  });

  it("imports each package in its own place only", () => {
    const offences = imports.filter(({ from, to }) => {
      if (isOurs(to)) return false;
      const name = to.startsWith("node:")
        ? to
        : to
            .split("/")
            .slice(0, to.startsWith("@") ? 2 : 1)
            .join("/");
      const places = PACKAGES[name];
      if (places) return !places.some((place) => inside(from, place));
      if (!name.startsWith("node:")) return true;
      return from.startsWith("src/") && !WORLDLY.includes(from) && !PURE_NODE.includes(name);
    });
    expect(offences).toEqual([]);
  });

  it("lets few ask for more than one org (S4)", () => {
    const asking = files.filter((file) =>
      /\borgs\(\)|\binEachOrg\(/.test(readFileSync(join(ROOT, file), "utf8")),
    );
    expect(asking.sort()).toEqual([...SWEEPS].sort());
  });

  it("lets one folder say that a text names nobody any more (P15)", () => {
    const saying = files.filter((file) => /\bas Redacted\b/.test(readFileSync(join(ROOT, file), "utf8")));
    expect(saying.map((file) => file.split("/").slice(0, 2).join("/"))).toEqual([
      "src/redaction",
      "src/redaction",
    ]);
  });

  it("has no type escapes", () => {
    const loose = files.filter((file) =>
      /\bas any\b|: any\b|@ts-|biome-ignore/.test(readFileSync(join(ROOT, file), "utf8")),
    );
    expect(loose).toEqual([]);
  });
});
