import type { Chats } from "../../src/channel/adapter.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Clock } from "../../src/clock.ts";
import { arrivalOf } from "../../src/entrance/claims.ts";
import { comeIn, hasLeft } from "../../src/entrance/come-in.ts";
import { orgOf } from "../../src/entrance/set-up.ts";
import type { PageTokens } from "../../src/entrance/sign-in.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { findSession } from "../../src/learner/session.ts";
import { WEB_CONNECTION } from "../../src/org/company.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Store } from "../../src/store/store.ts";
import { bearerOf } from "./bearer.ts";
import { cookieOf } from "./cookies.ts";
import { languageIn } from "./plain-page.ts";
import type { Seen, Visitors } from "./visitor.ts";

type Parts = {
  store: Store;
  sealer: Sealer;
  clock: Clock;
  /** Verifies what pages inside Teams bring; null where there are none. */
  tokens: PageTokens | null;
  /** Null: pages inside Teams stand beside no chat. */
  chats: Chats | null;
};

const NOBODY: Seen = { state: "nobody" };
const NOT_ACCEPTED: Seen = {
  state: "refused",
  status: 401,
  why: ({ problems }) => problems.tokenNotAccepted,
};
const ELSEWHERE: Seen = { state: "refused", status: 401, why: ({ problems }) => problems.otherTenant };
const NOT_OF_US: Seen = { state: "refused", status: 403, why: ({ teams }) => teams.notForGuests };
const GONE: Seen = { state: "refused", status: 403, why: ({ problems }) => problems.hasLeft };

/** Those who have signed in: by the cookie of their session, or by the token of their Teams. */
export function signedInVisitors(parts: Parts): Visitors {
  return {
    personas: [],
    async of(request) {
      const token = bearerOf(request);
      if (token !== null || request.headers.has("authorization"))
        return byToken(parts, token, languageIn(request));
      const cookie = cookieOf(request, "session");
      const session = cookie && (await findSession(parts.store, cookie, parts.clock.now()));
      if (!session) return NOBODY;
      const { org, native: person } = session;
      return { state: "known", by: { org, connection: WEB_CONNECTION, person } };
    },
  };
}

async function byToken(
  { tokens, chats, store, sealer, clock }: Parts,
  token: string | null,
  language: Language | null,
): Promise<Seen> {
  const told = token === null ? null : await tokens?.verify(token);
  if (!told) return NOT_ACCEPTED;
  const home = await orgOf(store, "teams", told.tenant);
  if (!home) return ELSEWHERE;
  const { org, connection } = home;
  const read = store.readOf(org);
  const by = { org, connection, person: told.person, ...(language && { language }) };
  if (chats && !(await chats.isColleague(by))) return NOT_OF_US;
  const known: Seen = { state: "known", by };
  const learner = await findLearner(read, org, connection, told.person);
  if (learner) return (await hasLeft(read, org, learner.learner)) ? GONE : known;
  const arrival = await arrivalOf(read, { org, connection, native: told.person }, told.claims);
  return (await comeIn({ store, sealer }, arrival, clock.now())).state === "left" ? GONE : known;
}
