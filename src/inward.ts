import { answerPassage } from "./answer/passage.ts";
import type { Inward } from "./channel/adapter.ts";
import type { ChannelEvent } from "./channel/event.ts";
import type { Language } from "./channel/language.ts";
import type { Asker, Query, QueryAnswer } from "./channel/query.ts";
import type { Clock } from "./clock.ts";
import { formNamed } from "./dialog/converse.ts";
import type { Dialogs, Setting } from "./dialog/dialog.ts";
import { isRight } from "./dialog/rights.ts";
import { dialogOf } from "./dialog/router.ts";
import { Failure } from "./errors.ts";
import { texts } from "./i18n/texts.ts";
import { doorFor } from "./learner/door.ts";
import { findLearner, type Learner, membershipsOf } from "./learner/learner.ts";
import { findOrg } from "./org/org.ts";
import type { Limit, Limits, Taken } from "./replica/limits.ts";
import type { Sealer } from "./store/sealing.ts";
import type { Reader, Store } from "./store/store.ts";
import type { Transcripts } from "./transcript/transcript.ts";
import { openStack } from "./turn/conversation.ts";
import type { Inbox } from "./turn/inbox.ts";

export type InwardParts = {
  inbox: Inbox;
  readOf: Store["readOf"];
  dialogs: Dialogs;
  clock: Clock;
  sealer: Sealer;
  transcripts: Transcripts;
  limits: Limits;
  /** Called after an event was stored. */
  stored(event: ChannelEvent): void;
};

/** More than anybody's hands do. */
const OF_A_PERSON: Limit = { name: "events of a person", most: 120, seconds: 60 };
/** More than a company of many thousands does when all of them come back from lunch. */
const OF_AN_ORG: Limit = { name: "events of an org", most: 12_000, seconds: 60 };

/** The core as adapters see it: events in, queries answered. After `close` it takes no more events. */
export function inward(parts: InwardParts): Inward & { close(): void } {
  const { inbox, readOf, dialogs, transcripts, stored } = parts;
  let closed = false;
  return {
    async accept(event, kept) {
      if (closed) throw new Failure("unavailable", "Lotse is being stopped.");
      const taken = await count(parts.limits, event);
      if (taken.state === "limited") return taken;
      if (event.kind === "form") {
        const { org, connection, conversation } = event.address;
        const language = await languageOf(readOf(org), {
          org,
          connection,
          conversation,
          sender: event.sender,
        });
        const errors = formNamed(dialogs, event.form)?.mistakes(texts[language], event.values) ?? {};
        if (Object.keys(errors).length > 0) return { state: "invalid", errors };
      }
      const { org, conversation } = event.address;
      let isKept = false;
      const state = await inbox.accept(event, async (writer) => {
        if (kept) isKept = await transcripts.add(writer, { ...kept, org, conversation });
      });
      if (state === "repeated") return { state };
      stored(event);
      return { state, kept: isKept };
    },
    answer: (query, by) => answerQuery(parts, query, by),
    close() {
      closed = true;
    },
  };
}

async function count(limits: Limits, { kind, address, sender }: ChannelEvent): Promise<Taken> {
  // Whoever wants an end of something gets it.
  if (kind === "stop" || kind === "left") return { state: "free" };
  const { org, connection } = address;
  const both = await Promise.all([
    limits.take(OF_A_PERSON, JSON.stringify([org, connection, sender.native])),
    limits.take(OF_AN_ORG, org),
  ]);
  return both.find(({ state }) => state === "limited") ?? { state: "free" };
}

async function answerQuery(parts: InwardParts, query: Query, by: Asker): Promise<QueryAnswer> {
  const { dialogs, clock } = parts;
  const read = parts.readOf(by.org);
  const setting = await settingOf(read, by, isForAnybody(dialogs, query), clock.now());
  if (!setting || !(await isAllowed(dialogs, setting, query))) return { state: "none" };
  switch (query.kind) {
    case "passage": {
      const memberships = await membershipsOf(read, by.org, setting.learner);
      return answerPassage(read, by.org, query.passage, memberships, setting.language);
    }
    case "form": {
      const waiting = await waitingState(parts, by, dialogOf(query.form));
      const form = await formNamed(dialogs, query.form)?.show(setting, query.value, waiting);
      return form ? { state: "form", form } : { state: "none" };
    }
    case "view": {
      // What stands apart from the conversation speaks the language that was chosen, not the one spoken last in it.
      const language = (await learnerOf(read, by))?.language ?? setting.language;
      const apart = { ...setting, language, texts: texts[language] };
      const views = dialogs.get(dialogOf(query.view))?.views ?? {};
      const view = Object.hasOwn(views, query.view) ? views[query.view] : undefined;
      const shown = await view?.(apart, query.value);
      return shown ? { state: "blocks", ...shown } : { state: "none" };
    }
  }
}

/** Where Lotse is stopped, or not there for somebody, they still see what is theirs by right. */
async function isAllowed(dialogs: Dialogs, { read, org, learner }: Setting, query: Query): Promise<boolean> {
  const door = await doorFor(read, org, learner);
  if (door === "open") return true;
  return door !== "has left" && query.kind === "view" && isRight(dialogs, query.view);
}

/** What a dialog of this conversation waits with, for a form that shows it again; null if it does not. */
async function waitingState({ readOf, sealer }: InwardParts, by: Asker, dialog: string): Promise<unknown> {
  const row = await readOf(by.org)
    .selectFrom("conversation")
    .select("sealed_stack")
    .where("org", "=", by.org)
    .where("conversation", "=", by.conversation)
    .executeTakeFirst();
  const stack = openStack(sealer, by.org, by.conversation, row?.sealed_stack ?? null);
  return stack.findLast((frame) => frame.dialog === dialog)?.state ?? null;
}

/** Whoever Lotse has not met yet. Nothing is kept of them, and nothing belongs to them. */
const STRANGER = { learner: "", name: "", zone: null };

function isForAnybody(dialogs: Dialogs, query: Query): boolean {
  const name = query.kind === "view" ? query.view : query.kind === "form" ? query.form : null;
  return name !== null && (dialogs.get(dialogOf(name))?.forAnybody?.has(name) ?? false);
}

async function settingOf(read: Reader, by: Asker, forAnybody: boolean, now: number): Promise<Setting | null> {
  const learner = (await learnerOf(read, by)) ?? (forAnybody ? STRANGER : null);
  if (!learner) return null;
  const org = await findOrg(read, by.org);
  const language = await languageOf(read, by);
  return {
    now,
    org: by.org,
    learner: learner.learner,
    name: learner.name,
    zone: learner.zone ?? org?.zone ?? "UTC",
    language,
    texts: texts[language],
    read,
  };
}

function learnerOf(read: Reader, by: Asker): Promise<Learner | null> {
  return findLearner(read, by.org, by.connection, by.sender.native);
}

/** The language spoken last in the conversation, else the learner's, else the org's. */
async function languageOf(read: Reader, by: Asker): Promise<Language> {
  const conversation = await read
    .selectFrom("conversation")
    .select("language")
    .where("org", "=", by.org)
    .where("conversation", "=", by.conversation)
    .executeTakeFirst();
  return (
    conversation?.language ??
    (await learnerOf(read, by))?.language ??
    by.sender.language ??
    (await findOrg(read, by.org))?.language ??
    "en"
  );
}
