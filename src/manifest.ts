import { parseArgs } from "node:util";
import { slackManifest } from "../adapters/slack/manifest.ts";
import { addressIn, domainsIn, misused } from "./arguments.ts";
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
    throw misused(
      "Say where Slack reaches Lotse with --url, or choose --socket, which needs no public address.",
    );
  }
  if (url === undefined && oauth) {
    throw misused("With --oauth a browser comes back to Lotse after consent: say where with --url.");
  }
  const manifest = slackManifest({
    url: url === undefined ? null : addressIn(url),
    socket,
    oauth,
    domains: domainsIn(links, MOST_DOMAINS),
    language: languageIn(language),
  });
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

function readArguments(words: string[]) {
  try {
    return parseArgs({ args: words, options }).values;
  } catch (cause) {
    throw new Failure("misconfigured", `Cannot understand “${words.join(" ")}”.`, { cause });
  }
}

function languageIn(text: string): Language {
  const language = Language.safeParse(text);
  if (!language.success) throw misused(`--language ${text}: expected de or en.`);
  return language.data;
}

try {
  main();
} catch (error) {
  const reason =
    error instanceof Failure
      ? `${error.message}\n${USAGE}`
      : error instanceof Error
        ? error.stack
        : String(error);
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
