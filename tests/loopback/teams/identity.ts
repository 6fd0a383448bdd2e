import type { IncomingHttpHeaders } from "node:http";
import { signingKey } from "./keys.ts";
import type { Json, Person, World } from "./world.ts";

/** What tokens for the connector are for. */
const AUDIENCE = "https://api.botframework.com";
const GRAPH = "https://graph.microsoft.com";
const HOUR_S = 3600;
type Answer = { status: number; body: Json };

/** Entra ID: it gives the app its tokens, for its secret or as a managed identity of Azure, and pages in Teams theirs. */
export async function entra(world: World, origin: () => string) {
  const key = await signingKey();
  let given = 0;
  const audiences: string[] = [];
  const seconds = () => Math.floor(world.clock.now() / 1000);

  async function give(resource: string): Promise<{ access_token: string; expires: number }> {
    const [now, tid] = [seconds(), world.app.home];
    given += 1;
    audiences.push(resource);
    const roles = resource === GRAPH ? { roles: world.app.graph } : {};
    const claims = {
      aud: resource,
      iss: `https://sts.windows.net/${tid}/`,
      tid,
      appid: world.app.id,
      ...roles,
    };
    const expires = now + HOUR_S;
    return { access_token: await key.sign({ ...claims, nbf: now, exp: expires, ver: "1.0" }), expires };
  }

  return {
    /** How many tokens the app was given. */
    given: () => given,
    keys: (): Json => ({ keys: [key.jwk] }),
    /** Whether it is a token of this app for the connector that has not run out. */
    async isForConnector(authorization: string | undefined): Promise<boolean> {
      const token = authorization?.match(/^Bearer (\S+)$/)?.[1] ?? "";
      const claims = await key.read(token, world.clock.now());
      return claims?.aud === AUDIENCE && claims.appid === world.app.id && world.app.state !== "deleted";
    },
    /** What every token that was given was for. */
    audiences: () => [...audiences],
    async isForGraph(authorization: string | undefined): Promise<boolean> {
      const token = authorization?.match(/^Bearer (\S+)$/)?.[1] ?? "";
      return (await key.read(token, world.clock.now()))?.aud === GRAPH;
    },
    /** What the client library gives a page in Teams, about the person in front of it. */
    pageToken(person: Person): Promise<string> {
      const [now, { tenant: tid, directory: oid, name, mail }] = [seconds(), person];
      return key.sign({
        aud: world.app.id,
        iss: `${origin()}/${tid}/v2.0`,
        ...{ tid, oid, sub: `page-${oid}`, name, scp: "access_as_user" },
        ...(mail !== null && { preferred_username: mail }),
        ...{ nbf: now, exp: now + HOUR_S, ver: "2.0" },
      });
    },

    /** `POST /TENANT/oauth2/v2.0/token` */
    async token(tenant: string, body: string): Promise<Answer> {
      const { app } = world;
      const form = Object.fromEntries(new URLSearchParams(body));
      if (form.grant_type !== "client_credentials") {
        return no(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
      }
      if (tenant !== app.home && !world.tenants.has(tenant)) {
        return no(400, "invalid_request", 90002, `Tenant '${tenant}' not found.`);
      }
      if (form.client_id !== app.id || tenant !== app.home || app.state === "deleted") {
        const sentence = `Application with identifier '${form.client_id}' was not found in the directory '${tenant}'.`;
        return no(400, "unauthorized_client", 700016, sentence);
      }
      if (form.client_secret !== app.secret) {
        return no(401, "invalid_client", 7000215, "Invalid client secret provided.");
      }
      if (app.state === "secret expired") {
        return no(401, "invalid_client", 7000222, "The provided client secret keys are expired.");
      }
      const resource = form.scope?.match(/^(.+)\/\.default$/)?.[1];
      if (resource === undefined) return no(400, "invalid_scope", 70011, "The provided scope is not valid.");
      if (resource !== AUDIENCE && resource !== GRAPH) {
        return no(400, "invalid_resource", 500011, `The resource principal named ${resource} was not found.`);
      }
      const { access_token } = await give(resource);
      const body200 = { token_type: "Bearer", expires_in: HOUR_S - 1, ext_expires_in: HOUR_S - 1 };
      return { status: 200, body: { ...body200, access_token } };
    },

    /** What Azure gives to a process that runs there: as App Service does, or on a virtual machine. */
    async managed(
      flavour: "service" | "machine",
      query: URLSearchParams,
      headers: IncomingHttpHeaders,
    ): Promise<Answer> {
      const isRight =
        flavour === "service"
          ? headers["x-identity-header"] === world.app.identityHeader &&
            query.get("api-version") === "2019-08-01"
          : headers.metadata === "true" && query.get("api-version") === "2018-02-01";
      if (!isRight) return { status: 400, body: { error: "invalid_request" } };
      const [client, resource] = [query.get("client_id"), query.get("resource") ?? ""];
      if (client !== world.app.id || world.app.state === "deleted") {
        const error_description =
          "No User Assigned or Delegated Managed Identity found for specified ClientId";
        return { status: 400, body: { error: "invalid_request", error_description } };
      }
      const { access_token, expires } = await give(resource);
      return {
        status: 200,
        body: { access_token, expires_on: String(expires), resource, token_type: "Bearer" },
      };
    },
  };
}
export type Entra = Awaited<ReturnType<typeof entra>>;

function no(status: number, error: string, code: number, sentence: string): Answer {
  return {
    status,
    body: { error, error_description: `AADSTS${code}: ${sentence}`, error_codes: [code] },
  };
}
