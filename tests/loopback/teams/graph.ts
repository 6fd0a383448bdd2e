import { z } from "zod";
import type { Faults } from "./faults.ts";
import type { Entra } from "./identity.ts";
import { type Json, type Person, personalChat, type World } from "./world.ts";

type Answer = { status: number; body: Json };
/** What happens when the app is installed for somebody who did not ask for it. */
type Installed = (person: Person) => Promise<unknown>;
const Groups = z.object({ groupIds: z.array(z.string()).min(1).max(20) });
const Install = z.object({ "teamsApp@odata.bind": z.string() });

class No extends Error {
  readonly answer: Answer;

  constructor(status: number, code: string) {
    super(code);
    this.answer = { status, body: { error: { code, message: code } } };
  }
}

/** Of Microsoft Graph, what concerns the people who talk to the app, and whether they have it. */
export function graph(world: World, entra: Entra, faults: Faults, installed: Installed) {
  const asked: { method: string; path: string }[] = [];
  const inCatalogue = `catalogue-${world.app.id}`;
  const installation = (person: Person) =>
    Buffer.from(`${person.directory}##${inCatalogue}`).toString("base64");

  async function answerTo(method: string, url: URL, bytes: string): Promise<Answer> {
    const [, , , kind, id = "", part = "", apps = "", more = "", chat] = url.pathname.split("/");
    if (`${method} ${kind}/${id}` === "GET appCatalogs/teamsApps") {
      must("AppCatalog.Read.All");
      const isAsked = url.searchParams.get("$filter") === `externalId eq '${world.app.id}'`;
      const app = { id: inCatalogue, externalId: world.app.id, distributionMethod: "organization" };
      return { status: 200, body: { value: isAsked ? [app] : [] } };
    }
    const person = [...world.people.values()].find(
      ({ directory, tenant }) => directory === id && tenant === world.app.home,
    );
    if (kind !== "users") throw new No(400, "BadRequest");
    if (!person) throw new No(404, "Request_ResourceNotFound");
    if (apps === "installedApps") return installing(method, person, more, chat, bytes);
    switch (`${method} ${part}`) {
      case "GET ": {
        must("User.Read.All");
        const wanted = (url.searchParams.get("$select") ?? "displayName").split(",");
        const profile = profileOf(person);
        return { status: 200, body: Object.fromEntries(wanted.map((key) => [key, profile[key] ?? null])) };
      }
      case "POST getMemberGroups":
        must("GroupMember.Read.All");
        return { status: 200, body: { value: person.groups } };
      case "POST checkMemberGroups": {
        must("GroupMember.Read.All");
        const asked = Groups.safeParse(JSON.parse(bytes));
        if (!asked.success) throw new No(400, "Request_BadRequest");
        return {
          status: 200,
          body: { value: person.groups.filter((one) => asked.data.groupIds.includes(one)) },
        };
      }
      default:
        throw new No(400, "BadRequest");
    }
  }

  async function installing(
    method: string,
    person: Person,
    more: string,
    chat: string | undefined,
    bytes: string,
  ): Promise<Answer> {
    must("TeamsAppInstallation.ReadWriteSelfForUser.All");
    const isThere = personalChat(world, person).installed;
    if (method === "POST" && more === "") {
      const asked = Install.safeParse(JSON.parse(bytes)).data?.["teamsApp@odata.bind"];
      if (!asked?.endsWith(`/appCatalogs/teamsApps/${inCatalogue}`)) throw new No(404, "NotFound");
      if (isThere) throw new No(409, "Conflict");
      await installed(person);
      return { status: 201, body: {} };
    }
    if (method !== "GET") throw new No(400, "BadRequest");
    if (more === "") {
      const teamsApp = { id: inCatalogue, externalId: world.app.id };
      return { status: 200, body: { value: isThere ? [{ id: installation(person), teamsApp }] : [] } };
    }
    if (!isThere || decodeURIComponent(more) !== installation(person) || chat !== "chat") {
      throw new No(404, "NotFound");
    }
    return { status: 200, body: { id: personalChat(world, person).id, chatType: "oneOnOne" } };
  }

  function must(permission: string): void {
    if (!world.app.graph.includes(permission)) throw new No(403, "Authorization_RequestDenied");
  }

  return {
    /** Every request, refused ones too. */
    asked,
    /** `/graph/v1.0/…` */
    async handle(
      method: string,
      url: URL,
      bytes: string,
      authorization: string | undefined,
    ): Promise<Answer> {
      asked.push({ method, path: decodeURIComponent(url.pathname) });
      const fault = faults.take("graph", "");
      if (fault?.kind === "silence") await new Promise(() => {});
      try {
        if (!(await entra.isForGraph(authorization))) throw new No(401, "InvalidAuthenticationToken");
        if (fault?.kind === "refused") throw new No(fault.status, fault.code);
        return await answerTo(method, url, bytes);
      } catch (error) {
        if (!(error instanceof No)) throw error;
        return error.answer;
      }
    },
  };
}

function profileOf({
  directory,
  name,
  mail,
  signIn,
  locale,
  unit,
  title,
  guest,
}: Person): Record<string, unknown> {
  return {
    ...{
      id: directory,
      displayName: name,
      mail,
      userPrincipalName: signIn ?? mail,
      preferredLanguage: locale,
    },
    ...{ department: unit, jobTitle: title, userType: guest ? "Guest" : "Member" },
  };
}
