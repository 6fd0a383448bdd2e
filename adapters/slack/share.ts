import type { types } from "@slack/bolt";
import type { Address } from "../../src/channel/address.ts";
import { type Block, quiet } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Clock } from "../../src/clock.ts";
import { texts } from "../../src/i18n/texts.ts";
import type { Reader, Store } from "../../src/store/store.ts";
import type { Transcripts } from "../../src/transcript/transcript.ts";
import { addressOf } from "./places.ts";
import { metadataOf, type Posting, QUIET, threadOf } from "./posting.ts";
import { renderMessage, type SlackMessage } from "./render/message.ts";
import type { By } from "./take.ts";

const SHARE = "share-with-channel";
/** What of an answer is for everybody; thumbs and buttons are for who asked. */
const FOR_ALL = new Set(["text", "quote", "claims", "citations"]);

type Parts = {
  posting: Posting;
  store: Store;
  transcripts: Transcripts;
  clock: Clock;
  stamp(): number;
  languageOf(by: By): Promise<Language>;
};

/** What a learner got to see alone becomes everybody's in the channel, if its sources are. */
export function sharing({ posting: { reach }, store, transcripts, clock, stamp, languageOf }: Parts) {
  async function answerOf({ org, conversation }: Address, delivery: string): Promise<Block[] | null> {
    const kept = await transcripts.find({ org, conversation, message: delivery });
    if (!kept || !(await isOpenToAll(store.readOf(org), org, kept.blocks))) return null;
    return kept.blocks.filter(({ kind }) => FOR_ALL.has(kind));
  }

  /** True for the first who comes: a second click must not share it twice. */
  function begin({ org, conversation }: Address, message: string): Promise<boolean> {
    const entry = {
      org,
      conversation,
      message,
      position: stamp(),
      author: "learner",
      at: clock.now(),
    } as const;
    return store.write((writer) => transcripts.add(writer, { ...entry, blocks: [] }), org);
  }

  /** It was clearly not shared, so it may be tried again. */
  async function undo({ org, conversation }: Address, message: string): Promise<void> {
    await store.write(async (writer) => {
      await writer
        .deleteFrom("transcript")
        .where("org", "=", org)
        .where("conversation", "=", conversation)
        .where("message", "=", message)
        .execute();
    }, org);
  }

  /** A sentence about what became of it, for who pressed the button. */
  return async (by: By, delivery: string): Promise<string> => {
    const language = await languageOf(by);
    const words = texts[language].slack;
    const address = addressOf(by.home, by.spot);
    const blocks = await answerOf(address, delivery);
    if (!blocks) return words.notShareable;
    const marked = `shared:${delivery}`;
    if (!(await begin(address, marked))) return words.shared;
    const shown = renderMessage([...blocks, quiet(words.sharedBy(by.sender.name ?? ""))], language);
    const { text, blocks: rendered } = shown;
    const place = { channel: by.spot.channel, ...threadOf(address), ...metadataOf(marked), ...QUIET };
    const posted = await reach(by.home, "chat.postMessage", { ...place, text, blocks: rendered });
    if (posted.state === "ok" || posted.state === "unknown") return words.shared;
    await undo(address, marked);
    return words.notShared;
  };
}

/** An answer has sources, and everybody in the company may read each of them. */
export async function isOpenToAll(read: Reader, org: string, blocks: readonly Block[]): Promise<boolean> {
  const passages = blocks.flatMap((block) =>
    block.kind === "citations" ? block.citations.map(({ passage }) => passage) : [],
  );
  if (passages.length === 0) return false;
  const rows = await read
    .selectFrom("passage")
    .innerJoin("document", (join) =>
      join.onRef("document.org", "=", "passage.org").onRef("document.document", "=", "passage.document"),
    )
    .select(["passage.passage", "document.audience_json"])
    .where("passage.org", "=", org)
    .where("passage.passage", "in", passages)
    .execute();
  const open = new Set(rows.filter((row) => row.audience_json === "[]").map(({ passage }) => passage));
  return passages.every((passage) => open.has(passage));
}

/** The message with a button below it that shares it. */
export function withShareButton(message: SlackMessage, language: Language, delivery: string): SlackMessage {
  const button: types.Button = {
    type: "button",
    action_id: SHARE,
    text: { type: "plain_text", text: texts[language].slack.share },
    value: delivery,
  };
  const below: types.ActionsBlock = { type: "actions", elements: [button] };
  const { text, blocks, plain } = message;
  return { text, blocks: [...blocks, below], plain: [...plain, below] };
}

/** The delivery that a share button is for; null for another button. */
export function readShare({ action_id, value }: { action_id: string; value?: unknown }): string | null {
  return action_id === SHARE && typeof value === "string" ? value : null;
}
