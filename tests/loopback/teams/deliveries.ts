import { setTimeout as pause } from "node:timers/promises";
import type { Forgery } from "./tokens.ts";
import type { Json } from "./world.ts";

/** What the app said to something that was brought to it. */
export type Reception =
  | { state: "answered"; status: number; body: string }
  | { state: "failed"; reason: "late" | "not reached" };

/** How long an app has to answer, for what people search in particular, and the wait before each repetition; in milliseconds. */
export type Patience = { answerWithin: number; queryWithin: number; repeatAfter: readonly number[] };
type Tried = { activity: Json; attempt: number; reception: Reception };
type Parts = {
  authorization(serviceUrl: string): Promise<string>;
  forged(forgery: Forgery, serviceUrl: string): Promise<string | null>;
  patience: Patience;
};

/** Brings activities, again where the app did not take them; what has to be answered at once only once. */
export function deliveries({ authorization, forged, patience }: Parts) {
  let endpoint: string | null = null;
  let [copies, apart] = [1, false];
  let last: Json | null = null;
  const tries: Tried[] = [];

  async function bring(activity: Json, header: string | null): Promise<Reception> {
    if (endpoint === null) throw new Error("the app has no address yet: sendsTo");
    const isQuery = String(activity.name ?? "").startsWith("composeExtension/");
    const { id, tenantId } = { id: "", tenantId: "", ...(activity.conversation as Json) };
    try {
      const response = await fetch(endpoint, {
        method: "POST",
        body: JSON.stringify(activity),
        redirect: "manual",
        signal: AbortSignal.timeout(isQuery ? patience.queryWithin : patience.answerWithin),
        headers: {
          "content-type": "application/json; charset=utf-8",
          "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
          "x-ms-conversation-id": String(id),
          "x-ms-tenant-id": String(tenantId),
          ...(header !== null && { authorization: header }),
        },
      });
      return { state: "answered", status: response.status, body: await response.text() };
    } catch (error) {
      const isLate = error instanceof Error && error.name === "TimeoutError";
      return { state: "failed", reason: isLate ? "late" : "not reached" };
    }
  }

  async function insist(activity: Json): Promise<Reception> {
    for (let attempt = 0; ; attempt += 1) {
      const reception = await bring(activity, await authorization(String(activity.serviceUrl)));
      tries.push({ activity, attempt, reception });
      const isTaken = reception.state === "answered" && reception.status < 500;
      const wait = patience.repeatAfter[attempt];
      if (isTaken || activity.type === "invoke" || wait === undefined) return reception;
      await pause(wait);
    }
  }

  return {
    tries,
    sendsTo(url: string): void {
      endpoint = url;
    },
    /** From now on, everything comes so many times: at the same time, or one after the other. */
    duplicate(times: number, { oneByOne = false } = {}): void {
      [copies, apart] = [times, oneByOne];
    },
    async deliver(activity: Json): Promise<Reception> {
      last = activity;
      if (apart) {
        for (let copy = 1; copy < copies; copy += 1) await insist(activity);
        return insist(activity);
      }
      const [first, ...more] = Array.from({ length: copies }, () => insist(activity));
      await Promise.all(more);
      return first ?? insist(activity);
    },
    /** What came last comes again. */
    async again(): Promise<Reception> {
      if (!last) throw new Error("nothing has been delivered yet");
      return insist(last);
    },
    /** What came last, or another activity, as somebody else than Teams would bring it. */
    async forge(forgery: Forgery, activity: Json | null = last): Promise<Reception> {
      if (!activity) throw new Error("nothing has been delivered yet");
      return bring(activity, await forged(forgery, String(activity.serviceUrl)));
    },
  };
}
export type Deliveries = ReturnType<typeof deliveries>;
