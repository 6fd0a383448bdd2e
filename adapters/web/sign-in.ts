import { z } from "zod";
import type { Route, Stranger } from "../../src/channel/adapter.ts";
import { arrivalOf, type Claims } from "../../src/entrance/claims.ts";
import { comeIn } from "../../src/entrance/come-in.ts";
import { whoseIs } from "../../src/entrance/set-up.ts";
import type { NotSignedIn } from "../../src/entrance/sign-in.ts";
import type { Texts } from "../../src/i18n/en.ts";
import { texts } from "../../src/i18n/texts.ts";
import { beginSession, endSession } from "../../src/learner/session.ts";
import { WEB_CONNECTION } from "../../src/org/company.ts";
import { cookieOf, dropCookie, openCookie, sealCookie, setCookie } from "./cookies.ts";
import type { EntranceParts } from "./entrance.ts";
import { html, languageAskedFor, plainPage } from "./plain-page.ts";
import { seeOther } from "./respond.ts";
import { toSetUp } from "./set-up.ts";

/** How long somebody may take at their company's sign-in. */
const PATIENCE_SECONDS = 15 * 60;
/** A browser keeps no cookie above 4096 bytes, and sealing makes a third more of what is in it. */
const LONGEST_ADDRESS = 2000;
const Begun = z.object({
  to: z.string(),
  kept: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
});

const NOT_KNOWN_YET = "whoever signs in is not known yet";

/** To the company's sign-in, back from it, and out again. */
export function signInRoutes(parts: EntranceParts): Route[] {
  return [
    { method: "GET", path: "/sign-in", access: "everyone", because: NOT_KNOWN_YET, handle: begin },
    { method: "GET", path: "/sign-in/back", access: "everyone", because: NOT_KNOWN_YET, handle: finish },
    {
      method: "POST",
      path: "/sign-out",
      access: "everyone",
      because: "a session that is over already may be ended too",
      handle: signOut,
    },
    {
      method: "GET",
      path: "/signed-out",
      access: "everyone",
      because: "nobody is known there any more",
      handle: async (request) => messagePage(request, 200, "signedOut"),
    },
  ];

  async function begin(request: Request, { from }: Stranger): Promise<Response> {
    if (!(await parts.tries("sign-in", from))) return messagePage(request, 429, "tooMany");
    const begun = await parts.signIn.begin();
    if (begun.state !== "begun") return notSignedIn(request, begun);
    const to = ownAddress(new URL(request.url).searchParams.get("to"), parts.origin);
    const value: z.infer<typeof Begun> = { to, kept: begun.kept };
    const cookie = sealCookie(parts.sealer, "signIn", value, PATIENCE_SECONDS, parts.clock.now());
    return seeOther(begun.address.href, [cookie]);
  }

  async function finish(request: Request): Promise<Response> {
    const now = parts.clock.now();
    const begun = openCookie(parts.sealer, "signIn", Begun, { request, now });
    if (!begun) return notSignedIn(request, { state: "stale", reason: "no sign-in was begun here" });
    if (!(await parts.memory.once(`sign-in ${begun.kept.state}`, PATIENCE_SECONDS * 1000)))
      return notSignedIn(request, { state: "stale", reason: "it came back before" });
    const finished = await parts.signIn.finish(new URL(request.url).search, begun.kept);
    return finished.state === "known"
      ? enter(request, finished.claims, begun.to)
      : notSignedIn(request, finished);
  }

  async function enter(request: Request, claims: Claims, to: string): Promise<Response> {
    const { store, sealer, clock, log } = parts;
    const whose = await whoseIs(store, claims);
    if (whose.state === "foreign") {
      log.warn("somebody signed in for a company that is not here", {});
      return messagePage(request, 403, "foreign");
    }
    if (whose.state !== "known") return toSetUp(parts, claims);
    const place = { org: whose.org, connection: WEB_CONNECTION, native: claims.sub };
    const came = await comeIn(
      { store, sealer },
      await arrivalOf(store.readOf(whose.org), place, claims),
      clock.now(),
    );
    if (came.state === "left") return messagePage(request, 403, "left");
    if (new URL(to).pathname === "/setup") return toSetUp(parts, claims);
    const earlier = cookieOf(request, "session");
    if (earlier) await endSession(store, earlier);
    const session = await beginSession(store, { ...place, learner: came.learner }, clock.now());
    return seeOther(to, [dropCookie("signIn"), setCookie("session", session, null)]);
  }

  async function signOut(request: Request): Promise<Response> {
    const session = cookieOf(request, "session");
    if (session) await endSession(parts.store, session);
    const left = seeOther("/signed-out", [dropCookie("session")]);
    // What was typed and not sent is nobody else's business either.
    left.headers.set("clear-site-data", '"storage"');
    return left;
  }

  function notSignedIn(request: Request, { state, reason }: NotSignedIn): Response {
    if (state !== "cancelled") parts.log.warn("a sign-in did not work", { reason });
    const status = { cancelled: 403, stale: 400, unreachable: 503, failed: 502 }[state];
    return messagePage(request, status, state, [dropCookie("signIn")]);
  }
}

type Message = keyof Texts["entrance"]["messages"];

/** What happened, what to do, and the way back in. */
function messagePage(request: Request, status: number, message: Message, cookies: string[] = []): Response {
  const language = languageAskedFor(request);
  const { entrance } = texts[language];
  const { title, words } = entrance.messages[message];
  const body = html`<p>${words}</p>
      <p><a class="button primary" href="/sign-in">${entrance.signIn}</a></p>`;
  return plainPage({ status, language, title, body, cookies });
}

/** A page of our own, written out with its origin: never the way to anybody else's. The first page where it is too long to be kept. */
function ownAddress(wanted: string | null, origin: string): string {
  const address = URL.parse(wanted ?? "/", origin);
  const isOurs = address?.origin === origin && address.href.length <= LONGEST_ADDRESS;
  return isOurs ? address.href : `${origin}/`;
}
