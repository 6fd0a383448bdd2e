import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { describe } from "vitest";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** Nothing but the page under test shall use the network, or the time. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const wanted = process.env.CHROMIUM_PATH;
const executablePath = (wanted ? [wanted] : PLACES).find((path) => existsSync(path));

/**
 * A suite in a real browser. Without one it is skipped, and one line says so; with LOTSE_SUITES=all nothing may be skipped: then it
 * throws.
 */
export function describeInBrowser(name: string, suite: () => void): void {
  if (executablePath !== undefined) {
    describe(name, suite);
    return;
  }
  if (process.env.LOTSE_SUITES === "all") {
    throw new Error("LOTSE_SUITES=all, but there is no Chromium. Install it, or set CHROMIUM_PATH to it.");
  }
  console.info(`skipped: ${name}: no Chromium on this machine (CHROMIUM_PATH names another place)`);
  describe.skip(name, suite);
}

export function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error("There is no Chromium to launch.");
  return chromium.launch({ executablePath, args: ARGUMENTS });
}
