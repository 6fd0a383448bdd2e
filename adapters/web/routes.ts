import type { Route } from "../../src/channel/adapter.ts";
import { texts } from "../../src/i18n/texts.ts";
import { pageFiles } from "./page-files.ts";
import type { Me, OpenedPassage } from "./protocol.ts";
import { json, problem, refusedPage } from "./respond.ts";
import { asker, languageOf, type RouteParts } from "./route-parts.ts";
import { take } from "./take.ts";
import { isForeign, type Visitor } from "./visitor.ts";
import { watch } from "./watch.ts";

type Handle = (request: Request, by: Visitor, parameters: Record<string, string>) => Promise<Response>;

/** The paths of the chat page (protocol.ts). */
export function webRoutes(parts: RouteParts): Route[] {
  const { visitors, hosts } = parts;
  const files = pageFiles();

  const guarded =
    (handle: Handle, refuse = problem) =>
    async (request: Request, parameters: Record<string, string>) => {
      if (isForeign(request, hosts)) return refuse(403, ({ problems }) => problems.foreign);
      const by = visitors.of(request);
      if (by === "closed") return refuse(503, ({ problems }) => problems.noSignIn);
      if (by === "unknown") return refuse(404, ({ problems }) => problems.unknownPersona);
      return handle(request, by, parameters);
    };
  const file: Handle = async (_request, _by, { name = "index.html" }) => {
    const found = files.get(name);
    if (!found) return problem(404, ({ problems }) => problems.nothingHere);
    return new Response(found.body, { headers: { "content-type": found.type, "cache-control": "no-cache" } });
  };

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
        return json<OpenedPassage>(200, { title: answer.title, blocks: answer.blocks });
      }),
    },
    {
      method: "GET",
      path: "/api/forms/:form",
      handle: guarded(async (request, by, { form = "" }) => {
        const value = new URL(request.url).searchParams.get("value") ?? "";
        const answer = await parts.inward.answer({ kind: "form", form, value }, asker(by));
        return answer.state === "form"
          ? json(200, answer.form)
          : problem(404, ({ problems }) => problems.nothingHere);
      }),
    },
  ];
}

async function me(parts: RouteParts, by: Visitor): Promise<Response> {
  const { company, personas } = parts.visitors;
  return json<Me>(200, {
    persona: by.person,
    language: await languageOf(parts, by),
    company: company.name,
    demo: personas.length > 0,
    personas: personas.map(({ person, name, role }) => ({ persona: person, name, role })),
    texts: { de: texts.de.web, en: texts.en.web },
  });
}
