import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import published from "../../manifests/slack/manifest.json" with { type: "json" };
import { sharedFileOrSkip } from "../../tests/shared.ts";
import { type ManifestFor, slackManifest } from "./manifest.ts";

const url = new URL("https://lotse.example.com");
const plain: ManifestFor = { url, socket: false, oauth: false, domains: [], language: "en" };
const withLinks: ManifestFor = { ...plain, domains: ["learn.example.com"] };
const variants: [string, ManifestFor][] = [
  ["one workspace", plain],
  ["one workspace, in German", { ...plain, language: "de" }],
  ["link previews", withLinks],
  ["many workspaces", { ...withLinks, oauth: true }],
  ["Socket Mode", { ...plain, url: null, socket: true }],
  ["Socket Mode and many workspaces", { ...plain, socket: true, oauth: true }],
];

describe("the scopes Lotse asks for (S12)", () => {
  const scopesOf = (made: ManifestFor) => slackManifest(made).oauth_config.scopes;

  it("are these and no more", () => {
    expect(scopesOf(plain)).toEqual({
      bot: [
        "app_mentions:read",
        "assistant:write",
        "chat:write",
        "commands",
        "im:history",
        "im:write",
        "usergroups:read",
        "users:read",
        "users:read.email",
      ],
    });
  });

  it("are two more with link previews, and the same in every other way of running it", () => {
    for (const [, made] of variants) {
      const more = made.domains.length > 0 ? ["links:read", "links:write"] : [];
      expect(scopesOf(made).bot).toEqual([...scopesOf(plain).bot, ...more].sort());
    }
  });

  it("are all explained in the documentation, and nothing else is", () => {
    const docs = readFileSync(new URL("../../docs/slack.md", import.meta.url), "utf8");
    const explained = [...docs.matchAll(/^\| `([a-z_]+(?::[a-z.]+)?)` \|/gm)].map(([, scope]) => scope);
    expect(explained.sort()).toEqual(scopesOf(withLinks).bot);
  });
});

describe("the manifest", () => {
  it("hears these events and no more", () => {
    expect(slackManifest(withLinks).settings.event_subscriptions.bot_events).toEqual([
      "agent_session_stopped",
      "app_home_opened",
      "app_mention",
      "app_uninstalled",
      "link_shared",
      "message.im",
      "tokens_revoked",
      "user_change",
    ]);
    expect(slackManifest(plain).settings.event_subscriptions.bot_events).not.toContain("link_shared");
  });

  it("has Slack call one address for everything", () => {
    const { settings, features } = slackManifest(plain);
    const called = [
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
      ...features.slash_commands.map((command) => command.url),
    ];
    expect(new Set(called)).toEqual(new Set(["https://lotse.example.com/slack/events"]));
  });

  it("renews tokens and leads back from consent for many workspaces only, since there is no way back from it", () => {
    for (const [, made] of variants) {
      const { settings, oauth_config } = slackManifest(made);
      expect(settings.token_rotation_enabled).toBe(made.oauth);
      expect(settings.org_deploy_enabled).toBe(made.oauth);
      const back = made.oauth ? ["https://lotse.example.com/slack/oauth_redirect"] : undefined;
      expect(oauth_config.redirect_urls).toEqual(back);
    }
  });

  it("names no address of ours for Socket Mode", () => {
    const manifest = slackManifest({ ...plain, url: null, socket: true });
    expect(JSON.stringify(manifest)).not.toContain("https://");
    expect(manifest.settings.socket_mode_enabled).toBe(true);
  });

  it("stands in the repository as the command writes it", () => {
    expect(published).toEqual(slackManifest(withLinks));
  });
});

describe("Slack's published schema", () => {
  const schema = sharedFileOrSkip("schemas/slack-manifest-2.0.0.schema.json");
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const validate = ajv.compile(schema === null ? {} : JSON.parse(readFileSync(schema, "utf8")));

  it.skipIf(schema === null).each(variants)("takes the manifest for %s", (_what, made) => {
    validate(slackManifest(made));
    expect(validate.errors).toBeNull();
  });

  it.skipIf(schema === null)("would not take one that is longer than allowed", () => {
    const manifest = slackManifest(plain);
    expect(validate({ ...manifest, display_information: { name: "L".repeat(36) } })).toBe(false);
  });
});
