import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Call, flag, method, needed, Refusal } from "../method.ts";
import type { Json, Team, Token, World } from "../world.ts";

const TWELVE_HOURS = 43_200;

const test = method({ scopes: [], tier: "unlimited" }, {}, (_given, { team, token }) => ({
  url: `https://${team.domain}.slack.com/`,
  team: team.name,
  user: "lotse",
  team_id: team.id,
  user_id: team.bot.user,
  bot_id: team.bot.id,
  is_enterprise_install: token.enterprise !== null,
  ...(team.enterprise !== null && { enterprise_id: team.enterprise }),
}));

const revoke = method({ scopes: [], tier: 3 }, { test: flag }, (given, { token }) => {
  if (given.test) return { revoked: false };
  token.state = "revoked";
  return { revoked: true };
});

export const auth = { "auth.test": test, "auth.revoke": revoke };

/** Exchanges a code, or a refresh token: each of them works once. The credentials may come as basic authentication. */
export const oauthAccess = {
  ...method(
    { scopes: [], tier: "unlimited" },
    {
      client_id: needed,
      client_secret: needed,
      code: z.string().optional(),
      redirect_uri: z.string().optional(),
      grant_type: z.enum(["authorization_code", "refresh_token"]).optional(),
      refresh_token: z.string().optional(),
    },
    (given, { world }: Pick<Call, "world">) => {
      if (given.client_id !== world.app.clientId) throw new Refusal("invalid_client_id");
      if (given.client_secret !== world.app.clientSecret) throw new Refusal("bad_client_secret");
      if (given.grant_type === "refresh_token") return refreshed(world, given.refresh_token ?? "");
      const grant = world.codes.get(given.code ?? "");
      if (!grant) throw new Refusal("invalid_code");
      if (given.redirect_uri !== undefined && given.redirect_uri !== grant.redirect) {
        throw new Refusal("bad_redirect_uri");
      }
      world.codes.delete(given.code ?? "");
      return answer(world, install(world, grant.teams, grant.enterprise));
    },
  ),
  token: "none" as const,
};

/** A bot token for one workspace, or for all of a Grid organisation. */
export function install(world: World, teams: readonly Team[], enterprise: string | null): Token {
  const token: Token = {
    value: `${world.app.rotation ? "xoxe.xoxb" : "xoxb"}-${randomBytes(12).toString("hex")}`,
    kind: "bot",
    teams: teams.map(({ id }) => id),
    enterprise,
    scopes: world.app.scopes,
    state: "good",
    expiresAt: world.app.rotation ? world.clock.now() + TWELVE_HOURS * 1000 : null,
  };
  world.tokens.set(token.value, token);
  return token;
}

function refreshed(world: World, value: string): Json {
  const old = world.refreshTokens.get(value);
  if (!old) throw new Refusal("invalid_refresh_token");
  if (old.state !== "good") throw new Refusal("token_revoked");
  world.refreshTokens.delete(value);
  const teams = old.teams.flatMap((id) => world.teams.get(id) ?? []);
  return answer(world, install(world, teams, old.enterprise));
}

function answer(world: World, token: Token): Json {
  const team = world.teams.get(token.teams[0] ?? "");
  const rotating = token.expiresAt !== null;
  const refresh = `xoxe-1-${randomBytes(12).toString("hex")}`;
  if (rotating) world.refreshTokens.set(refresh, token);
  return {
    app_id: world.app.id,
    authed_user: { id: "U0ADMIN" },
    scope: token.scopes.join(","),
    token_type: "bot",
    access_token: token.value,
    bot_user_id: team?.bot.user,
    team: token.enterprise === null ? { id: team?.id, name: team?.name } : null,
    enterprise: token.enterprise === null ? null : { id: token.enterprise, name: "Grid" },
    is_enterprise_install: token.enterprise !== null,
    ...(rotating && { refresh_token: refresh, expires_in: TWELVE_HOURS }),
  };
}
