import { z } from "zod";

const Account = z.object({ id: z.string().min(1).max(300), name: z.string().nullish() });

/** What Teams brings, as far as we look at it. What else there is in it, such as entities nobody knows, is left alone. */
export const Activity = z.object({
  type: z.string(),
  id: z.string().max(200).default(""),
  timestamp: z.string().optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  channelId: z.literal("msteams"),
  serviceUrl: z.url(),
  from: Account.extend({
    aadObjectId: z.guid().optional(),
    role: z.string().optional(),
    /** Where Teams tells them: whose directory somebody is in, and whether they are a guest. */
    tenantId: z.string().optional(),
    userRole: z.string().optional(),
  }),
  recipient: Account.extend({ isTargeted: z.boolean().optional() }),
  conversation: z.object({
    id: z.string().min(1).max(300),
    conversationType: z.string().optional(),
    tenantId: z.guid().optional(),
  }),
  channelData: z.object({ tenant: z.object({ id: z.guid() }).optional() }).nullish(),
  locale: z.string().optional(),
  localTimezone: z.string().max(60).optional(),
  text: z.string().nullish(),
  replyToId: z.string().max(200).optional(),
  value: z.unknown().optional(),
  attachments: z.array(z.object({ contentType: z.string() })).nullish(),
  entities: z.array(z.unknown()).nullish(),
});
export type Activity = z.infer<typeof Activity>;

/** Of whose directory the person is, in small letters as it is bound here; null where it says none. */
export function tenantOf({ conversation, channelData }: Activity): string | null {
  return (conversation.tenantId ?? channelData?.tenant?.id)?.toLowerCase() ?? null;
}

/** Epoch milliseconds, by the clock of Teams. */
export function momentOf({ timestamp }: Activity, now: number): number {
  const moment = Date.parse(timestamp ?? "");
  return Number.isNaN(moment) ? now : moment;
}
