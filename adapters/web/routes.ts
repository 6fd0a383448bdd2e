import type { Route } from "../../src/channel/adapter.ts";
import { texts } from "../../src/i18n/texts.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { rolesOf } from "../../src/learner/roles.ts";
import { WEB_CONNECTION } from "../../src/org/company.ts";
import { fileOf, guard, type Handle } from "./guard.ts";
import { pageFiles } from "./page-files.ts";
import type { Me, Opened } from "./protocol.ts";
import { json, problem, refusedPage } from "./respond.ts";
import { asker, languageOf, type RouteParts } from "./route-parts.ts";
import { take } from "./take.ts";
import type { Visitor } from "./visitor.ts";
import { watch } from "./watch.ts";

/** The paths of the chat page (protocol.ts). */
export function webRoutes(parts: RouteParts): Route[] {
  const files = pageFiles();
  const guarded = guard(parts);
  const file: Handle = async (_request, _by, { name = "index.html" }) => fileOf(files, name);

  return [
    { method: "GET", path: "/", handle: guarded(file, refusedPage) },
    { method: "GET", path: "/page/:name", handle: guarded(file) },
    { method: "GET", path: "/api/me", handle: guarded((_request, by) => me(parts, by)) },
    { method: "GET", path: "/api/stream", handle: guarded(async (_request, by) => watch(parts, by)) },
    { method: "POST", path: "/api/events", handle: guarded((request, by) => take(parts, request, by)) },
    {
      method: "GET",
      path: "/api/passages/:passage",
      handle: guarded(async (_request, by, { passage = "" }) => {
        const answer = await parts.inward.answer({ kind: "passage", passage }, asker(by));
        if (answer.state !== "blocks") return problem(404, ({ problems }) => problems.sourceGone);
        return json<Opened>(200, { title: answer.title, blocks: answer.blocks });
      }),
    },
    {
      method: "GET",
      path: "/api/views/:view",
      handle: guarded(async (request, by, { view = "" }) => {
        const value = valueIn(request);
        const answer = await parts.inward.answer({ kind: "view", view, value }, asker(by));
        if (answer.state !== "blocks") return problem(404, ({ problems }) => problems.nothingHere);
        return json<Opened>(200, { title: answer.title, blocks: answer.blocks });
      }),
    },
    {
      method: "GET",
      path: "/api/forms/:form",
      handle: guarded(async (request, by, { form = "" }) => {
        const value = valueIn(request);
        const answer = await parts.inward.answer({ kind: "form", form, value }, asker(by));
        return answer.state === "form"
          ? json(200, answer.form)
          : problem(404, ({ problems }) => problems.nothingHere);
      }),
    },
  ];
}

function valueIn(request: Request): string {
  return new URL(request.url).searchParams.get("value") ?? "";
}

/** The desk is for whoever has a role in L&D. */
async function hasDesk({ readOf }: RouteParts, { org, person }: Visitor): Promise<boolean> {
  const read = readOf(org);
  const learner = await findLearner(read, org, WEB_CONNECTION, person);
  return learner !== null && (await rolesOf(read, org, learner.learner)).size > 0;
}

async function me(parts: RouteParts, by: Visitor): Promise<Response> {
  const { company, personas } = parts.visitors;
  return json<Me>(200, {
    persona: by.person,
    language: await languageOf(parts, by),
    company: company.name,
    demo: personas.length > 0,
    desk: await hasDesk(parts, by),
    personas: personas.map(({ person, name, role }) => ({ persona: person, name, role })),
    texts: { de: texts.de.web, en: texts.en.web },
  });
}
