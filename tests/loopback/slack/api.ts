import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { Fault, Faults } from "./faults.ts";
import { type Method, Refusal } from "./method.ts";
import { agent } from "./methods/agent.ts";
import { auth, oauthAccess } from "./methods/auth.ts";
import { chat } from "./methods/chat.ts";
import { conversations } from "./methods/conversations.ts";
import { people } from "./methods/people.ts";
import { streams } from "./methods/streams.ts";
import { views } from "./methods/views.ts";
import type { Rates } from "./rates.ts";
import { type Json, known, type Team, type Token, type World } from "./world.ts";

/** A call as it came in, for tests to look at. */
type Called = { method: string; at: number; team: string; given: Json };
type Answer = { status: number; headers: Record<string, string>; body: Json };
type Parts = { world: World; faults: Faults; rates: Rates; openSocket: Method };

/** Slack's Web API: token, scopes and limits are checked before a method does anything. */
export function webApi({ world, faults, rates, openSocket }: Parts) {
  const called: Called[] = [];
  const methods: Record<string, Method> = {
    ...auth,
    ...chat,
    ...streams,
    ...conversations,
    ...people,
    ...views,
    ...agent,
    "oauth.v2.access": oauthAccess,
    "apps.connections.open": openSocket,
  };

  function answerTo(name: string, given: Json, authorization: string | undefined): Answer {
    const method = methods[name];
    try {
      if (!method) throw new Refusal("unknown_method", { req_method: name });
      if (method.token === "none") {
        const call = { world, token: NOBODY, team: NOWHERE };
        return ok(method.run({ ...basic(authorization), ...given }, call));
      }
      const token = tokenOf(world, method, bearer(authorization) ?? String(given.token ?? ""));
      const scopes = {
        "x-oauth-scopes": token.scopes.join(","),
        "x-accepted-oauth-scopes": method.scopes.join(","),
      };
      try {
        mustHave(token, method.scopes);
        const team = teamOf(world, token, given);
        const wait = rates.waitFor(name, method.tier, team.id, channelOf(given));
        if (wait !== null) return limited(wait);
        return { ...ok(method.run(given, { world, token, team })), headers: scopes };
      } catch (error) {
        return { ...refused(error), headers: scopes };
      }
    } catch (error) {
      return refused(error);
    }
  }

  return {
    called,
    async handle(
      name: string,
      body: string,
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<void> {
      const given = argumentsOf(body, request.headers["content-type"] ?? "");
      const token = world.tokens.get(bearer(request.headers.authorization) ?? String(given.token ?? ""));
      const team = token?.teams[0] ?? "";
      called.push({ method: name, at: world.clock.now(), team, given });
      const fault = faults.take(name, team, channelOf(given));
      if (fault && isBefore(fault)) return misbehave(fault, response);
      const answer = answerTo(name, given, request.headers.authorization);
      if (fault) return misbehave(fault, response);
      send(response, answer);
    },
  };

  function send(response: ServerResponse, { status, headers, body }: Answer): void {
    response.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      date: new Date(world.clock.now()).toUTCString(),
      ...headers,
    });
    response.end(JSON.stringify(body));
  }

  function misbehave(fault: Fault, response: ServerResponse): void {
    switch (fault.kind) {
      case "rate limited":
        send(response, limited(fault.seconds));
        return;
      case "status":
        response.writeHead(fault.status).end("something went wrong");
        return;
      case "cut":
        response.socket?.destroy();
        return;
      case "silence":
        return;
      case "error":
        send(response, refused(new Refusal(fault.error)));
    }
  }
}

const NOBODY: Token = {
  value: "",
  kind: "bot",
  teams: [],
  enterprise: null,
  scopes: [],
  state: "good",
  expiresAt: null,
};
const NOWHERE: Team = {
  id: "",
  name: "",
  domain: "",
  enterprise: null,
  bot: { user: "", id: "" },
  streams: false,
};

function isBefore(fault: Fault): boolean {
  return !("when" in fault) || fault.when === "before";
}

function ok(body: Json): Answer {
  return { status: 200, headers: {}, body: { ok: true, ...body } };
}

function limited(seconds: number): Answer {
  return {
    status: 429,
    headers: { "retry-after": String(seconds) },
    body: { ok: false, error: "ratelimited" },
  };
}

function refused(error: unknown): Answer {
  if (!(error instanceof Refusal)) throw error;
  return { status: 200, headers: {}, body: error.answer };
}

function tokenOf(world: World, method: Method, value: string): Token {
  if (value === "") throw new Refusal("not_authed");
  const token = world.tokens.get(value);
  if (!token) throw new Refusal("invalid_auth");
  if (token.state === "revoked") throw new Refusal("token_revoked");
  if (token.state === "inactive") throw new Refusal("account_inactive");
  if (token.expiresAt !== null && world.clock.now() >= token.expiresAt) throw new Refusal("token_expired");
  if (token.kind !== method.token) throw new Refusal("not_allowed_token_type");
  return token;
}

function mustHave(token: Token, scopes: readonly string[]): void {
  const missing = scopes.filter((scope) => !token.scopes.includes(scope));
  if (missing.length === 0) return;
  throw new Refusal("missing_scope", { needed: missing.join(","), provided: token.scopes.join(",") });
}

/** Of a token of a Grid organisation: the workspace of what is spoken of. */
function teamOf(world: World, token: Token, given: Json): Team {
  const about =
    world.channels.get(channelOf(given))?.team ??
    [channelOf(given), given.user, given.user_id, given.users]
      .map((id) => world.people.get(String(id))?.team)
      .find((team) => team !== undefined) ??
    String(given.team_id ?? "");
  const [first = ""] = token.teams;
  return token.kind === "app" ? NOWHERE : known(world.teams, token.teams.includes(about) ? about : first);
}

function channelOf(given: Json): string {
  return String(given.channel ?? given.channel_id ?? "");
}

function bearer(authorization: string | undefined): string | undefined {
  return authorization?.match(/^Bearer (\S+)$/)?.[1];
}

function basic(authorization: string | undefined): Json {
  const [id, secret] = Buffer.from(authorization?.match(/^Basic (\S+)$/)?.[1] ?? "", "base64")
    .toString()
    .split(":");
  return id && secret ? { client_id: decodeURIComponent(id), client_secret: decodeURIComponent(secret) } : {};
}

function argumentsOf(body: string, type: string): Json {
  if (type.startsWith("application/json")) return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  return Object.fromEntries(new URLSearchParams(body));
}
