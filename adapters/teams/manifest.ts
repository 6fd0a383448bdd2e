import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";

/** Where Teams brings everything to; the page behind the tab *Home*. */
export const MESSAGES_PATH = "/teams/messages";
const HOME_PATH = "/teams/home";
/** The commands beside the field in which one writes to others. */
export const COMMANDS = { search: "searchContent", request: "requestLearning" } as const;
export const SEARCHED = "q";
const SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json";
const GERMAN = "de.json";
const LOCALIZATION =
  "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json";

export type ManifestFor = {
  /** Where Teams reaches Lotse. */
  url: URL;
  /** The id of the app in Entra ID, which is that of the bot, too. */
  app: string;
  /** Teams takes a package in the place of another if it is higher. */
  version: string;
  /** Whose links get previews. */
  domains: readonly string[];
};

/** The app as Teams is told about it, for one host: in English, with a file for German. */
export function teamsManifest(made: ManifestFor) {
  return manifestIn("en", made);
}

/** What is otherwise in German, as Teams wants it: by where it stands in the manifest. */
export function germanTexts(made: ManifestFor): Record<string, string> {
  const [english, german] = [manifestIn("en", made), manifestIn("de", made)];
  return { $schema: LOCALIZATION, "name.short": german.name.short, ...differences(english, german, "") };
}

function manifestIn(language: Language, { url, app, version, domains }: ManifestFor) {
  const words = texts[language].teamsApp;
  const at = (path: string) => new URL(path, url).href;
  const home = at(HOME_PATH);
  return {
    $schema: SCHEMA,
    manifestVersion: "1.30",
    version,
    id: app,
    developer: {
      name: "Lotse",
      websiteUrl: url.href,
      privacyUrl: at("/legal/privacy"),
      termsOfUseUrl: at("/legal/terms"),
    },
    name: { short: "Lotse", full: words.full },
    description: { short: words.short, full: words.description },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#0D4656",
    localizationInfo: {
      defaultLanguageTag: "en",
      additionalLanguages: [{ languageTag: "de", file: GERMAN }],
    },
    bots: [
      {
        botId: app,
        scopes: ["personal", "team", "groupChat"],
        isNotificationOnly: false,
        supportsFiles: false,
        supportsTargetedMessages: true,
        commandLists: [
          {
            scopes: ["personal"],
            commands: [...words.prompts.map((prompt) => ({ ...prompt, type: "prompt" })), ...words.commands],
          },
          {
            triggers: ["mention", "slash"],
            scopes: ["team", "groupChat"],
            commands: [words.ask],
          },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: app,
        commands: [
          {
            id: COMMANDS.search,
            type: "query",
            context: ["compose", "commandBox"],
            title: words.search.title,
            description: words.search.description,
            initialRun: true,
            parameters: [{ name: SEARCHED, inputType: "text", ...words.search.parameter }],
          },
          {
            id: COMMANDS.request,
            type: "action",
            context: ["compose", "message"],
            title: words.request.title,
            description: words.request.description,
            fetchTask: true,
          },
        ],
        ...(domains.length > 0 && {
          messageHandlers: [{ type: "link", value: { domains: [...domains] } }],
        }),
      },
    ],
    staticTabs: [
      { entityId: "conversations", scopes: ["personal"] },
      { entityId: "home", name: words.home, contentUrl: home, websiteUrl: home, scopes: ["personal"] },
      { entityId: "about", scopes: ["personal"] },
    ],
    validDomains: [url.hostname],
    webApplicationInfo: { id: app, resource: `api://${url.host}/botid-${app}` },
    defaultInstallScope: "personal",
    defaultGroupCapability: { team: "bot", groupchat: "bot" },
  };
}

/** `bots[0].commandLists[0].commands[0].title` -> what stands there in the other. */
function differences(one: unknown, other: unknown, path: string): Record<string, string> {
  if (typeof other === "string") return one === other ? {} : { [path]: other };
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return {};
  const otherParts = new Map(Object.entries(other));
  const found = Object.entries(one).map(([key, value]) => {
    const step = Array.isArray(one) ? `[${key}]` : path === "" ? key : `.${key}`;
    return differences(value, otherParts.get(key), `${path}${step}`);
  });
  return Object.assign({}, ...found);
}
