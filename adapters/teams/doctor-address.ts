import { UnsecuredJWT } from "jose";
import { z } from "zod";
import { type Finding, right, wrong } from "../../src/channel/finding.ts";
import { MESSAGES_PATH } from "./manifest.ts";

const PATIENCE_MS = 10_000;
/** Beyond 300 s no token of the Bot Framework is taken; a clock that is off by this much is not looked after. */
const MOST_SECONDS_APART = 30;
const Metadata = z.object({ jwks_uri: z.url() });

/** Whether the keys can be had by which Lotse knows that it is Teams, and whether the clocks agree. */
export async function frameworkFindings(metadata: URL, now: () => number): Promise<Finding[]> {
  const answer = await knock(metadata, {});
  const said = Metadata.safeParse(jsonOr(answer?.body ?? ""));
  const keys = said.success ? await knock(new URL(said.data.jwks_uri), {}) : null;
  if (!answer || keys?.status !== 200) {
    return [
      wrong(
        `The keys of the Bot Framework (${metadata.origin}) cannot be had from this computer. Without them Lotse refuses everybody: look at its firewall and proxy.`,
      ),
    ];
  }
  return [right("The keys of the Bot Framework are there."), ...clockFindings(answer.date, now())];
}

function clockFindings(date: string | null, now: number): Finding[] {
  const there = Date.parse(date ?? "");
  if (Number.isNaN(there)) return [];
  const apart = Math.round((now - there) / 1000);
  if (Math.abs(apart) <= MOST_SECONDS_APART) return [right("The clock agrees with Microsoft's.")];
  const off = `${Math.abs(apart)} s ${apart > 0 ? "ahead of" : "behind"} Microsoft's`;
  return [
    wrong(
      `The clock of this computer is ${off}; beyond 300 s Lotse refuses what Teams brings. Have it set over the network (NTP).`,
    ),
  ];
}

/** Knocks at our own address as somebody would who is not Teams: with nothing, and with a token that nobody signed. */
export async function addressFindings(publicUrl: URL): Promise<Finding[]> {
  const address = new URL(MESSAGES_PATH, publicUrl);
  const activity = {
    type: "message",
    id: "doctor",
    channelId: "msteams",
    serviceUrl: publicUrl.href,
    text: "",
  };
  const send = (headers: Record<string, string>) =>
    knock(address, {
      method: "POST",
      body: JSON.stringify(activity),
      headers: { "content-type": "application/json", ...headers },
    });
  const unsigned = await send({});
  if (!unsigned) {
    return [
      wrong(
        `${address.href} does not answer from this computer. Start Lotse, and look at the name, the certificate and the proxy in front of it.`,
      ),
    ];
  }
  if (unsigned.status === 404) {
    return [
      wrong(
        `${address.href} is not there. Either PUBLIC_URL leads elsewhere, or the running Lotse was started without the settings for Teams.`,
      ),
    ];
  }
  const forged = await send({
    authorization: `Bearer ${new UnsecuredJWT({ iss: "https://nobody" }).encode()}`,
  });
  if ([unsigned, forged].some((answer) => answer && answer.status < 300)) {
    return [wrong(`${address.href} answers what Teams did not sign. Whatever that is, it is not Lotse.`)];
  }
  if (unsigned.status !== 401 || forged?.status !== 401) {
    return [
      wrong(
        `${address.href} answers with status ${unsigned.status}, but not as Lotse would. Look at what the proxy in front of it does to POST requests and the header Authorization.`,
      ),
    ];
  }
  return [right(`${address.href} answers, and refuses what Teams did not sign.`)];
}

async function knock(
  url: URL,
  init: RequestInit,
): Promise<{ status: number; body: string; date: string | null } | null> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, body: await response.text(), date: response.headers.get("date") };
  } catch {
    return null;
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
