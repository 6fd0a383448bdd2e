import { z } from "zod";
import type { Change } from "../store/change.ts";
import { opened, openerFor, sealerFor } from "../store/learner-keys.ts";
import type { Keeper, Owner } from "./goal.ts";

/** Somebody's own words about something they came across; `link` leads there. Of what stands there, nothing is kept. */
const Content = z.object({ words: z.string(), link: z.string() });
export type Content = z.infer<typeof Content>;
export type Note = Content & { note: string };

/** Keeps it under the id of its own. */
export async function keepNote(
  { keys, org, learner, since }: Keeper,
  note: string,
  content: Content,
  now: number,
): Promise<Change> {
  const sealer = await sealerFor(keys, org, learner, since);
  const sealed_content = sealer.seal(content, place(org, learner, note));
  return { change: "add", table: "note", row: { org, learner, note, sealed_content, at: now } };
}

/** The newest first. */
export async function notesOf({ read, keys, org, learner }: Owner): Promise<Note[]> {
  const rows = await read
    .selectFrom("note")
    .select(["note", "sealed_content"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .orderBy("at", "desc")
    .execute();
  const opener = rows.length > 0 ? await openerFor(keys, org, learner) : null;
  if (!opener) return [];
  return rows.flatMap(({ note, sealed_content }) => {
    const content = opened(Content, opener, sealed_content, place(org, learner, note));
    return content ? [{ ...content, note }] : [];
  });
}

function place(org: string, learner: string, note: string) {
  return ["note", org, learner, note] as const;
}
