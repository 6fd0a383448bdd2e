import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { teamsPackage } from "../adapters/teams/package.ts";
import { addressIn, domainsIn, misused } from "./arguments.ts";
import { Failure } from "./errors.ts";

const USAGE =
  "Usage: npm run -s teams:package -- --url https://lotse.example.com --app-id ID [--links DOMAIN]… [--version 1.0.1] [--out FILE.zip]";
const MOST_DOMAINS = 10;
const ICONS = new URL("../manifests/teams/", import.meta.url);

const options = {
  url: { type: "string" },
  "app-id": { type: "string" },
  links: { type: "string", multiple: true },
  version: { type: "string", default: "1.0.0" },
  out: { type: "string", default: "lotse-teams.zip" },
} as const;

/** Writes the package that brings Lotse into a company's Teams, for one host. */
async function main(): Promise<void> {
  const { url, "app-id": app, links = [], version, out } = readArguments(process.argv.slice(2));
  if (url === undefined) throw misused("Say where Teams reaches Lotse with --url.");
  if (app === undefined) {
    throw misused("Say which app it is with --app-id: the “Application (client) ID” in Entra ID.");
  }
  const made = {
    url: addressIn(url),
    app: appIn(app),
    version: versionIn(version),
    domains: domainsIn(links, MOST_DOMAINS),
  };
  const [color, outline] = await Promise.all(
    ["color.png", "outline.png"].map((name) => readFile(new URL(name, ICONS))),
  );
  if (!color || !outline) throw new Error("two files were read");
  await write(out, teamsPackage(made, { color, outline }));
  process.stdout.write(
    `${out} is written, version ${version}. Upload it in the Teams admin center (Teams apps, Manage apps), and set PUBLIC_URL=${made.url.origin} and TEAMS_APP_ID=${made.app}.\n`,
  );
}

function readArguments(words: string[]) {
  try {
    return parseArgs({ args: words, options }).values;
  } catch (cause) {
    throw new Failure("misconfigured", `Cannot understand “${words.join(" ")}”.`, { cause });
  }
}

function appIn(text: string): string {
  const id = z.guid().safeParse(text);
  if (id.success) return id.data.toLowerCase();
  throw misused(`--app-id ${text}: expected an id such as 11111111-2222-3333-4444-555555555555.`);
}

function versionIn(text: string): string {
  if (/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(text)) return text;
  throw misused(`--version ${text}: expected three numbers with dots, higher than those of the last upload.`);
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  if (!path.endsWith(".zip")) throw misused(`--out ${path}: expected a file that ends in .zip.`);
  try {
    await writeFile(path, bytes);
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `--out ${path}: cannot be written. Name a file in a folder that is there.`,
      {
        cause,
      },
    );
  }
}

main().catch((error: unknown) => {
  const reason =
    error instanceof Failure
      ? `${error.message}\n${USAGE}`
      : error instanceof Error
        ? error.stack
        : String(error);
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
});
