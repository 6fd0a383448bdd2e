import { webApi } from "@slack/bolt";
import { loopbackSlack } from "./slack.ts";

/** A company with Lotse in its Slack: Ana and Ben, a channel of theirs, and the real client with the bot's token. */
export async function workspace(settings: Parameters<typeof loopbackSlack>[0] = {}) {
  const slack = await loopbackSlack(settings);
  const team = slack.team("Nordlicht");
  const token = slack.installs(team);
  const ana = slack.person(team, "Ana Berger", { locale: "de-DE" });
  const ben = slack.person(team, "Ben Roth");
  const general = slack.channel(team, "general", [ana, ben]);
  const client = clientOf(slack, token);
  return { slack, team, token, ana, ben, general, client };
}

/** The SDK as a careful app uses it: nothing is sent twice behind one's back. */
export function clientOf({ apiUrl }: { apiUrl: string }, token: string, timeout = 2000): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: QUIET,
  });
}

/** For the SDKs, which would log what they send. */
export const QUIET = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => webApi.LogLevel.ERROR,
  setName() {},
};

/** What Slack answered with, if it said no. */
export async function refusal(call: Promise<unknown>): Promise<webApi.WebAPICallResult & { error: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError) return error.data;
    throw error;
  }
  throw new Error("Slack said yes");
}

export const section = (text: string) => ({
  type: "section" as const,
  text: { type: "mrkdwn" as const, text },
});
export const buttons = (...labels: string[]) => ({
  type: "actions" as const,
  elements: labels.map((label) => ({
    type: "button" as const,
    action_id: `press.${label}`,
    text: { type: "plain_text" as const, text: label },
    value: label,
  })),
});
