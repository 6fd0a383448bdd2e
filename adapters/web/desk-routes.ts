import type { Route } from "../../src/channel/adapter.ts";
import { deskView } from "../../src/desk/desk.ts";
import { texts } from "../../src/i18n/texts.ts";
import { doorFor } from "../../src/learner/door.ts";
import { findLearner, type Learner } from "../../src/learner/learner.ts";
import { rolesOf } from "../../src/learner/roles.ts";
import { WEB_CONNECTION } from "../../src/org/company.ts";
import type { WebParts } from "./adapter.ts";
import type { DeskMe, DeskView } from "./desk-protocol.ts";
import { fileOf, guard, type Refuse } from "./guard.ts";
import { pageFiles } from "./page-files.ts";
import { json, problem, refusedPage } from "./respond.ts";
import { isForeign, type Visitor } from "./visitor.ts";

type DeskParts = Pick<WebParts, "readOf" | "sealer" | "visitors" | "hosts" | "clock">;

type HandleMember = (request: Request, by: Visitor, learner: Learner) => Promise<Response>;

/** The paths of the desk page (desk-protocol.ts). It only reads: a decision goes the way of every event. */
export function deskRoutes(parts: DeskParts): Route[] {
  const { readOf, visitors, hosts, clock, sealer } = parts;
  const files = pageFiles("desk");

  const guarded = guard(parts);
  /** For those with a role in L&D. Everybody else learns nothing but that. */
  const members = (handle: HandleMember, refuse: Refuse = problem) =>
    guarded(async (request, by) => {
      const read = readOf(by.org);
      const learner = await findLearner(read, by.org, WEB_CONNECTION, by.person);
      const roles = learner ? await rolesOf(read, by.org, learner.learner) : null;
      if (!learner || !roles?.size) return refuse(403, ({ desk }) => desk.forTheTeam);
      const door = await doorFor(read, by.org, learner.learner);
      if (door !== "open") return refuse(503, ({ closed }) => closed[door]);
      return handle(request, by, learner);
    }, refuse);
  const page = members(async () => fileOf(files, "index.html"), refusedPage);

  return [
    {
      method: "GET",
      path: "/desk",
      async handle(request, parameters) {
        // In the demo, whoever names nobody is not the first of all people but the first who has a desk.
        const first = visitors.personas.find(({ roles }) => roles.length > 0);
        const named = new URL(request.url).searchParams.has("as");
        if (named || !first || isForeign(request, hosts)) return page(request, parameters);
        return new Response(null, { status: 302, headers: { location: `/desk?as=${first.person}` } });
      },
    },
    // The files hold no data, and the browser asks for them without saying who it is for.
    {
      method: "GET",
      path: "/desk/:name",
      handle: guarded(async (_request, _by, { name = "" }) => fileOf(files, name)),
    },
    {
      method: "GET",
      path: "/api/desk/me",
      handle: members(async (_request, by, learner) => me(parts, by, learner)),
    },
    {
      method: "GET",
      path: "/api/desk",
      handle: members(async (request, _by, { org, learner }) => {
        const month = new URL(request.url).searchParams.get("month");
        const at = { now: clock.now(), ...(month === null ? {} : { month }) };
        const view = await deskView({ read: readOf(org), sealer }, org, learner, at);
        return view ? json<DeskView>(200, view) : problem(403, ({ desk }) => desk.forTheTeam);
      }),
    },
  ];
}

function me({ visitors }: DeskParts, by: Visitor, { language }: Learner): Response {
  const { company, personas } = visitors;
  return json<DeskMe>(200, {
    persona: by.person,
    language: language ?? company.language,
    company: company.name,
    demo: personas.length > 0,
    desk: true,
    personas: personas
      .filter(({ roles }) => roles.length > 0)
      .map(({ person, name, role }) => ({ persona: person, name, role })),
    texts: { de: { ...texts.de.web, ...texts.de.desk }, en: { ...texts.en.web, ...texts.en.desk } },
  });
}
