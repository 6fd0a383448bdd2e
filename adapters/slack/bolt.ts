import { App, LogLevel, type Receiver, type ReceiverEvent } from "@slack/bolt";
import { Failure } from "../../src/errors.ts";
import { clientOptions, silent } from "./client.ts";
import { type Told, toldBy } from "./events.ts";
import { Interaction } from "./interaction.ts";
import type { Ack, Tell } from "./press.ts";
import type { Accepted } from "./take.ts";

/** What is done about what Slack sends, beside storing it. */
export type Listeners = {
  /** Stores what happened. Null: nothing to be stored. */
  take(told: Told): Promise<Accepted | null>;
  pressed(interaction: Interaction, ack: Ack, tell: Tell): Promise<void>;
  submitted(interaction: Interaction, ack: Ack): Promise<void>;
  shortcut(interaction: Interaction, ack: Ack, tell: Tell): Promise<void>;
  command(body: unknown, ack: Ack): Promise<void>;
  /** A home that was opened, a link, somebody's profile, the end of an installation. */
  surroundings(body: unknown): Promise<void>;
};

/** These have more to them than what is stored, and are lost with the process: nobody would miss them. */
const SURROUNDINGS = ["app_home_opened", "link_shared", "user_change"];
/** These must not be lost. */
const ENDS = ["app_uninstalled", "tokens_revoked"];

const ANY = /.*/;

/** Bolt's way to be driven by somebody else: our own HTTP entry, which stores before anything is acknowledged. */
const nobody: Receiver = { init() {}, start: async () => {}, stop: async () => {} };

/**
 * Bolt tells apart what Slack sends and hands it on. In two things our own entry takes its place: Bolt acknowledges an event before a
 * listener has seen it, so here it is stored first, by HTTP and by Socket Mode alike; and its HTTP receiver reads up to four megabytes,
 * believes signatures from the future and wants a port of its own.
 */
export function boltApp(
  listeners: Listeners,
  { url, receiver = nobody }: { url: string | null; receiver?: Receiver },
) {
  const app = new App({
    receiver,
    // Tokens and whose workspace it is are looked up where they are needed (tokens.ts, workspaces.ts).
    authorize: async () => ({}),
    ignoreSelf: false,
    convoStore: false,
    clientOptions: clientOptions(url),
    logger: silent,
    logLevel: LogLevel.ERROR,
  });
  for (const type of SURROUNDINGS) app.event(type, ({ body }) => listeners.surroundings(body));
  app.action(ANY, ({ body, ack, respond }) =>
    listeners.pressed(Interaction.parse(body), ack as Ack, telling(body, respond)),
  );
  app.view(ANY, ({ body, ack }) => listeners.submitted(Interaction.parse(body), ack as Ack));
  app.shortcut(ANY, ({ body, ack, respond }) =>
    listeners.shortcut(Interaction.parse(body), ack as Ack, telling(body, respond)),
  );
  app.command(ANY, ({ body, ack }) => listeners.command(body, ack));
  // Whoever handed the event to Bolt learns what went wrong, and does not acknowledge it.
  app.error(async (error) => {
    throw "original" in error ? error.original : error;
  });

  const dispatch = app.processEvent.bind(app);

  /** Resolves when it was acknowledged, or else is nothing of ours. Too much at once: in how many milliseconds to come again. */
  async function receive(event: ReceiverEvent): Promise<{ comeAgainMs: number } | null> {
    const told = toldBy(event.body);
    const accepted = told && (await listeners.take(told));
    if (accepted?.state === "limited") return { comeAgainMs: accepted.retryAfterMs };
    const type = eventType(event.body);
    if (ENDS.includes(type)) await listeners.surroundings(event.body);
    // Most events are messages, which need nothing more.
    if (type === "" || SURROUNDINGS.includes(type)) await dispatch(event);
    else await event.ack();
    return null;
  }

  // Socket Mode hands over what comes in here.
  app.processEvent = async (event) => {
    if (await receive(event))
      throw new Failure("unavailable", "This is too much at once; Slack shall send it again.");
  };
  return { receive };
}

/** Empty for what is no event, but a click, a form, a command or a shortcut. */
function eventType({ type, event }: Record<string, unknown>): string {
  if (type !== "event_callback" || typeof event !== "object" || event === null) return "";
  return "type" in event && typeof event.type === "string" ? event.type : "unknown";
}

type Respond = (message: {
  response_type: "ephemeral";
  replace_original: false;
  text: string;
}) => Promise<unknown>;

/** By the address that came with it; without one there is no place to say it. */
function telling(body: object, respond: Respond): Tell {
  return async (text) => {
    if (!("response_url" in body)) return;
    await respond({ response_type: "ephemeral", replace_original: false, text });
  };
}
