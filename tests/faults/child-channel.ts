import { slackAdapter } from "../../adapters/slack/adapter.ts";
import { slackCall } from "../../adapters/slack/client.ts";
import { singleToken } from "../../adapters/slack/tokens.ts";
import { teamsAdapter } from "../../adapters/teams/adapter.ts";
import { appTokens } from "../../adapters/teams/app-tokens.ts";
import { cloudOf } from "../../adapters/teams/cloud.ts";
import { listedHosts } from "../../adapters/teams/hosts.ts";
import { type Asked, connector } from "../../adapters/teams/sdk.ts";
import { inboundTokens } from "../../adapters/teams/token.ts";
import type { HouseOptions } from "../house.ts";
import { slowWriter } from "../slow-writer.ts";

/** The channel that a child talks in, and how slowly it writes. */
export type ChildChannel = { pauseMs: number } & (
  | { channel: "slack"; api: string; token: string; secret: string }
  | { channel: "teams"; app: string; tenant: string; authority: string; secret: string }
);

type AtCall = <Called>(name: string, call: () => Promise<Called>) => Promise<Called>;
type Also = NonNullable<HouseOptions["also"]>;

/** A house in a channel on loopback, each call of which is made through `atCall`. */
export function inChannel(where: ChildChannel, atCall: AtCall): Pick<HouseOptions, "writer" | "also"> {
  const writer = slowWriter(["Das", "Lernbudget", "ist", "da."], where.pauseMs);
  return { writer, also: where.channel === "slack" ? slack(where, atCall) : teams(where, atCall) };
}

function slack({ api, token, secret }: ChildChannel & { channel: "slack" }, atCall: AtCall): Also {
  return ({ store, clock, log, ...parts }) => {
    const calling = slackCall(api);
    const call: typeof calling = (...asked) => atCall(asked[1], () => calling(...asked));
    const tokens = singleToken(token, { call, store, now: clock.now, log });
    const common = { ...parts, store, clock, log, call, tokens };
    return slackAdapter({
      ...common,
      signingSecret: secret,
      appToken: null,
      url: api,
      groups: new Map(),
      entrance: [],
    });
  };
}

function teams(where: ChildChannel & { channel: "teams" }, atCall: AtCall): Also {
  return (parts) => {
    const { app, tenant, secret } = where;
    const authority = new URL(where.authority);
    const cloud = cloudOf(authority);
    const now = () => parts.clock.now();
    const proof = { kind: "secret", secret } as const;
    const token = appTokens({ app, tenant, authority, proof }, cloud.audience, now);
    const calling = connector({ app, cloud, token });
    return teamsAdapter({
      ...parts,
      app,
      service: cloud.service,
      tenant,
      isSigned: inboundTokens({ app, cloud, now }),
      isListed: listedHosts([], authority),
      directory: null,
      install: null,
      links: [],
      call: (service, asked) => atCall(nameOf(asked), () => calling(service, asked)),
    });
  };
}

/** `message`, `typing`, `update`, `open`, or the kind of a piece of a stream: `informative`, `streaming`, `final`. */
function nameOf(asked: Asked): string {
  if (asked.kind !== "send") return asked.kind;
  const words = JSON.stringify(asked.activity);
  const piece = /"streamType":"(\w+)"/.exec(words)?.[1];
  return piece ?? (words.includes('"type":"typing"') ? "typing" : "message");
}
