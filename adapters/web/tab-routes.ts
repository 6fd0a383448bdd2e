import { readFileSync } from "node:fs";
import type { Route } from "../../src/channel/adapter.ts";
import { texts } from "../../src/i18n/texts.ts";
import { fileOf, pageFiles } from "./page-files.ts";

/**
 * Where Teams shows its tabs, and the other programs of Microsoft 365 that show the same
 * (https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements); at last the clouds of the US government.
 */
const TEAMS = [
  "https://teams.microsoft.com",
  "https://*.teams.microsoft.com",
  "https://*.cloud.microsoft",
  "https://*.microsoft365.com",
  "https://*.office.com",
  "https://outlook.office365.com",
  "https://*.teams.microsoft.us",
];
const A_DAY = "public, max-age=86400";

/** The page behind the tab *Home* of Teams. What it shows it asks for like the chat page (protocol.ts), with a token. */
export function tabRoutes(): Route[] {
  const files = pageFiles("tab");
  const index = files.get("index.html");
  if (index) files.set("index.html", { ...index, body: withWords(index.body) });

  return [
    {
      method: "GET",
      path: "/teams/home",
      access: "everyone",
      because: "it holds no data: its script asks for them with a token",
      framedBy: TEAMS,
      handle: async () => fileOf(files, "index.html"),
    },
    {
      method: "GET",
      path: "/tab/:name",
      access: "everyone",
      because: "the files hold no data",
      handle: async (_request, _by, { name = "" }) =>
        name === "teams.js" ? clientLibrary() : fileOf(files, name),
    },
  ];
}

/** What is to be said before anybody is known. */
function withWords(page: string): string {
  const words = JSON.stringify({ de: texts.de.tab, en: texts.en.tab }).replaceAll("<", "\\u003c");
  return page.replace(/id="words">/, (place) => place + words);
}

/** Microsoft's, as it is published, from here. */
async function clientLibrary(): Promise<Response> {
  const file = new URL(import.meta.resolve("@microsoft/teams-js"));
  return new Response(readFileSync(file), {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": A_DAY },
  });
}
