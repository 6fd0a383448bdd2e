/** Where the Bot Framework and the directory are, for one of Microsoft's clouds. */
export type Cloud = {
  /** What says which keys sign what it brings. */
  metadata: URL;
  /** Who signs. */
  issuer: string;
  /** What tokens for its connector are for. */
  audience: string;
  /** Where its connector is, until something has come from a place of its own. */
  service: string;
  /** What tokens for the directory are for. */
  graph: string;
  /** Where the directory is asked. */
  graphApi: URL;
};

const PUBLIC: Cloud = {
  metadata: new URL("https://login.botframework.com/v1/.well-known/openidconfiguration"),
  issuer: "https://api.botframework.com",
  audience: "https://api.botframework.com",
  service: "https://smba.trafficmanager.net/teams/",
  graph: "https://graph.microsoft.com",
  graphApi: new URL("https://graph.microsoft.com/v1.0/"),
};
const US_GOVERNMENT: Cloud = {
  metadata: new URL("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
  issuer: "https://api.botframework.us",
  audience: "https://api.botframework.us",
  service: "https://smba.infra.gov.teams.microsoft.us/teams/",
  graph: "https://graph.microsoft.us",
  graphApi: new URL("https://graph.microsoft.us/v1.0/"),
};
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Follows from who issues tokens (TEAMS_AUTHORITY). On this computer, both are at one address. */
export function cloudOf(authority: URL): Cloud {
  if (authority.hostname === "login.microsoftonline.us") return US_GOVERNMENT;
  if (!LOOPBACK.includes(authority.hostname)) return PUBLIC;
  const metadata = new URL(PUBLIC.metadata.pathname, authority);
  return { ...PUBLIC, metadata, graphApi: new URL("/graph/v1.0/", authority) };
}
