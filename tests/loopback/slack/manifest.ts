import { randomBytes } from "node:crypto";
import { z } from "zod";
import { APP_ID } from "./methods/views.ts";
import type { App } from "./world.ts";

/** What Slack takes from an app's manifest: the app can do, and hears, what is in there and nothing else. */
const Manifest = z.looseObject({
  features: z.looseObject({ unfurl_domains: z.array(z.string()).default([]) }),
  oauth_config: z.looseObject({
    redirect_urls: z.array(z.string()).default([]),
    scopes: z.looseObject({ bot: z.array(z.string()) }),
  }),
  settings: z.looseObject({
    event_subscriptions: z.looseObject({ bot_events: z.array(z.string()) }),
    token_rotation_enabled: z.boolean().default(false),
  }),
});
export type AppManifest = z.input<typeof Manifest>;

export function appOf(manifest: AppManifest): App {
  const { features, oauth_config, settings } = Manifest.parse(manifest);
  return {
    id: APP_ID,
    clientId: "1234567890.0987654321",
    clientSecret: randomBytes(16).toString("hex"),
    signingSecret: randomBytes(16).toString("hex"),
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
    unfurlDomains: features.unfurl_domains,
    redirectUrls: oauth_config.redirect_urls,
    rotation: settings.token_rotation_enabled,
  };
}
