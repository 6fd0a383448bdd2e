import type { Language } from "../../src/channel/language.ts";
import type { Company } from "../../src/org/company.ts";

type Persona = Company["people"][number];

/** Who looks at the page. */
export type Visitor = { org: string; person: string };

/** Says who a request comes from. */
export interface Visitors {
  company: { org: string; name: string; language: Language };
  /** The people one can choose to be; empty where people sign in. */
  personas: readonly Persona[];
  of(request: Request): Visitor | "closed" | "unknown";
}

/** The demo: whoever `?as=` names, without it the first persona. Only on this machine, so there is nothing to sign in to. */
export function demoVisitors({ org, name, language, people }: Company): Visitors {
  return {
    company: { org, name, language },
    personas: people,
    of(request) {
      const named = new URL(request.url).searchParams.get("as");
      const person = named === null ? people[0] : people.find((persona) => persona.person === named);
      return person ? { org, person: person.person } : "unknown";
    },
  };
}

/** Outside the demo, until sign-in exists: nobody. */
export function noVisitors(): Visitors {
  return { company: { org: "", name: "", language: "en" }, personas: [], of: () => "closed" };
}

/**
 * A request that another site made a browser send: another origin, or a host name that merely resolves to this machine
 * (DNS rebinding). Requests without these headers come from programs, not pages.
 */
export function isForeign(request: Request, hosts: readonly string[] | "any"): boolean {
  const host = new URL(request.url).hostname;
  if (hosts !== "any" && !hosts.includes(host)) return true;
  const site = request.headers.get("sec-fetch-site");
  if (request.method === "GET") return false;
  if (site !== null && site !== "same-origin") return true;
  const origin = request.headers.get("origin");
  return origin !== null && origin !== new URL(request.url).origin;
}
