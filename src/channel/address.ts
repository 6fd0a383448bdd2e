import { z } from "zod";

/** Where a reply goes. `native` is the channel's own handle for the place; only its adapter looks inside. */
export const Address = z.object({
  org: z.string().min(1).max(100),
  channel: z.string().min(1).max(30),
  connection: z.string().min(1).max(200),
  conversation: z.string().min(1).max(300),
  direct: z.boolean(),
  native: z.json(),
});
export type Address = z.infer<typeof Address>;

/**
 * Who spoke: the channel's own id of the person, unique within the connection, and their IANA time zone, name and mail address where
 * it tells. An adapter sets them from what the platform vouches for, `mail` only if the platform has verified it: it joins identities.
 */
export const Sender = z.object({
  native: z.string().min(1).max(300),
  zone: z.string().max(60).optional(),
  name: z.string().max(300).optional(),
  mail: z.string().max(320).optional(),
});
export type Sender = z.infer<typeof Sender>;
