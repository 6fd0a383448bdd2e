import { cloudOf } from "./cloud.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Whether a service address is one of the Bot Connector: tokens of ours go nowhere else. `more`: hosts beside that of the cloud. */
export function listedHosts(more: readonly string[], authority: URL): (service: string) => boolean {
  const hosts = [new URL(cloudOf(authority).service).hostname, ...more];
  return (service) => {
    const url = URL.parse(service);
    if (url === null) return false;
    if (url.username !== "" || url.password !== "") return false;
    // A Teams of one's own on this computer, in tests.
    if (LOOPBACK.includes(authority.hostname)) return url.origin === authority.origin;
    return url.protocol === "https:" && url.port === "" && hosts.includes(url.hostname);
  };
}
