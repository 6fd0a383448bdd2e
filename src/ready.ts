import type { Route } from "./channel/adapter.ts";
import type { Log } from "./log.ts";
import type { Notices } from "./replica/notices.ts";
import { NO_ORG } from "./store/each-org.ts";
import type { Store } from "./store/store.ts";

/** `degraded`: everything is done, some of it later; replicas do not hear each other. */
type Readiness =
  | { state: "ready" }
  | { state: "degraded"; why: string }
  | { state: "unavailable"; why: string };

/** Whoever asks all the time gets the answer of a moment ago, milliseconds. */
const FRESH_MS = 1000;

/** `GET /ready`: 200 while the store can be read and written, else 503. For load balancers; nothing in it is about anybody. */
export function readyRoute({ store, notices, log }: { store: Store; notices: Notices; log: Log }): Route {
  let asked: { at: number; answer: Promise<Readiness> } | null = null;

  async function look(): Promise<Readiness> {
    try {
      await store.orgs();
      // Nobody is in the pilot group of no company: a write that changes nothing.
      await store.write(
        (writer) => writer.deleteFrom("pilot_member").where("org", "=", NO_ORG).execute(),
        NO_ORG,
      );
    } catch (error) {
      log.warn("not ready: the store cannot be used", {}, error);
      return { state: "unavailable", why: "the store cannot be read and written" };
    }
    return notices.isUp() ? { state: "ready" } : { state: "degraded", why: "Redis is away" };
  }

  return {
    method: "GET",
    path: "/ready",
    access: "platform",
    because: "asked by load balancers, which know Lotse by any name, and told nothing about anybody",
    async handle() {
      const now = performance.now();
      if (asked === null || now - asked.at > FRESH_MS) asked = { at: now, answer: look() };
      const readiness = await asked.answer;
      const status = readiness.state === "unavailable" ? 503 : 200;
      return Response.json(readiness, { status, headers: { "cache-control": "no-store" } });
    },
  };
}
