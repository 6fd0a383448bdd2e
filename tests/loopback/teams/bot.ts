import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from "botbuilder";
import { z } from "zod";
import { appTokens } from "../../../adapters/teams/app-tokens.ts";
import { cloudOf } from "../../../adapters/teams/cloud.ts";
import { systemClock } from "../../../src/clock.ts";

type Signed = { headers: { set(name: string, value: string): void } };

/** What a bot knows of Teams, and Teams of it. */
type Known = {
  app: { id: string; secret: string };
  home: { id: string };
  authority: string;
  sendsTo(url: string): void;
};

/** A bot on the real SDK, as it comes; `logic` is what it does with everything it hears. */
export async function bot(teams: Known, logic: (context: TurnContext) => Promise<void>) {
  const { app, home, authority } = teams;
  const cloud = cloudOf(new URL(authority));
  const token = appTokens(
    {
      app: app.id,
      tenant: home.id,
      authority: new URL(authority),
      proof: { kind: "secret", secret: app.secret },
    },
    cloud.audience,
    systemClock.now,
  );
  // The SDK's own way to a token takes https addresses only.
  const credentials = {
    isValidAppId: async (id: string) => id === app.id,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest<Request extends Signed>(request: Request): Promise<Request> {
        request.headers.set("authorization", `Bearer ${await token()}`);
        return request;
      },
    }),
  };
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      {
        ToBotFromChannelOpenIdMetadataUrl: cloud.metadata.href,
        ToBotFromChannelTokenIssuer: cloud.issuer,
        ToChannelFromBotLoginUrl: authority,
        ToChannelFromBotOAuthScope: cloud.audience,
      },
      credentials as never,
    ),
  );
  const errors: unknown[] = [];
  adapter.onTurnError = async (_, error) => {
    errors.push(error);
  };
  const server = createServer(async (request, response) => {
    const body = z.record(z.string(), z.unknown()).parse(JSON.parse(await read(request)));
    const { method = "", headers } = request;
    const answer = {
      socket: response.socket,
      status: (code: number) => response.writeHead(code),
      header: () => undefined,
      send: (given: unknown) => response.write(typeof given === "string" ? given : JSON.stringify(given)),
      end: () => response.end(),
    };
    await adapter.process({ body, headers, method }, answer, logic);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  teams.sendsTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
  return {
    adapter,
    errors,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Lets what the SDK does not know of an entity or an account pass when it is sent. For the whole process. */
export function letEntitiesPass(): void {
  const file = "botframework-connector/lib/connectorApi/models/mappers.js";
  const mappers = createRequire(import.meta.url)(file);
  for (const kind of ["Entity", "ChannelAccount"]) {
    mappers[kind].type.additionalProperties = { type: { name: "Object" } };
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
