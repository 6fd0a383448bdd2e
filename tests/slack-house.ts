import { expect } from "vitest";
import { serve } from "../adapters/http/server.ts";
import { slackAdapter } from "../adapters/slack/adapter.ts";
import { slackCall } from "../adapters/slack/client.ts";
import { singleToken } from "../adapters/slack/tokens.ts";
import { type House, type HouseOptions, house } from "./house.ts";
import { type LoopbackSlack, loopbackSlack } from "./loopback/slack/slack.ts";

type Options = HouseOptions & {
  slack?: LoopbackSlack;
  /** Lotse calls Slack, which cannot reach it. */
  socket?: boolean;
  /** User group -> unit. */
  groups?: ReadonlyMap<string, string>;
};

/** A house in a Slack workspace, whose token is in the settings. */
export async function slackHouse({ slack: given, socket = false, groups = new Map(), ...options }: Options) {
  const slack = given ?? (await loopbackSlack());
  const team = slack.team("Werft");
  const token = slack.installs(team);
  const home: House = await house({
    ...options,
    also: ({ store, clock, log, ...parts }) => {
      const call = slackCall(slack.apiUrl);
      const now = () => clock.now();
      return slackAdapter({
        ...parts,
        store,
        clock,
        log,
        signingSecret: socket ? null : slack.app.signingSecret,
        appToken: socket ? slack.appToken : null,
        url: slack.apiUrl,
        call,
        tokens: singleToken(token, { call, store, now, log }),
        groups,
        entrance: [],
      });
    },
  });
  const server = await serve(home.handle, { host: "127.0.0.1", port: 0 });
  if (!socket) slack.sendsTo(`http://127.0.0.1:${server.port}/slack/events`);
  return {
    slack,
    team,
    token,
    home,
    /** When everything that came in is dealt with, and everything that was said has arrived or was given up. */
    quiet: () => quietIn(home),
    async close(): Promise<void> {
      await home.close();
      await server.close();
      if (!given) await slack.close();
    },
  };
}

export async function quietIn(home: House): Promise<void> {
  await expect.poll(() => open(home), { timeout: 45_000 }).toEqual([]);
}

async function open({ store }: House): Promise<string[]> {
  const waiting = await store.read
    .selectFrom("inbox")
    .select("state")
    .where("state", "=", "waiting")
    .execute();
  const under = await store.read
    .selectFrom("outbox")
    .select("state")
    .where("state", "in", ["pending", "sending", "unknown"])
    .execute();
  return [...waiting, ...under].map(({ state }) => state);
}

/** What Lotse has said to somebody, in a channel or in their direct conversation. */
export function fromLotse(who: ReturnType<LoopbackSlack["person"]>, channel?: string) {
  return who.sees(channel).filter(({ from }) => from === "Lotse");
}

export type Hands = ReturnType<LoopbackSlack["person"]>;
export type SlackHouse = Awaited<ReturnType<typeof slackHouse>>;
