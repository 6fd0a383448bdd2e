import { createRequire } from "node:module";
import { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { z } from "zod";
import type { Cloud } from "./cloud.ts";

/** What became of a call to the Bot Connector. */
export type Called =
  | { state: "ok"; data: unknown }
  /** Teams says no, with its reason; empty where it says none. */
  | { state: "no"; status: number; reason: string; sentence: string }
  /** It was not done: too many calls, or the connector cannot be reached. `limited`: it wants a rest. */
  | { state: "later"; inMs: number; limited: boolean }
  /** It was not done, and may work when it is tried again. */
  | { state: "again"; reason: string }
  /** It may have been done. */
  | { state: "unknown"; reason: string };

/** `only`: for one person among others. */
export type Asked =
  | { kind: "send"; chat: string; activity: object; only: boolean }
  | { kind: "update"; chat: string; message: string; activity: object; only: boolean }
  | { kind: "open"; tenant: string; person: string; bot: string };

/** Calls the connector at a service address, once. */
export type Call = (service: string, asked: Asked) => Promise<Called>;

type Parts = { app: string; cloud: Cloud; token(): Promise<string | null> };

const LONGEST_MS = 10_000;
/** Before Teams is tried again that could not be reached, or said no more than "too many"; milliseconds. */
const UNREACHABLE_MS = 5000;
const LIMITED_MS = 10_000;
const MOST_CLIENTS = 200;
/** The network's words for a call that never got there. */
const NEVER_ARRIVED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/** The SDK's name for the policy by which it sends again what may have arrived. */
const RESENDS = { name: "defaultRetryPolicy" };

const NoToken = class extends Error {};

/**
 * The one file that touches `botbuilder`. Of the SDK it takes the client of the connector, and keeps it from three things: losing what it
 * does not know of an entity, sending again by itself, and waiting without end.
 */
export function connector({ app, cloud, token }: Parts): Call {
  letEntitiesPass();
  const credentials = {
    isValidAppId: async (id: string) => id === app,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest<Request extends Signed>(request: Request): Promise<Request> {
        const bearer = await token();
        if (bearer === null) throw new NoToken();
        request.headers.set("authorization", `Bearer ${bearer}`);
        return request;
      },
    }),
  };
  const { audience: ToChannelFromBotOAuthScope } = cloud;
  const framework = new ConfigurationBotFrameworkAuthentication(
    { ToChannelFromBotOAuthScope },
    // Its type asks for a class that it does not look for.
    credentials as never,
  );
  const factory = framework.createConnectorFactory({ getClaimValue: () => app } as never);
  const clients = new Map<string, Client>();

  async function clientFor(service: string, only: boolean): Promise<Client> {
    const key = `${only} ${service}`;
    const known = clients.get(key);
    if (known) return known;
    const client = (await factory.create(service, cloud.audience)) as unknown as Client;
    client.client.pipeline.removePolicy(RESENDS);
    client.client.pipeline.addPolicy({
      name: "lotse",
      sendRequest(request, next) {
        if (only) request.url += `${request.url.includes("?") ? "&" : "?"}isTargetedActivity=true`;
        request.abortSignal = AbortSignal.timeout(LONGEST_MS);
        return next(request);
      },
    });
    if (clients.size >= MOST_CLIENTS) clients.clear();
    clients.set(key, client);
    return client;
  }

  async function ask(service: string, asked: Asked): Promise<unknown> {
    const { conversations } = await clientFor(service, asked.kind !== "open" && asked.only);
    switch (asked.kind) {
      case "send":
        return conversations.sendToConversation(asked.chat, asked.activity);
      case "update":
        return conversations.updateActivity(asked.chat, asked.message, asked.activity);
      case "open": {
        const { tenant, person, bot } = asked;
        return conversations.createConversation({
          isGroup: false,
          bot: { id: bot },
          members: [{ id: person }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
        });
      }
    }
  }

  return async (service, asked) => {
    try {
      return { state: "ok", data: await ask(service, asked) };
    } catch (error) {
      return called(error);
    }
  };
}

type Signed = { headers: { set(name: string, value: string): void } };
type Request = { url: string; abortSignal?: AbortSignal };
type Send = (request: Request) => Promise<unknown>;
type Policy = { name: string; sendRequest(request: Request, next: Send): Promise<unknown> };
/** What is used of the SDK's client. */
type Client = {
  client: { pipeline: { removePolicy(about: { name: string }): unknown; addPolicy(policy: Policy): void } };
  conversations: {
    sendToConversation(chat: string, activity: object): Promise<unknown>;
    updateActivity(chat: string, message: string, activity: object): Promise<unknown>;
    createConversation(parameters: object): Promise<unknown>;
  };
};

/** What the SDK does not know of an entity or an account passes when it is sent. For the whole process. */
function letEntitiesPass(): void {
  const mappers = createRequire(import.meta.url)("botframework-connector/lib/connectorApi/models/mappers.js");
  for (const kind of ["Entity", "ChannelAccount"])
    mappers[kind].type.additionalProperties = { type: { name: "Object" } };
}

const Thrown = z.object({
  statusCode: z.number().optional(),
  code: z.string().optional(),
  name: z.string().optional(),
  response: z.object({ bodyAsText: z.string().nullish(), headers: z.unknown() }).optional(),
});
const Said = z.object({
  error: z.object({
    code: z.string().default(""),
    subCode: z.string().optional(),
    message: z.string().default(""),
  }),
});

function called(error: unknown): Called {
  if (error instanceof NoToken) return { state: "later", inMs: UNREACHABLE_MS, limited: false };
  const thrown = Thrown.safeParse(error).data ?? {};
  const { statusCode: status, code = "", name = "error", response } = thrown;
  if (status === undefined) {
    return NEVER_ARRIVED.has(code)
      ? { state: "later", inMs: UNREACHABLE_MS, limited: false }
      : { state: "unknown", reason: code || name };
  }
  if (status === 429) return { state: "later", inMs: restIn(response?.headers), limited: true };
  if (status === 412) return { state: "again", reason: "http_412" };
  if (status >= 500) return { state: "unknown", reason: `http_${status}` };
  const said = Said.safeParse(jsonOr(response?.bodyAsText ?? "")).data?.error;
  const reason = said?.subCode ?? said?.code ?? "";
  return { state: "no", status, reason, sentence: said?.message ?? "" };
}

function restIn(headers: unknown): number {
  const get = z.object({ get: z.custom<(name: string) => unknown>((one) => typeof one === "function") });
  const seconds = Number(get.safeParse(headers).data?.get.call(headers, "retry-after"));
  return seconds > 0 ? seconds * 1000 : LIMITED_MS;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
