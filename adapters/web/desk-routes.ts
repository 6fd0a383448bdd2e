import type { Route, Visitor } from "../../src/channel/adapter.ts";
import { deskView } from "../../src/desk/desk.ts";
import { AT_THE_DESK } from "../../src/desk/rights.ts";
import { texts } from "../../src/i18n/texts.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { findOrg } from "../../src/org/org.ts";
import type { WebParts } from "./adapter.ts";
import type { DeskMe, DeskView } from "./desk-protocol.ts";
import { fileOf, pageFiles } from "./page-files.ts";
import { json, problem } from "./respond.ts";
import { languageOf } from "./route-parts.ts";
import { isAtTheDesk } from "./visitor.ts";

type DeskParts = Pick<WebParts, "readOf" | "sealer" | "visitors" | "clock">;

/** The paths of the desk page (desk-protocol.ts). It only reads: a decision goes the way of every event. */
export function deskRoutes(parts: DeskParts): Route[] {
  const { readOf, clock, sealer } = parts;
  const files = pageFiles("desk");
  const roles = AT_THE_DESK;

  return [
    { method: "GET", path: "/desk", access: "roles", roles, handle: async () => fileOf(files, "index.html") },
    {
      method: "GET",
      path: "/desk/:name",
      access: "everyone",
      because: "the files hold no data, and the browser asks for them without saying who it is for",
      handle: async (_request, _by, { name = "" }) => fileOf(files, name),
    },
    { method: "GET", path: "/api/desk/me", access: "roles", roles, handle: (_request, by) => me(parts, by) },
    {
      method: "GET",
      path: "/api/desk",
      access: "roles",
      roles,
      async handle(request, { org, connection, person }) {
        const read = readOf(org);
        const month = new URL(request.url).searchParams.get("month");
        const at = { now: clock.now(), ...(month === null ? {} : { month }) };
        const learner = await findLearner(read, org, connection, person);
        const view = learner && (await deskView({ read, sealer }, org, learner.learner, at));
        return view ? json<DeskView>(200, view) : problem(403, ({ problems }) => problems.otherRoles);
      },
    },
  ];
}

async function me(parts: DeskParts, by: Visitor): Promise<Response> {
  const { personas } = parts.visitors;
  return json<DeskMe>(200, {
    persona: by.person,
    language: await languageOf(parts, by),
    company: (await findOrg(parts.readOf(by.org), by.org))?.name ?? "",
    demo: personas.length > 0,
    desk: true,
    personas: personas.filter(isAtTheDesk).map(({ person, name, role }) => ({ persona: person, name, role })),
    texts: { de: { ...texts.de.web, ...texts.de.desk }, en: { ...texts.en.web, ...texts.en.desk } },
  });
}
