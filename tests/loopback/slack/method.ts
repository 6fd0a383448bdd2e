import { z } from "zod";
import type { Channel, Json, Team, Token, World } from "./world.ts";

/** What Slack says no with: `ok: false` and an error code. */
export class Refusal extends Error {
  readonly answer: Json;

  constructor(error: string, more: Json = {}) {
    super(error);
    this.answer = { ok: false, error, ...more };
  }
}

export type Call = { world: World; token: Token; team: Team };
/** Calls a minute, of one method in one workspace. */
export type Tier = 1 | 2 | 3 | 4 | "per channel" | "unlimited";

export type Method = {
  token: "bot" | "app" | "none";
  scopes: readonly string[];
  tier: Tier;
  run(given: Json, call: Call): Json;
};

/** A method whose arguments are parsed by `shape` first. Unknown ones are ignored, as Slack does. */
export function method<Shape extends z.ZodRawShape>(
  about: { token?: "bot" | "app"; scopes: readonly string[]; tier: Tier },
  shape: Shape,
  run: (given: z.infer<z.ZodObject<Shape>>, call: Call) => Json,
): Method {
  const schema = z.object(shape);
  return {
    token: about.token ?? "bot",
    scopes: about.scopes,
    tier: about.tier,
    run(given, call) {
      const parsed = schema.safeParse(given);
      if (parsed.success) return run(parsed.data, call);
      const messages = parsed.error.issues.map(
        ({ path, message }) => `[ERROR] ${message} [json-pointer:/${path.join("/")}]`,
      );
      throw new Refusal("invalid_arguments", { response_metadata: { messages } });
    },
  };
}

export const needed = z.string().min(1);
export const flag = z.union([z.boolean(), z.stringbool()]).optional();
export const number = z.coerce.number().int().positive().optional();
/** The SDK sends objects as JSON in a form. */
export const fromJson = z
  .unknown()
  .transform((value) => (typeof value === "string" ? (parsedOr(value, undefined) ?? UNREADABLE) : value));
export const UNREADABLE = Symbol("not JSON");

function parsedOr<Otherwise>(text: string, otherwise: Otherwise): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** A conversation this token reaches and its bot is in; a person's id stands for the direct one. */
export function conversation({ world, token, team }: Call, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel || !token.teams.includes(channel.team)) throw new Refusal("channel_not_found");
  const bot = world.teams.get(channel.team)?.bot.user ?? team.bot.user;
  if (channel.kind !== "public" && !channel.members.has(bot)) throw new Refusal("channel_not_found");
  return channel;
}

export function needScope({ token }: Call, scope: string): void {
  if (token.scopes.includes(scope)) return;
  throw new Refusal("missing_scope", { needed: scope, provided: token.scopes.join(",") });
}

/** `im:history`, `channels:read` …: the scope depends on the kind of conversation. */
export function scopeFor(channel: Channel, what: "history" | "read"): string {
  return `${{ im: "im", public: "channels", private: "groups" }[channel.kind]}:${what}`;
}
