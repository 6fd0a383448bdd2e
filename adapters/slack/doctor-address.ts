import { createHmac, randomUUID } from "node:crypto";
import { type Finding, note, right, wrong } from "../../src/channel/finding.ts";
import { EVENTS_PATH } from "./manifest.ts";

const LONGEST_MS = 10_000;

/** Knocks at our own address as Slack does when it is entered there: signed, and with a signature that is not Slack's. */
export async function addressFindings(publicUrl: URL, secret: string, now: () => number): Promise<Finding[]> {
  const address = new URL(EVENTS_PATH, publicUrl);
  const challenge = randomUUID();
  const body = JSON.stringify({ type: "url_verification", token: "", challenge });
  const seconds = Math.floor(now() / 1000);
  const knocked = await knock(address, body, seconds, sign(secret, seconds, body));
  if (knocked.state === "unreachable") {
    return [
      wrong(
        `${address.href} does not answer from this computer. Start Lotse, and look at the name, the certificate and the proxy in front of it.`,
      ),
    ];
  }
  if (knocked.status === 401 || knocked.status === 403) {
    return [
      wrong(
        `${address.href} refuses what is signed with SLACK_SIGNING_SECRET: the running Lotse has another one, or the clocks are apart. Start it anew with this one.`,
      ),
    ];
  }
  if (knocked.status === 404) {
    return [
      wrong(
        `${address.href} is not there. Either PUBLIC_URL leads elsewhere, or the running Lotse was started without the settings for Slack.`,
      ),
    ];
  }
  if (knocked.status !== 200 || !knocked.body.includes(challenge)) {
    return [
      wrong(
        `${address.href} answers with status ${knocked.status}, but not as Lotse would. Look at what the proxy in front of it does to POST requests.`,
      ),
    ];
  }
  const forged = await knock(address, body, seconds, sign("not the secret", seconds, body));
  return [
    right(`${address.href} answers what is signed with SLACK_SIGNING_SECRET.`),
    ...(forged.state === "answered" && forged.status === 200
      ? [wrong(`${address.href} also answers what Slack did not sign. Whatever that is, it is not Lotse.`)]
      : []),
    ...(publicUrl.protocol === "https:" ? [] : [wrong("PUBLIC_URL is not https: Slack does not call it.")]),
    note(
      "That was asked from here. Whether Slack gets through as well, the app's settings say under “Event Subscriptions” (Verified).",
    ),
  ];
}

type Knocked = { state: "answered"; status: number; body: string } | { state: "unreachable" };

async function knock(address: URL, body: string, seconds: number, signature: string): Promise<Knocked> {
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST_MS),
      headers: {
        "content-type": "application/json",
        "x-slack-request-timestamp": String(seconds),
        "x-slack-signature": signature,
      },
    });
    return { state: "answered", status: response.status, body: await response.text() };
  } catch {
    return { state: "unreachable" };
  }
}

function sign(secret: string, seconds: number, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex")}`;
}
