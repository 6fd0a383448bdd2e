import { decodeJwt } from "jose";
import { z } from "zod";
import { type Finding, note, right, wrong } from "../../src/channel/finding.ts";
import { askForToken, type Given, type Proof, type Registration } from "./app-tokens.ts";
import { type Cloud, cloudOf } from "./cloud.ts";
import { addressFindings, frameworkFindings } from "./doctor-address.ts";
import { GRAPH_PERMISSIONS } from "./permissions.ts";

type Settings = Record<string, string | undefined>;
const AUTHORITY = "https://login.microsoftonline.com";
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const Guid = z.guid();

/** Whether Lotse can work in Teams with these settings, asked of Entra ID and the Bot Framework themselves. Nothing is changed by it. */
export async function examineTeams(environment: Settings, now: () => number): Promise<Finding[]> {
  const settings: Settings = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== ""),
  );
  const registration = registrationIn(settings);
  if ("findings" in registration) return [...registration.findings, ...(await wayInFindings(settings))];
  const cloud = cloudOf(registration.authority);
  return [
    ...(await tokenFindings(registration, cloud, now)),
    ...(await frameworkFindings(cloud.metadata, now)),
    ...(await wayInFindings(settings)),
    ...(settings.TEAMS_GRAPH === "yes" ? await graphFindings(registration, cloud, now) : []),
    ...(settings.TEAMS_LINK_DOMAINS === undefined
      ? [
          note(
            "Links of the catalogue could get previews, too. Name the domains in TEAMS_LINK_DOMAINS, and in the package with --links.",
          ),
        ]
      : []),
  ];
}

/** Who the app is, or everything that is missing to say so. */
function registrationIn(settings: Settings): Registration | { findings: Finding[] } {
  const { TEAMS_APP_ID: app, TEAMS_TENANT_ID: tenant, TEAMS_AUTHORITY = AUTHORITY } = settings;
  const authority = URL.parse(TEAMS_AUTHORITY);
  const proof = proofIn(settings);
  const findings = [
    ...idFindings("TEAMS_APP_ID", app, "Application (client) ID"),
    ...idFindings("TEAMS_TENANT_ID", tenant, "Directory (tenant) ID"),
    ...("sentence" in proof ? [proof] : []),
    ...(authority && isSafe(authority)
      ? []
      : [
          wrong(
            "TEAMS_AUTHORITY has to be https://HOST: the secret of the app goes there. Leave it out for the public cloud.",
          ),
        ]),
  ];
  if (findings.length > 0 || !app || !tenant || !authority || "sentence" in proof) return { findings };
  return { app, tenant, authority, proof };
}

function idFindings(name: string, id: string | undefined, label: string): Finding[] {
  if (id === undefined) {
    return [
      wrong(`${name} is not set. Copy “${label}” from the overview of the app registration in Entra ID.`),
    ];
  }
  if (Guid.safeParse(id).success) return [];
  return [wrong(`${name} is not an id such as 11111111-2222-3333-4444-555555555555. Copy “${label}” again.`)];
}

function proofIn(settings: Settings): Proof | Finding {
  const { TEAMS_APP_SECRET: secret, TEAMS_MANAGED_IDENTITY: identity } = settings;
  if (secret !== undefined && identity === "yes") {
    return wrong("Set either TEAMS_APP_SECRET or TEAMS_MANAGED_IDENTITY=yes, not both.");
  }
  if (identity === "yes") {
    const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = settings;
    const url = endpoint === undefined ? null : URL.parse(endpoint);
    return { kind: "identity", endpoint: url && header !== undefined ? { url, header } : null };
  }
  if (identity !== undefined) {
    return wrong("TEAMS_MANAGED_IDENTITY can only be yes. Leave it out, and set TEAMS_APP_SECRET.");
  }
  if (secret === undefined) {
    return wrong(
      "TEAMS_APP_SECRET is not set. Make one under “Certificates & secrets” of the app registration, and copy its value. Or, where Lotse runs on Azure with a managed identity, set TEAMS_MANAGED_IDENTITY=yes.",
    );
  }
  if (Guid.safeParse(secret).success) {
    return wrong(
      "TEAMS_APP_SECRET is the id of a secret. Copy its “Value”, which is shown once; make a new one if it is gone.",
    );
  }
  return { kind: "secret", secret };
}

async function tokenFindings(
  registration: Registration,
  { audience }: Cloud,
  now: () => number,
): Promise<Finding[]> {
  const given = await askForToken(registration, audience, now);
  if (given.state !== "given") return [wrong(refusalSentence(registration, given))];
  const how = registration.proof.kind === "secret" ? "TEAMS_APP_SECRET" : "the managed identity";
  return [right(`Entra ID gives the app ${registration.app} tokens for ${how}.`)];
}

function refusalSentence(
  { proof, authority }: Registration,
  given: Exclude<Given, { state: "given" }>,
): string {
  if (given.state === "unreachable" && proof.kind === "identity") {
    return "No managed identity answers on this computer. It works on Azure only, on a resource that a user-assigned identity was added to; elsewhere set TEAMS_APP_SECRET.";
  }
  if (given.state === "unreachable") {
    return `${authority.origin} cannot be reached from this computer. Look at its firewall and proxy.`;
  }
  if (proof.kind === "identity") {
    return `Azure gives no token (status ${given.status}). Add the user-assigned managed identity whose client id is TEAMS_APP_ID to the resource that Lotse runs on.`;
  }
  switch (given.code) {
    case "AADSTS7000215":
      return "TEAMS_APP_SECRET is not one of this app. Copy the “Value” of a secret, not its id, or make a new one.";
    case "AADSTS7000222":
      return "TEAMS_APP_SECRET has expired. Make a new one under “Certificates & secrets”.";
    case "AADSTS700016":
      return "Entra ID knows no app TEAMS_APP_ID in the tenant TEAMS_TENANT_ID. Copy both from the overview of the same app registration.";
    case "AADSTS90002":
      return "Entra ID knows no tenant TEAMS_TENANT_ID. Copy “Directory (tenant) ID” again; a national cloud needs TEAMS_AUTHORITY, too.";
    default:
      return `Entra ID gives the app no token: ${given.code ?? `status ${given.status}`}.`;
  }
}

/** How things come in: Teams brings them to our address. */
async function wayInFindings({ PUBLIC_URL: address }: Settings): Promise<Finding[]> {
  const url = address === undefined ? null : URL.parse(address);
  if (!url) return [wrong("PUBLIC_URL is not set: without it nobody can say whether Teams reaches Lotse.")];
  const isHttps = url.protocol === "https:";
  return [
    ...(await addressFindings(url)),
    ...(isHttps ? [] : [wrong("PUBLIC_URL is not https: Teams does not call it.")]),
  ];
}

const Roles = z.object({ roles: z.array(z.string()) });

async function graphFindings(
  registration: Registration,
  { graph }: Cloud,
  now: () => number,
): Promise<Finding[]> {
  const given = await askForToken(registration, graph, now);
  if (given.state !== "given")
    return [wrong("Entra ID gives the app no token for Microsoft Graph. Set TEAMS_GRAPH=no, or see above.")];
  const { roles } = Roles.safeParse(decodeJwt(given.token)).data ?? { roles: [] };
  const missing = Object.keys(GRAPH_PERMISSIONS).filter((permission) => !roles.includes(permission));
  if (missing.length === 0) return [right("The permissions for Microsoft Graph are granted.")];
  return missing.map((permission) =>
    wrong(
      `Microsoft Graph does not allow ${permission} (${GRAPH_PERMISSIONS[permission]}). Add it as an application permission and grant admin consent, or set TEAMS_GRAPH=no.`,
    ),
  );
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname));
}
