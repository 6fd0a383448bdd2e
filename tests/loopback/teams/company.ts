import { appTokens } from "../../../adapters/teams/app-tokens.ts";
import { loopbackTeams } from "./teams.ts";
import type { Json } from "./world.ts";

/** A company with Lotse in its Teams: Ana and Ben, who have it, a channel of theirs, and the connector as one calls it by hand. */
export async function company(settings: Parameters<typeof loopbackTeams>[0] = {}) {
  const teams = await loopbackTeams(settings);
  const tenant = teams.home;
  const ana = teams.person(tenant, "Ana Berger", { locale: "de-DE" });
  const ben = teams.person(tenant, "Ben Roth");
  const sales = teams.team(tenant, "Sales");
  const general = teams.channel(sales, "General", [ana, ben]);
  const { app, home, authority, clock } = teams;
  const token = appTokens(
    {
      app: app.id,
      tenant: home.id,
      authority: new URL(authority),
      proof: { kind: "secret", secret: app.secret },
    },
    "https://api.botframework.com",
    clock.now,
  );

  /** Calls the connector: `POST` below `v3/conversations`, and what it answered. */
  async function call(method: string, path: string, body?: Json, headers: Record<string, string> = {}) {
    const response = await fetch(`${teams.serviceUrl(tenant.id)}v3/conversations${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        "content-type": "application/json",
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: Answered = text === "" ? {} : JSON.parse(text);
    return { status: response.status, body: answer, retryAfter: response.headers.get("retry-after") };
  }

  return {
    teams,
    tenant,
    ana,
    ben,
    sales,
    general,
    call,
    /** `POST …/activities` of a message, or of whatever else is given. */
    say: (conversation: string, given: Json, query = "") =>
      call("POST", `/${encodeURIComponent(conversation)}/activities${query}`, { type: "message", ...given }),
  };
}
type Answered = { id?: string; error?: { code: string; subCode?: string; message: string } };

export const card = (...body: Json[]): Json => ({
  contentType: "application/vnd.microsoft.card.adaptive",
  content: { type: "AdaptiveCard", version: "1.5", body },
});
export const words = (text: string): Json => ({ type: "TextBlock", text, wrap: true });
