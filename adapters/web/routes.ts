import type { Route, Visitor } from "../../src/channel/adapter.ts";
import { hasDesk } from "../../src/desk/rights.ts";
import { texts } from "../../src/i18n/texts.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { rolesOf } from "../../src/learner/roles.ts";
import { findOrg } from "../../src/org/org.ts";
import { fileOf, pageFiles } from "./page-files.ts";
import type { Me, Opened } from "./protocol.ts";
import { json, problem } from "./respond.ts";
import { asker, languageOf, type RouteParts } from "./route-parts.ts";
import { take } from "./take.ts";
import { watch } from "./watch.ts";

/** The paths of the chat page (protocol.ts). */
export function webRoutes(parts: RouteParts): Route[] {
  const files = pageFiles();

  return [
    { method: "GET", path: "/", access: "signed-in", handle: async () => fileOf(files, "index.html") },
    {
      method: "GET",
      path: "/page/:name",
      access: "everyone",
      because: "the files hold no data, and the pages at the door look like the others",
      handle: async (_request, _by, { name = "" }) => fileOf(files, name),
    },
    { method: "GET", path: "/api/me", access: "signed-in", handle: (_request, by) => me(parts, by) },
    {
      method: "GET",
      path: "/api/stream",
      access: "signed-in",
      handle: async (_request, by) => watch(parts, by),
    },
    {
      method: "POST",
      path: "/api/events",
      access: "signed-in",
      handle: (request, by) => take(parts, request, by),
    },
    {
      method: "GET",
      path: "/api/passages/:passage",
      access: "signed-in",
      async handle(_request, by, { passage = "" }) {
        const answer = await parts.inward.answer({ kind: "passage", passage }, asker(parts, by));
        if (answer.state !== "blocks") return problem(404, ({ problems }) => problems.sourceGone);
        return json<Opened>(200, { title: answer.title, blocks: answer.blocks });
      },
    },
    {
      method: "GET",
      path: "/api/views/:view",
      access: "signed-in",
      async handle(request, by, { view = "" }) {
        const value = valueIn(request);
        const answer = await parts.inward.answer({ kind: "view", view, value }, asker(parts, by));
        if (answer.state !== "blocks") return problem(404, ({ problems }) => problems.nothingHere);
        return json<Opened>(200, { title: answer.title, blocks: answer.blocks });
      },
    },
    {
      method: "GET",
      path: "/api/forms/:form",
      access: "signed-in",
      async handle(request, by, { form = "" }) {
        const value = valueIn(request);
        const answer = await parts.inward.answer({ kind: "form", form, value }, asker(parts, by));
        return answer.state === "form"
          ? json(200, answer.form)
          : problem(404, ({ problems }) => problems.nothingHere);
      },
    },
  ];
}

function valueIn(request: Request): string {
  return new URL(request.url).searchParams.get("value") ?? "";
}

async function me(parts: RouteParts, by: Visitor): Promise<Response> {
  const { readOf, visitors } = parts;
  const { org, connection, person } = by;
  const read = readOf(org);
  const learner = await findLearner(read, org, connection, person);
  return json<Me>(200, {
    persona: person,
    language: await languageOf(parts, by),
    company: (await findOrg(read, org))?.name ?? "",
    demo: visitors.personas.length > 0,
    desk: learner !== null && hasDesk(await rolesOf(read, org, learner.learner)),
    personas: visitors.personas.map(({ person, name, role }) => ({ persona: person, name, role })),
    texts: { de: texts.de.web, en: texts.en.web },
  });
}
