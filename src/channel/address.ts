import { z } from "zod";
import { Language } from "./language.ts";

/**
 * Where a reply goes. `native` is the channel's own handle for the place; only its adapter looks inside.
 * - `direct`: here Lotse talks with one person alone, and here it writes to them first.
 * - `aside`: what is said here only the sender sees, though it is no place of theirs: Lotse does not write here by itself.
 * - `thread`: the part of the conversation that an event belongs to, and what is said to it. What answers no event stands beside
 *   all threads.
 */
export const Address = z.object({
  org: z.string().min(1).max(100),
  channel: z.string().min(1).max(30),
  connection: z.string().min(1).max(200),
  conversation: z.string().min(1).max(300),
  direct: z.boolean(),
  aside: z.boolean().optional(),
  thread: z.string().max(100).optional(),
  native: z.json(),
});
export type Address = z.infer<typeof Address>;

/**
 * Who spoke: the channel's own id of the person, unique within the connection, and their IANA time zone, name and mail address where
 * it tells. An adapter sets them from what the platform vouches for, `mail` only if the platform has verified it: it joins identities.
 * `language` is what they have chosen on the platform, `unit` the id of a unit that the platform's groups say is theirs, `notOf` those
 * of units that these groups stand for and say are not.
 */
export const Sender = z.object({
  native: z.string().min(1).max(300),
  zone: z.string().max(60).optional(),
  name: z.string().max(300).optional(),
  mail: z.string().max(320).optional(),
  language: Language.optional(),
  unit: z.string().max(100).optional(),
  notOf: z.array(z.string().max(100)).optional(),
});
export type Sender = z.infer<typeof Sender>;
