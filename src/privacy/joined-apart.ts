import { z } from "zod";
import type { Learner } from "../learner/learner.ts";
import { isProductOwner } from "../learner/roles.ts";
import { renameDecider } from "../request/change.ts";
import { addRow, findRows, type Row, removeRow } from "../store/any-rows.ts";
import { applyChanges } from "../store/change.ts";
import type { Schema } from "../store/schema.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Writer } from "../store/store.ts";
import { hasOptedIn } from "./opt-in.ts";
import { openOrNull, placeOf } from "./own-rows.ts";

type Joining = {
  writer: Writer;
  sealer: Sealer;
  org: string;
  gone: Learner;
  kept: Learner;
  /** Makes a row of the gone learner's the kept one's, if that one has no such row. */
  move(table: keyof Schema, row: Row): Promise<void>;
};

const Event = z.looseObject({ id: z.string() });
const Parcel = z.looseObject({ learner: z.string() });

/** What becomes of two learners who are one, in the tables where there is more to it than moving or removing rows. */
export const apart: { [T in keyof Schema]?: (joining: Joining) => Promise<void> } = {
  async pilot_member({ writer, org, gone, kept }) {
    for (const row of await findRows(writer, "pilot_member", {
      equal: { org, member: `learner:${gone.learner}` },
    })) {
      await removeRow(writer, "pilot_member", row);
      await addRow(writer, "pilot_member", { org, member: `learner:${kept.learner}` });
    }
  },

  /** They are written to where they have just spoken: that is how the two were found to be one. */
  async learner({ writer, org, gone, kept }) {
    await writer
      .updateTable("learner")
      .set({
        name: kept.name || gone.name,
        unit: kept.unit ?? gone.unit,
        language: kept.language ?? gone.language,
        introduced_at: kept.introducedAt ?? gone.introducedAt,
        conversation: gone.conversation ?? kept.conversation,
        zone: gone.zone ?? kept.zone,
        version: kept.version + 1,
      })
      .where("org", "=", org)
      .where("learner", "=", kept.learner)
      .execute();
    await removeRow(writer, "learner", { org, learner: gone.learner });
  },

  async join_wish({ writer, org, gone, kept }) {
    await removeRow(writer, "join_wish", { org, learner: gone.learner });
    for (const row of await findRows(writer, "join_wish", { equal: { org, into_learner: gone.learner } })) {
      await removeRow(writer, "join_wish", row);
      if (row.learner !== kept.learner)
        await addRow(writer, "join_wish", { ...row, into_learner: kept.learner });
    }
  },

  /**
   * A turn under way that knows either of them finds its lease gone and is done again: in a conversation of theirs, or in one of which it
   * is not known whose it is.
   */
  async conversation({ writer, org, gone, kept }) {
    await writer
      .updateTable("conversation")
      .set({ learner: kept.learner })
      .where("org", "=", org)
      .where("learner", "=", gone.learner)
      .execute();
    await writer
      .updateTable("conversation")
      .set(({ eb }) => ({ fence: eb("fence", "+", 1), lease_until: 0 }))
      .where("org", "=", org)
      .where(({ eb, and, or }) =>
        or([eb("learner", "=", kept.learner), and([eb("learner", "is", null), eb("lease_until", ">", 0)])]),
      )
      .execute();
  },

  /** What is due is named after the learner (turn/due.ts). */
  async inbox({ writer, sealer, org, gone, kept }) {
    const due = await writer
      .selectFrom("inbox")
      .selectAll()
      .where("org", "=", org)
      .where("event", "like", `due:%:${gone.learner}:%`)
      .execute();
    for (const row of due) {
      await removeRow(writer, "inbox", row);
      const opened = Event.safeParse(openOrNull(sealer, row.sealed_event ?? "", placeOf("inbox", row)));
      if (!opened.success) continue;
      const at = row.event.lastIndexOf(`:${gone.learner}:`);
      const event = `${row.event.slice(0, at)}:${kept.learner}:${row.event.slice(at + gone.learner.length + 2)}`;
      const renamed = { ...row, event };
      const sealed_event = sealer.seal({ ...opened.data, id: event }, placeOf("inbox", renamed));
      await addRow(writer, "inbox", { ...renamed, sealed_event });
    }
  },

  async outbox({ writer, sealer, org, gone, kept }) {
    await writer
      .updateTable("outbox")
      .set({ unasked_of: kept.learner })
      .where("org", "=", org)
      .where("unasked_of", "=", gone.learner)
      .execute();
    for (const row of await findRows(writer, "outbox", { equal: { org }, filled: "sealed_reply" })) {
      const place = placeOf("outbox", row);
      const parcel = Parcel.safeParse(openOrNull(sealer, String(row.sealed_reply), place)).data;
      if (parcel?.learner !== gone.learner) continue;
      await writer
        .updateTable("outbox")
        .set({ sealed_reply: sealer.seal({ ...parcel, learner: kept.learner }, place) })
        .where("org", "=", org)
        .where("delivery", "=", String(row.delivery))
        .execute();
    }
  },

  /** The weekly times are the kept one's; questions to oneself go on being asked. */
  async schedule({ writer, org, gone, kept, move }) {
    const isAsked = await hasOptedIn(writer, { org, learner: kept.learner }, "messages");
    for (const row of await findRows(writer, "schedule", { equal: { org, learner: gone.learner } })) {
      await (isAsked && row.subject !== "" ? move("schedule", row) : removeRow(writer, "schedule", row));
    }
  },

  /** Of one week, what was written goes before that it is done or skipped. */
  async check_in({ writer, org, gone, kept, move }) {
    for (const row of await findRows(writer, "check_in", { equal: { org, learner: gone.learner } })) {
      const equal = { org, learner: kept.learner, week: row.week };
      const [same] = await findRows(writer, "check_in", { equal });
      if (same?.sealed_entry === null && row.sealed_entry !== null) await removeRow(writer, "check_in", same);
      await move("check_in", row);
    }
  },

  /** One voice for a request, the author's if either wrote it. A decision being made counts them again. */
  async voice({ writer, org, gone, kept, move }) {
    for (const row of await findRows(writer, "voice", { equal: { org, learner: gone.learner } })) {
      const request = String(row.request);
      if (row.author === 1) await removeRow(writer, "voice", { ...row, learner: kept.learner });
      await move("voice", row);
      await writer
        .updateTable("request")
        .set(({ eb }) => ({ version: eb("version", "+", 1) }))
        .where("org", "=", org)
        .where("request", "=", request)
        .execute();
    }
  },

  async decision({ writer, org, gone, kept }) {
    if (gone.name === "" || kept.name === "" || gone.name === kept.name) return;
    // Their roles have moved already.
    if (!(await isProductOwner(writer, org, kept.learner))) return;
    await applyChanges(writer, org, await renameDecider(writer, org, gone.name, kept.name));
  },

  async vote({ writer, org, gone, kept, move }) {
    const shares = await hasOptedIn(writer, { org, learner: kept.learner }, "signals");
    for (const row of await findRows(writer, "vote", { equal: { org, learner: gone.learner } })) {
      await (shares ? move("vote", row) : removeRow(writer, "vote", row));
    }
  },
};
