import { randomUUID } from "node:crypto";
import { z } from "zod";
import { action, type Block, type Card, text } from "../src/channel/block.ts";
import { type Dialog, type DialogForm, done, type Setting } from "../src/dialog/dialog.ts";
import { givenAt, hasOptedIn } from "../src/privacy/opt-in.ts";
import type { Owner } from "../src/reflection/goal.ts";
import { type Content, keepNote, notesOf } from "../src/reflection/note.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";

/** UTF-16 code units. */
const LONGEST = 1000;

/** A note to oneself about a message or page: its address and one's own words, never what stands there. It is read in the journal. */
export function note({ keys }: { keys: LearnerKeys }): Dialog<null> {
  return {
    id: "note",
    schema: z.null(),
    forms: { "note.write": form },
    async begin(turn) {
      const { event, read, org, learner, now, texts } = turn;
      if (event.kind === "action" && event.action === "note.delete") {
        const key = { org, learner, note: event.value };
        return { ...done(text(texts.note.deleted)), changes: [{ change: "remove", table: "note", key }] };
      }
      const link = event.kind === "form" ? webLink(event.value) : null;
      if (event.kind !== "form" || link === null) return done(text(texts.common.unknownButton));
      const since = await givenAt(read, { org, learner }, "reflections");
      if (since === null) return done(text(texts.note.needsKeeping), privacyButton(turn));
      const content: Content = { words: event.values.words ?? "", link };
      return {
        ...done(text(texts.note.kept)),
        changes: [await keepNote({ ...turn, keys, since }, randomUUID(), content, now)],
      };
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

const form: DialogForm = {
  async show({ texts: { note }, read, org, learner }, value) {
    if (webLink(value) === null) return null;
    const keeps = await hasOptedIn(read, { org, learner }, "reflections");
    return {
      form: "note.write",
      value,
      title: note.title,
      intro: keeps ? note.intro : note.needsKeeping,
      fields: [
        {
          kind: "text",
          name: "words",
          label: note.words,
          hint: note.hint,
          required: true,
          initial: "",
          lines: "many",
          longest: LONGEST,
        },
      ],
      submit: note.save,
      cancel: note.cancel,
    };
  },
  mistakes({ note }, { words = "" }): Record<string, string> {
    if (words === "") return { words: note.missing };
    return words.length > LONGEST ? { words: note.tooLong(LONGEST) } : {};
  },
};

/** Notes as the journal shows them: with the way back, and a way to be rid of them. */
export async function notePart(owner: Owner, { language, texts: { note } }: Setting): Promise<Block[]> {
  const cards = (await notesOf(owner)).map((kept): Card => {
    const remove = action(note.remove, "note.delete", kept.note);
    return { title: kept.words, language, detail: "", body: "", why: "", url: kept.link, buttons: [remove] };
  });
  return cards.length > 0 ? [{ kind: "cards", label: note.mine, cards }] : [];
}

function privacyButton({ texts: { note } }: Setting): Block {
  return { kind: "buttons", buttons: [action(note.privacy, "privacy.show")] };
}

/** The address as it may be kept and followed; null for what is none of the web. */
function webLink(value: string): string | null {
  const url = URL.parse(value);
  return url?.protocol === "https:" ? url.href : null;
}
