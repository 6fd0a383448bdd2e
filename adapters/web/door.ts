import type { Door, Route, Visitor } from "../../src/channel/adapter.ts";
import { doorFor } from "../../src/learner/door.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { rolesOf } from "../../src/learner/roles.ts";
import type { Store } from "../../src/store/store.ts";
import { bearerOf } from "./bearer.ts";
import { problem, refusedPage, seeOther } from "./respond.ts";
import type { Visitors } from "./visitor.ts";

export type DoorParts = {
  readOf: Store["readOf"];
  visitors: Visitors;
  /** Where browsers reach Lotse, as they write it. Null: wherever they do on this machine. */
  origin: string | null;
  /** Host names the pages may be reached by. */
  hosts: readonly string[] | "any";
};

/** The one door of all routes: what a route does not open stays shut. */
export function webDoor(parts: DoorParts): Door {
  return (route) => async (request, by, parameters) => {
    // A program comes by whatever name this machine has, from no page, and is verified by the handler.
    if (route.access === "platform") return route.handle(request, by, parameters);
    if (isForeign(request, parts)) return refuse(request, 403, ({ problems }) => problems.foreign);
    if (route.access === "everyone") return route.handle(request, by, parameters);
    return letIn(parts, route, request, parameters);
  };
}

async function letIn(
  parts: DoorParts,
  route: Extract<Route, { access: "signed-in" | "roles" }>,
  request: Request,
  parameters: Record<string, string>,
): Promise<Response> {
  const seen = await parts.visitors.of(request);
  switch (seen.state) {
    case "nobody":
      return isForScript(request)
        ? problem(401, ({ problems }) => problems.signedOut)
        : seeOther(signInAt(request));
    case "elsewhere":
      return seeOther(seen.address);
    case "refused":
      return refuse(request, seen.status, seen.why);
    case "known": {
      // The chat says in its own words when Lotse is not there for somebody.
      const why = route.access === "signed-in" ? null : await whyNot(parts, route, seen.by);
      if (why) return refuse(request, ...why);
      return route.handle(request, seen.by, parameters);
    }
  }
}

/** Why somebody may not come where a role is needed; null if they may. */
async function whyNot(
  { readOf }: DoorParts,
  { roles }: Extract<Route, { access: "roles" }>,
  { org, connection, person }: Visitor,
): Promise<Parameters<typeof problem> | null> {
  const read = readOf(org);
  const learner = await findLearner(read, org, connection, person);
  const own = learner ? await rolesOf(read, org, learner.learner) : null;
  if (!learner || !roles.some((role) => own?.has(role))) return [403, ({ problems }) => problems.otherRoles];
  const door = await doorFor(read, org, learner.learner);
  return door === "open" ? null : [503, ({ closed }) => closed[door]];
}

/**
 * A request that another site made a browser send: another origin, or a host name that merely resolves to this machine
 * (DNS rebinding). Behind a proxy that ends TLS, the request itself does not know its origin: the settings do. A browser names
 * the page a change comes from; in the demo, programs without a cookie may leave it out.
 */
function isForeign(request: Request, { origin: home, hosts }: DoorParts): boolean {
  const { hostname, origin: here } = new URL(request.url);
  if (hosts !== "any" && !hosts.includes(hostname)) return true;
  if (request.method === "GET") return false;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return true;
  const origin = request.headers.get("origin");
  if (origin === null) return home !== null && bearerOf(request) === null;
  return origin !== (home ?? here);
}

/** A sentence for the page's script, or plain words for somebody in front of the page itself. */
function refuse(request: Request, ...refusal: Parameters<typeof problem>): Response {
  return isForScript(request) ? problem(...refusal) : refusedPage(...refusal);
}

function isForScript(request: Request): boolean {
  return new URL(request.url).pathname.startsWith("/api/");
}

function signInAt(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return `/sign-in?${new URLSearchParams({ to: pathname + search })}`;
}
