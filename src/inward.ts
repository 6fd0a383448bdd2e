import { answerPassage } from "./answer/passage.ts";
import type { Inward } from "./channel/adapter.ts";
import type { ChannelEvent } from "./channel/event.ts";
import type { Language } from "./channel/language.ts";
import type { Asker, Query, QueryAnswer } from "./channel/query.ts";
import type { DialogForm, Dialogs } from "./dialog/dialog.ts";
import { dialogOf } from "./dialog/router.ts";
import { Failure } from "./errors.ts";
import { texts } from "./i18n/texts.ts";
import { findLearner, type Learner, membershipsOf } from "./learner/learner.ts";
import { findOrg } from "./org/org.ts";
import type { Reader } from "./store/store.ts";
import type { Inbox } from "./turn/inbox.ts";

export type InwardParts = {
  inbox: Inbox;
  read: Reader;
  dialogs: Dialogs;
  /** Called after an event was stored. */
  stored(event: ChannelEvent): void;
};

/** The core as adapters see it: events in, queries answered. After `close` it takes no more events. */
export function inward({ inbox, read, dialogs, stored }: InwardParts): Inward & { close(): void } {
  let closed = false;
  return {
    async accept(event) {
      if (closed) throw new Failure("unavailable", "Lotse is being stopped.");
      if (event.kind === "form") {
        const { org, connection, conversation } = event.address;
        const language = await languageOf(read, { org, connection, conversation, sender: event.sender });
        const errors = formNamed(dialogs, event.form)?.mistakes(texts[language], event.values) ?? {};
        if (Object.keys(errors).length > 0) return { state: "invalid", errors };
      }
      const state = await inbox.accept(event);
      if (state === "stored") stored(event);
      return { state };
    },
    answer: (query, by) => answerQuery(read, dialogs, query, by),
    close() {
      closed = true;
    },
  };
}

async function answerQuery(read: Reader, dialogs: Dialogs, query: Query, by: Asker): Promise<QueryAnswer> {
  const learner = await learnerOf(read, by);
  if (!learner) return { state: "none" };
  const language = await languageOf(read, by);
  switch (query.kind) {
    case "passage":
      return answerPassage(
        read,
        by.org,
        query.passage,
        await membershipsOf(read, by.org, learner.learner),
        language,
      );
    case "form": {
      const form = formNamed(dialogs, query.form);
      return form ? { state: "form", form: form.show(texts[language], query.value) } : { state: "none" };
    }
  }
}

function formNamed(dialogs: Dialogs, name: string): DialogForm | undefined {
  return dialogs.get(dialogOf(name))?.forms?.[name];
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
    (await findOrg(read, by.org))?.language ??
    "en"
  );
}
