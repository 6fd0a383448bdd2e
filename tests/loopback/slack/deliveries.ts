import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Json, World } from "./world.ts";

/** What the app said to something that was brought to it. */
export type Reception =
  | { state: "answered"; status: number; body: string }
  | { state: "failed"; reason: Reason };
type Reason = "http_timeout" | "connection_failed" | "http_error";
export type Parcel =
  | { kind: "event"; body: Json }
  | { kind: "interaction"; body: Json }
  | { kind: "command"; body: Record<string, string> };

export type Courier = {
  /** One try. `attempt` counts from 0. */
  bring(parcel: Parcel, attempt: number, why: Reason | null): Promise<Reception & { noRetry?: boolean }>;
};

/** How long an app has to answer (Slack: 3 s), and the wait before each repetition (Slack: none, one minute, five); in milliseconds. */
export type Patience = { answerWithin: number; repeatAfter: readonly number[] };

/** Brings events, again where the app did not take them; interactions and commands only once. */
export function deliveries(courier: () => Courier, patience: Patience) {
  let [copies, apart] = [1, false];
  let last: Parcel | null = null;
  const tries: { parcel: Parcel; attempt: number; reception: Reception }[] = [];

  async function insist(parcel: Parcel): Promise<Reception> {
    for (let attempt = 0, why: Reason | null = null; ; attempt += 1) {
      const reception: Reception & { noRetry?: boolean } = await courier().bring(parcel, attempt, why);
      tries.push({ parcel, attempt, reception });
      const isTaken = reception.state === "answered" && reception.status >= 200 && reception.status < 300;
      const wait = patience.repeatAfter[attempt];
      if (isTaken || parcel.kind !== "event" || reception.noRetry || wait === undefined) return reception;
      why = reception.state === "answered" ? "http_error" : reception.reason;
      await pause(wait);
    }
  }

  return {
    tries,
    /** From now on, everything comes so many times: at the same time, or one after the other. */
    duplicate(times: number, { oneByOne = false } = {}): void {
      [copies, apart] = [times, oneByOne];
    },
    async deliver(parcel: Parcel): Promise<Reception> {
      last = parcel;
      if (apart) {
        for (let copy = 1; copy < copies; copy += 1) await insist(parcel);
        return insist(parcel);
      }
      const [first, ...more] = Array.from({ length: copies }, () => insist(parcel));
      await Promise.all(more);
      return first ?? insist(parcel);
    },
    /** What came last comes again, with a signature of now. */
    async again(): Promise<Reception> {
      if (!last) throw new Error("nothing has been delivered yet");
      return insist(last);
    },
  };
}
export type Deliveries = ReturnType<typeof deliveries>;

/** Over HTTP, signed as Slack signs. */
export function httpCourier(world: World, url: string, patience: Patience): Courier {
  return {
    async bring(parcel, attempt, why) {
      const body =
        parcel.kind === "event"
          ? JSON.stringify(parcel.body)
          : new URLSearchParams(
              parcel.kind === "command" ? parcel.body : { payload: JSON.stringify(parcel.body) },
            ).toString();
      const repeated = { "x-slack-retry-num": String(attempt), "x-slack-retry-reason": why ?? "" };
      try {
        const response = await fetch(url, {
          method: "POST",
          body,
          redirect: "manual",
          signal: AbortSignal.timeout(patience.answerWithin),
          headers: {
            "content-type":
              parcel.kind === "event" ? "application/json" : "application/x-www-form-urlencoded",
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            ...signature(world, body),
            ...(attempt > 0 && repeated),
          },
        });
        const noRetry = response.headers.get("x-slack-no-retry") === "1";
        return { state: "answered", status: response.status, body: await response.text(), noRetry };
      } catch (error) {
        const isLate = error instanceof Error && error.name === "TimeoutError";
        return { state: "failed", reason: isLate ? "http_timeout" : "connection_failed" };
      }
    },
  };
}

/** The headers by which an app knows that it is Slack. */
export function signature(world: World, body: string, seconds = Math.floor(world.clock.now() / 1000)) {
  const hash = createHmac("sha256", world.app.signingSecret).update(`v0:${seconds}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": String(seconds), "x-slack-signature": `v0=${hash}` };
}
