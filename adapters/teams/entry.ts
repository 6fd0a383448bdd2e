import type { Route } from "../../src/channel/adapter.ts";
import { isFailure } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { Activity, tenantOf } from "./activity.ts";
import { MESSAGES_PATH } from "./manifest.ts";
import type { Home } from "./places.ts";
import type { Tenants } from "./tenants.ts";
import type { IsSigned } from "./token.ts";

/** What is said to Teams; `body` goes to whoever waits for it. */
export type Answer =
  | { state: "taken" }
  | { state: "answer"; body: object }
  /** An invoke that nobody knows here. */
  | { state: "unknown" }
  | { state: "limited"; retryAfterMs: number };

type Take = (activity: Activity, home: Home) => Promise<Answer>;

type Parts = {
  isSigned: IsSigned;
  tenants: Tenants;
  isListed(service: string): boolean;
  take: Take;
  log: Log;
};

/** Where Teams brings everything. What goes wrong inside is not said in the answer. */
export function teamsEntry(parts: Parts): Route {
  return {
    method: "POST",
    path: MESSAGES_PATH,
    access: "platform",
    because: "the Bot Framework signs what it brings, and its token is verified before anything else",
    async handle(request) {
      try {
        return await enter(parts, request);
      } catch (error) {
        parts.log.error("what Teams sent could not be taken in", {}, error);
        return new Response(null, { status: isFailure(error, "unavailable") ? 503 : 500 });
      }
    },
  };
}

async function enter(parts: Parts, request: Request): Promise<Response> {
  const { isSigned, tenants, isListed, take } = parts;
  const authorization = request.headers.get("authorization");
  if (authorization === null) return refused(401);
  const body = jsonOr(await request.text());
  const service = serviceIn(body);
  // Whom it is for is in the token, together with the address that answers would go to.
  if (service === null || !isListed(service) || !(await isSigned(authorization, service)))
    return refused(401);
  const activity = Activity.safeParse(body).data;
  if (!activity) return refused(400);
  const tenant = tenantOf(activity);
  const home = tenant && (await tenants.homeOf(tenant));
  if (!home) return refused(401);
  const answer = await take(activity, home);
  switch (answer.state) {
    case "taken":
      return new Response(null, { status: 200 });
    case "answer":
      return Response.json(answer.body);
    case "unknown":
      return refused(501);
    case "limited": {
      const retryAfter = String(Math.ceil(answer.retryAfterMs / 1000));
      return new Response(null, { status: 429, headers: { "retry-after": retryAfter } });
    }
  }
}

function refused(status: number): Response {
  return new Response(null, { status });
}

function serviceIn(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("serviceUrl" in body)) return null;
  return typeof body.serviceUrl === "string" ? body.serviceUrl : null;
}

/** Without what is null: that is the same as left out. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value) => value ?? undefined);
  } catch {
    return null;
  }
}
