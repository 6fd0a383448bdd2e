import { createHmac, timingSafeEqual } from "node:crypto";

/** Slack's own limit, in both directions: a clock that is ahead is no better than one that is behind. */
const MOST_SECONDS_APART = 300;

/** Whether Slack has signed these very bytes, and not long ago. `now`: epoch milliseconds. */
export function isSigned(request: Request, body: Buffer, secret: string, now: number): boolean {
  const timestamp = request.headers.get("x-slack-request-timestamp") ?? "";
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > MOST_SECONDS_APART) return false;
  const expected = Buffer.from(signatureOf(timestamp, body, secret));
  const given = Buffer.from(request.headers.get("x-slack-signature") ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(timestamp: string, body: Buffer, secret: string): string {
  const hash = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex");
  return `v0=${hash}`;
}
