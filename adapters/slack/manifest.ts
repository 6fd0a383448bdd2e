import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { LINK_SCOPES, SCOPES } from "./scopes.ts";

/** Where Slack brings everything to; the path that consent leads back to. */
export const EVENTS_PATH = "/slack/events";
export const CONSENT_PATH = "/slack/oauth_redirect";
/** The command, and the `callback_id`s of the shortcuts. */
const COMMAND = "/lotse";
export const SHORTCUTS = {
  request: "request_learning",
  note: "note_from_message",
  ask: "ask_about_message",
} as const;

export type ManifestFor = {
  /** Where Slack reaches Lotse; null: not at all, Lotse calls Slack (Socket Mode). */
  url: URL | null;
  socket: boolean;
  /** Many workspaces install it, with tokens that are renewed: there is no way back from those. */
  oauth: boolean;
  /** Whose links get previews. */
  domains: readonly string[];
  /** Slack has one text for everybody. */
  language: Language;
};

/** The app as Slack is told about it, for one host. */
export function slackManifest({ url, socket, oauth, domains, language }: ManifestFor) {
  const words = texts[language].slackApp;
  const requests = socket || url === null ? null : new URL(EVENTS_PATH, url).href;
  const withLinks = domains.length > 0;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: { name: "Lotse", description: words.description, background_color: "#123a5a" },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "Lotse", always_online: true },
      agent_view: { agent_description: words.agent, suggested_prompts: words.prompts },
      shortcuts: [
        { type: "global", callback_id: SHORTCUTS.request, ...words.shortcuts.request },
        { type: "message", callback_id: SHORTCUTS.note, ...words.shortcuts.note },
        { type: "message", callback_id: SHORTCUTS.ask, ...words.shortcuts.ask },
      ],
      slash_commands: [
        {
          command: COMMAND,
          ...(requests !== null && { url: requests }),
          description: words.command.description,
          usage_hint: words.command.hint,
          should_escape: true,
        },
      ],
      ...(withLinks && { unfurl_domains: [...domains] }),
    },
    oauth_config: {
      ...(oauth && url !== null && { redirect_urls: [new URL(CONSENT_PATH, url).href] }),
      scopes: { bot: Object.keys(withLinks ? { ...SCOPES, ...LINK_SCOPES } : SCOPES).sort() },
    },
    settings: {
      event_subscriptions: {
        ...(requests !== null && { request_url: requests }),
        bot_events: [...EVENTS, ...(withLinks ? ["link_shared"] : [])].sort(),
      },
      interactivity: {
        is_enabled: true,
        ...(requests !== null && { request_url: requests }),
      },
      org_deploy_enabled: oauth,
      socket_mode_enabled: socket,
      token_rotation_enabled: oauth,
    },
  };
}

const EVENTS = [
  "agent_session_stopped",
  "app_home_opened",
  "app_mention",
  "app_uninstalled",
  "message.im",
  "tokens_revoked",
  "user_change",
];
