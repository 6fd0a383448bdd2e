import { parseArgs } from "node:util";
import { z } from "zod";
import { slackManifest } from "../adapters/slack/manifest.ts";
import { Language } from "./channel/language.ts";
import { Failure } from "./errors.ts";

const USAGE =
  "Usage: npm run -s slack:manifest -- --url https://lotse.example.com [--socket] [--oauth] [--links DOMAIN]… [--language de|en]";
/** Slack previews links of no more. */
const MOST_DOMAINS = 5;

const options = {
  url: { type: "string" },
  socket: { type: "boolean", default: false },
  oauth: { type: "boolean", default: false },
  links: { type: "string", multiple: true },
  language: { type: "string", default: "en" },
} as const;

/** Prints the manifest to create the Slack app from, for one host. */
function main(): void {
  const { url, socket, oauth, links = [], language } = readArguments(process.argv.slice(2));
  if (url === undefined && !socket) {
    throw wrong(
      "Say where Slack reaches Lotse with --url, or choose --socket, which needs no public address.",
    );
  }
  if (url === undefined && oauth) {
    throw wrong("With --oauth a browser comes back to Lotse after consent: say where with --url.");
  }
  const manifest = slackManifest({
    url: url === undefined ? null : addressIn(url),
    socket,
    oauth,
    domains: domainsIn(links),
    language: languageIn(language),
  });
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

function readArguments(words: string[]) {
  try {
    return parseArgs({ args: words, options }).values;
  } catch (cause) {
    throw new Failure("misconfigured", `Cannot understand “${words.join(" ")}”. ${USAGE}`, { cause });
  }
}

/** Slack brings nothing to an address without TLS, or to a path in between. */
function addressIn(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol === "https:" && url.pathname === "/" && url.search === "" && url.hash === "") return url;
  throw wrong(
    `--url ${text}: expected the public address of Lotse, https://HOST without a path, as in PUBLIC_URL.`,
  );
}

function domainsIn(links: readonly string[]): string[] {
  const Domain = z.string().regex(/^(?![.-])[-a-z0-9.]+\.[a-z0-9]+$/);
  const wrongOne = links.find((link) => !Domain.safeParse(link).success);
  if (wrongOne !== undefined) {
    throw wrong(`--links ${wrongOne}: expected the domain of a catalogue, such as learn.example.com.`);
  }
  if (links.length > MOST_DOMAINS)
    throw wrong(`--links: Slack shows previews of at most ${MOST_DOMAINS} domains.`);
  return [...new Set(links)];
}

function languageIn(text: string): Language {
  const language = Language.safeParse(text);
  if (!language.success) throw wrong(`--language ${text}: expected de or en.`);
  return language.data;
}

function wrong(sentence: string): Failure {
  return new Failure("misconfigured", `${sentence}\n${USAGE}`);
}

try {
  main();
} catch (error) {
  const reason =
    error instanceof Failure ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
