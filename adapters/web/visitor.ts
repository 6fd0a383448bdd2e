import type { Visitor } from "../../src/channel/adapter.ts";
import { AT_THE_DESK } from "../../src/desk/rights.ts";
import type { Texts } from "../../src/i18n/en.ts";
import { type Company, WEB_CONNECTION } from "../../src/org/company.ts";

type Persona = Company["people"][number];

/** Says who a request comes from. */
export interface Visitors {
  /** The people one can choose to be; empty where people sign in. */
  personas: readonly Persona[];
  of(request: Request): Promise<Seen>;
}

export type Seen =
  | { state: "known"; by: Visitor }
  /** Nobody yet: they can sign in. */
  | { state: "nobody" }
  /** This page is another one for them. */
  | { state: "elsewhere"; address: string }
  | { state: "refused"; status: number; why: (texts: Texts) => string };

/** The demo: whoever `?as=` names, without it the first persona. Only on this machine, so there is nothing to sign in to. */
export function demoVisitors({ org, people }: Company): Visitors {
  return {
    personas: people,
    async of(request) {
      const { pathname, searchParams } = new URL(request.url);
      const named = searchParams.get("as");
      const first = people.find(isAtTheDesk);
      // Whoever names nobody is not the first of all people at the desk, but the first who has one.
      if (pathname === "/desk" && named === null && first)
        return { state: "elsewhere", address: `/desk?as=${first.person}` };
      const persona = named === null ? people[0] : people.find(({ person }) => person === named);
      if (!persona) return { state: "refused", status: 404, why: ({ problems }) => problems.unknownPersona };
      return { state: "known", by: { org, connection: WEB_CONNECTION, person: persona.person } };
    },
  };
}

export function isAtTheDesk({ roles }: Persona): boolean {
  return roles.some((role) => AT_THE_DESK.includes(role));
}
