import type { IncomingMessage, ServerResponse } from "node:http";
import { create, members, pagedMembers } from "./conversations.ts";
import type { Fault, Faults, Operation } from "./faults.ts";
import type { Entra } from "./identity.ts";
import { readJson } from "./outgoing.ts";
import type { Rates } from "./rates.ts";
import { bodyOf, noConversation, Refusal, throttled } from "./refusal.ts";
import { remove, send, update } from "./sending.ts";
import type { Answer } from "./streams.ts";
import { placeOf, type World } from "./world.ts";

/** A call as it came in, for tests to look at: the very bytes, too. */
type Called = {
  operation: Operation;
  method: string;
  conversation: string;
  at: number;
  isTargeted: boolean;
  authorization: string | undefined;
  bytes: string;
  status: number | null;
};
type Parts = { world: World; entra: Entra; faults: Faults; rates: Rates; serviceUrl(tenant: string): string };
type Call = {
  operation: Operation;
  conversation: string;
  message: string | null;
  run(given: unknown): Answer;
};

/** The Bot Connector service for Teams: token, place, rates and shape are checked before anything is done. */
export function connector({ world, entra, faults, rates, serviceUrl }: Parts) {
  const called: Called[] = [];

  function callOf(method: string, path: string, query: URLSearchParams, tenant: string): Call | null {
    const [, conversations, id = "", part, more = ""] = path.split("/").map(decodeURIComponent);
    if (conversations !== "conversations") return null;
    const isTargeted = query.get("isTargetedActivity") === "true";
    const about = { conversation: id, message: more === "" ? null : more };
    switch (`${method} ${part ?? ""}`) {
      case "POST ":
        if (id !== "") return null;
        return {
          ...about,
          operation: "create",
          run: (given) => create(world, tenant, serviceUrl(tenant), given),
        };
      case "POST activities":
        return { ...about, operation: "send", run: (given) => send(world, id, given, isTargeted) };
      case "PUT activities":
        return { ...about, operation: "update", run: (given) => update(world, id, more, given, isTargeted) };
      case "DELETE activities":
        return { ...about, operation: "delete", run: () => remove(world, id, more, isTargeted) };
      case "GET members":
        return { ...about, operation: "members", run: () => members(world, id, about.message) };
      case "GET pagedmembers":
        return { ...about, operation: "members", run: () => pagedMembers(world, id, query) };
      default:
        return null;
    }
  }

  function answerTo({ operation, conversation, run }: Call, tenant: string, given: unknown): Answer {
    const { conversation: place } = placeOf(world, conversation);
    if (place && place.tenant !== tenant) throw noConversation();
    const early = rates.count(operation, tenant, conversation);
    if (early > 0) throw throttled(early / 1000);
    return run(given);
  }

  return {
    called,
    /** `/REGION/TENANT/v3/…` */
    async handle(url: URL, bytes: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const [, region = "", tenant = "", , ...rest] = url.pathname.split("/");
      const call = callOf(request.method ?? "", `/${rest.join("/")}`, url.searchParams, tenant);
      if (!call) return void response.writeHead(404).end();
      const { authorization } = request.headers;
      const one: Called = {
        operation: call.operation,
        method: request.method ?? "",
        conversation: call.conversation,
        at: world.clock.now(),
        isTargeted: url.searchParams.get("isTargetedActivity") === "true",
        authorization,
        bytes,
        status: null,
      };
      called.push(one);
      response.on("finish", () => {
        one.status = response.statusCode;
      });
      const fault = faults.take(call.operation, call.conversation);
      if (fault && isBefore(fault)) return misbehave(fault, response);
      try {
        if (!(await entra.isForConnector(authorization))) throw unauthorized();
        if (world.tenants.get(tenant)?.region !== region) throw noConversation();
        const answer = answerTo(call, tenant, bytes === "" ? {} : readJson(bytes));
        if (fault) return misbehave(fault, response);
        response.writeHead(answer.status, JSON_TYPE).end(JSON.stringify(answer.body));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refuse(error, response);
      }
    },
  };

  function unauthorized(): Refusal {
    if (world.app.state === "deleted") {
      return new Refusal(401, "BotNotRegistered", "No registration found for this bot.");
    }
    return new Refusal(401, "Unauthorized", "Authorization has been denied for this request.");
  }

  function refuse(refusal: Refusal, response: ServerResponse): void {
    const wait = refusal.retryAfter === null ? {} : { "retry-after": String(refusal.retryAfter) };
    response.writeHead(refusal.status, { ...JSON_TYPE, ...wait });
    response.end(JSON.stringify(bodyOf(refusal, world) ?? { message: refusal.message }));
  }

  function misbehave(fault: Fault, response: ServerResponse): void {
    switch (fault.kind) {
      case "rate limited":
        refuse(new Refusal(429, "Throttled", "Too many requests.", fault.seconds), response);
        return;
      case "status":
        refuse(statusRefusal(fault.status, fault.seconds), response);
        return;
      case "refused":
        refuse(new Refusal(fault.status, fault.code, fault.code), response);
        return;
      case "cut":
        response.socket?.destroy();
        return;
      case "silence":
    }
  }
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

function isBefore(fault: Fault): boolean {
  return !("when" in fault) || fault.when === "before";
}

function statusRefusal(status: number, seconds: number | null = null): Refusal {
  if (status === 412) return new Refusal(412, "PreconditionFailed", "Precondition failed, please try again.");
  const code = status === 503 || status === 504 ? null : "ServiceError";
  return new Refusal(status, code, "Something went wrong.", seconds);
}
