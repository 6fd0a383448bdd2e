import { z } from "zod";
import type { People } from "./people.ts";
import type { Spot } from "./places.ts";
import { isDirect } from "./places.ts";
import type { Posting } from "./posting.ts";
import type { By } from "./take.ts";
import type { Team, Workspaces } from "./workspaces.ts";

const Id = z.object({ id: z.string() });

/** A click, a submitted form or a shortcut, as far as they are alike. */
export const Interaction = z.object({
  type: z.string(),
  team: Id.extend({ domain: z.string().optional() }).nullish(),
  enterprise: Id.nullish(),
  is_enterprise_install: z.boolean().nullish(),
  user: Id.extend({ team_id: z.string().nullish() }),
  trigger_id: z.string().default(""),
  channel: Id.nullish(),
  container: z
    .object({
      type: z.string(),
      message_ts: z.string().nullish(),
      thread_ts: z.string().nullish(),
      is_ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  message: z
    .object({
      ts: z.string().nullish(),
      thread_ts: z.string().nullish(),
      text: z.string().nullish(),
      user: z.string().nullish(),
    })
    .nullish(),
  view: z
    .looseObject({ id: z.string(), type: z.string(), private_metadata: z.string().default("") })
    .nullish(),
  actions: z.array(z.looseObject({ action_id: z.string(), action_ts: z.string().default("") })).default([]),
  callback_id: z.string().default(""),
  response_url: z.string().nullish(),
});
export type Interaction = z.infer<typeof Interaction>;

/** What a form or panel takes along, to lead back to where it was opened. */
export function spotInWords({ channel, thread }: Spot): string {
  return JSON.stringify([channel, thread]);
}

function spotFromWords(user: string, words: string): Spot {
  const read = z.tuple([z.string().nullable(), z.string().nullable()]).safeParse(parsedOrNull(words));
  const [channel, thread] = read.data ?? [null, null];
  return { user, channel, thread };
}

function parsedOrNull(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}

/** Where somebody pressed something. A message that stands by itself has its thread below it. */
export function spotOf({ user, channel, container, message, view }: Interaction, carried = ""): Spot {
  if (view) return spotFromWords(user.id, carried);
  const where = channel?.id ?? null;
  const thread = container?.thread_ts ?? message?.thread_ts ?? null;
  const own = isDirect(where) ? (container?.message_ts ?? message?.ts ?? null) : null;
  return { user: user.id, channel: where, thread: thread ?? own };
}

function teamOf({ team, enterprise, is_enterprise_install }: Interaction): Team {
  return {
    team: team?.id ?? enterprise?.id ?? "",
    enterprise: enterprise?.id ?? null,
    orgWide: is_enterprise_install === true,
  };
}

/** Whose workspace it is, and who it was. Null: nobody of ours, such as a stranger in a shared channel. */
export async function whoDid(
  { workspaces, people, posting }: { workspaces: Workspaces; people: People; posting: Posting },
  interaction: Interaction,
  spot: Spot,
): Promise<By | null> {
  const team = teamOf(interaction);
  const theirs = interaction.user.team_id;
  const isForeign = Boolean(theirs) && theirs !== team.team && theirs !== team.enterprise;
  if (isForeign && !team.orgWide) return null;
  const home = await workspaces.homeOf(team);
  const sender = home && (await people.senderOf(home, interaction.user.id, isForeign));
  if (!home || !sender) return null;
  // A message of ours, or a view, is in a place of ours.
  const isOurs = interaction.container?.type === "message" || interaction.view;
  return { home, sender, spot: isOurs ? spot : await posting.ownPlace(home, spot) };
}
