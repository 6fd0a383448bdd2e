import { z } from "zod";
import { Failure } from "./errors.ts";

/** Platforms bring nothing to an address without TLS, or to a path in between. */
export function addressIn(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol === "https:" && url.pathname === "/" && url.search === "" && url.hash === "") return url;
  throw misused(
    `--url ${text}: expected the public address of Lotse, https://HOST without a path, as in PUBLIC_URL.`,
  );
}

/** Whose links get previews: a platform takes a few. */
export function domainsIn(links: readonly string[], most: number): string[] {
  const Domain = z.string().regex(/^(?![.-])[-a-z0-9.]+\.[a-z0-9]+$/);
  const wrong = links.find((link) => !Domain.safeParse(link).success);
  if (wrong !== undefined) {
    throw misused(`--links ${wrong}: expected the domain of a catalogue, such as learn.example.com.`);
  }
  if (links.length > most) throw misused(`--links: previews are shown of at most ${most} domains.`);
  return [...new Set(links)];
}

export function misused(sentence: string): Failure {
  return new Failure("misconfigured", sentence);
}
