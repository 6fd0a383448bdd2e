import { serve } from "../adapters/http/server.ts";
import type { ChannelAdapter } from "../src/channel/adapter.ts";
import { teamsChannel } from "../src/teams.ts";
import { type House, type HouseOptions, house } from "./house.ts";
import { type LoopbackTeams, loopbackTeams } from "./loopback/teams/teams.ts";
import { quietIn } from "./slack-house.ts";

type Options = HouseOptions & {
  teams?: LoopbackTeams;
  manifest?: unknown;
  graph?: { groups: ReadonlyMap<string, string> };
  links?: readonly string[];
};

/** A house in a tenant, with the app's secret in the settings. */
export async function teamsHouse({ teams: given, manifest, graph, links, ...options }: Options) {
  const settings = { patience: PATIENCE, ...(manifest === undefined ? {} : { manifest }) };
  const teams = given ?? (await loopbackTeams(settings));
  const { app, home: tenant, authority } = teams;
  const adapters: ChannelAdapter[] = [];
  const home: House = await house({
    ...options,
    async also(parts) {
      const adapter = await teamsChannel(
        {
          app: app.id,
          tenant: tenant.id,
          authority: new URL(authority),
          proof: { kind: "secret", secret: app.secret },
          hosts: [],
          links: links ?? app.linkDomains,
          graph: graph ?? null,
        },
        parts,
      );
      adapters.push(adapter);
      return adapter;
    },
  });
  const [adapter] = adapters;
  if (!adapter) throw new Error("There is no adapter.");
  const server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
  teams.sendsTo(`http://127.0.0.1:${server.port}/teams/messages`);
  return {
    teams,
    tenant,
    home,
    adapter,
    /** Where browsers reach it. */
    origin: `http://127.0.0.1:${server.port}`,
    /** When everything that came in is dealt with, and everything that was said has arrived or was given up. */
    quiet: () => quietIn(home),
    async close(): Promise<void> {
      await home.close();
      await server.close();
      if (!given) await teams.close();
    },
  };
}

export const PATIENCE = { answerWithin: 15_000, queryWithin: 5_000, repeatAfter: [10, 20] };

/** What Lotse has said to somebody, in their own chat or another. */
export function fromLotse(who: Hands, chat?: string) {
  return who.sees(chat).filter(({ from }) => from === "Lotse");
}

export type Hands = ReturnType<LoopbackTeams["person"]>;
export type TeamsHouse = Awaited<ReturnType<typeof teamsHouse>>;
