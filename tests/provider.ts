import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Configuration, Provider } from "oidc-provider";

export const CLIENT = { id: "lotse", secret: "a-secret-of-the-tests" };

/** Seconds. */
const HOUR = 3600;

/** What the provider knows of somebody, beside their `sub`. */
export type Account = { sub: string } & Record<string, unknown>;

/** A real OpenID Connect provider on loopback. Whoever comes by is signed in as `person`, or sent back when there is none. */
export async function oidcProvider({ back, port = 0 }: { back: string; port?: number }) {
  const accounts = new Map<string, Account>();
  const desk: { person: Account | null; keys: object[] | null } = { person: null, keys: null };
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider = quietly(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [back] }],
    pkce: { required: () => true },
    cookies: { keys: ["not secret, in a test"] },
    claims: {
      openid: ["sub"],
      profile: ["name", "department"],
      email: ["email", "email_verified"],
    },
    ttl: { Interaction: HOUR, Grant: HOUR, Session: HOUR, AccessToken: HOUR, IdToken: HOUR },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async findAccount(_context, sub) {
      const account = accounts.get(sub);
      return account && { accountId: sub, claims: async () => account };
    },
    // Everybody has agreed already that Lotse may know who they are.
    async loadExistingGrant({ oidc }) {
      const clientId = oidc.client?.clientId;
      const accountId = oidc.session?.accountId;
      if (clientId === undefined || accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  handle = (request, response) => {
    if (request.url === "/jwks" && desk.keys)
      return void response.setHeader("content-type", "application/json").end(JSON.stringify(desk));
    if (!request.url?.startsWith("/interaction/")) return void callback(request, response);
    const { person } = desk;
    if (person) accounts.set(person.sub, person);
    const result = person ? { login: { accountId: person.sub } } : { error: "access_denied" };
    void provider.interactionFinished(request, response, result);
  };

  return {
    issuer,
    /** Who sits at the provider's sign-in; `keys`: what it is said to sign with, instead of what it does. */
    desk,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** It warns that it keeps everything in memory, which is what a test wants. */
function quietly(issuer: string, settings: Configuration): Provider {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return new Provider(issuer, settings);
  } finally {
    console.warn = warn;
  }
}

export type OidcProvider = Awaited<ReturnType<typeof oidcProvider>>;
