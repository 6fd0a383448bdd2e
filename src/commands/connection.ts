import { z } from "zod";
import { Failure } from "../errors.ts";
import { WEB_CONNECTION } from "../org/company.ts";
import { addConnection, connectionsOf, removeConnection } from "../org/connections.ts";
import { type Command, counted, orgOf, wordsOf } from "./command.ts";

export const connectionCommands: Record<string, Command> = {
  "connection list": {
    takes: "",
    does: "Lists the workspaces and tenants that belong to a company, and how many people came by each.",
    async run(at, given, { list }) {
      wordsOf(given);
      const org = await orgOf(at, given);
      list(await connectionsOf(at.store.readOf(org), org), `${org} has no connection.`);
    },
  },
  "connection add": {
    takes: "CHANNEL NATIVE",
    does: "Binds a Slack workspace (slack T…), an Entra tenant (teams TENANT) or a sign-in (web ISSUER) to a company.",
    async run(at, given, { say }) {
      const [channel, written] = wordsOf(given, "CHANNEL", "NATIVE");
      const native = nativeIn(channel, written);
      const org = await orgOf(at, given);
      // The pages are one place, whoever signs people in.
      const connection = channel === WEB_CONNECTION ? WEB_CONNECTION : `${channel}:${native}`;
      await at.store.write((writer) => addConnection(writer, { org, connection, channel, native }), org);
      say(`${connection} belongs to ${org}.`);
    },
  },
  "connection remove": {
    takes: "CONNECTION",
    does: "Takes a workspace or tenant away from a company. Whoever came by it stays known.",
    async run(at, given, { say }) {
      const [connection] = wordsOf(given, "CONNECTION");
      const org = await orgOf(at, given);
      const all = await connectionsOf(at.store.readOf(org), org);
      const people = all.find((one) => one.connection === connection)?.people ?? 0;
      await at.store.write((writer) => removeConnection(writer, org, connection), org);
      say(`${connection} was removed. ${counted(people, "person", "people")} came by it and stay known.`);
    },
  },
};

/** As the channel will name it: what is bound under any other name would be nobody's. */
const NATIVES: Readonly<Record<string, { shape: z.ZodType<string>; expected: string }>> = {
  slack: {
    shape: z.string().regex(/^[TE][A-Z0-9]+$/),
    expected: "the id of the workspace, such as T024BE7LD",
  },
  teams: {
    shape: z.guid().transform((tenant) => tenant.toLowerCase()),
    expected: "the id of the tenant, such as aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  },
  web: {
    shape: z.url({ protocol: /^https?$/ }),
    expected: "the issuer as the sign-in writes it, such as https://login.example.com",
  },
};

function nativeIn(channel: string, written: string): string {
  const known = Object.hasOwn(NATIVES, channel) ? NATIVES[channel] : undefined;
  if (!known)
    throw new Failure(
      "misconfigured",
      `There is no channel “${channel}”. There are: ${Object.keys(NATIVES).join(", ")}.`,
    );
  const native = known.shape.safeParse(written);
  if (!native.success) throw new Failure("misconfigured", `“${written}”: expected ${known.expected}.`);
  return native.data;
}
