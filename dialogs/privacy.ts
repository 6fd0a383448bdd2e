import { z } from "zod";
import { action, type Block, quiet, text } from "../src/channel/block.ts";
import { type Dialog, type Next, say, type Turn } from "../src/dialog/dialog.ts";
import { momentInWords } from "../src/i18n/texts.ts";
import { allConnections } from "../src/org/org.ts";
import { OPT_INS, optIn, optOut } from "../src/privacy/opt-in.ts";
import { openQuestions } from "../src/reflection/self-question.ts";
import { nextSlot } from "../src/rhythm/local-time.ts";
import { keepRhythm, rhythmOf, schedule, USUAL } from "../src/rhythm/rhythm.ts";
import { countedElsewhere } from "../src/signal/counted.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import type { OptIn } from "../src/store/schema.ts";
import type { Sealer } from "../src/store/sealing.ts";
import { countedElsewhereBlocks } from "./counted-elsewhere.ts";
import { exportView } from "./privacy-export.ts";
import { ASK_MYSELF, askingTime } from "./recall.ts";
import { switches } from "./switches.ts";

/** Where texts go: to say what they mean, and to be answered. Null: nowhere. */
type Outside = { embedder: { host: string } | null; model: { host: string } | null };

/**
 * What is stored and for how long, and the three switches: one click leads here, a second one takes a yes back. From here a learner
 * also takes along all that is theirs, or has it erased.
 */
export function privacy(parts: { sealer: Sealer; keys: LearnerKeys } & Outside): Dialog<null> {
  return {
    id: "privacy",
    calls: {
      whole: [
        "datenschutz",
        "privatsphäre",
        "privacy",
        "meine daten",
        "my data",
        "was weißt du über mich",
        "what do you know about me",
        "meine daten mitnehmen",
        "take my data",
        "meine daten löschen",
        "lösch meine daten",
        "delete my data",
      ],
      openings: [],
    },
    schema: z.null(),
    views: { "privacy.export": exportView(parts) },
    // All but saying yes to something.
    rights: new Set([
      ...["privacy.show", "privacy.off", "privacy.export"],
      ...["privacy.erase", "privacy.erase-now", "privacy.keep"],
    ]),
    async begin(turn) {
      const { event, texts } = turn;
      if (event.kind !== "action") return show(turn, parts);
      switch (event.action) {
        case "privacy.show":
          return show(turn, parts);
        case "privacy.erase":
          return confirmErasing(turn);
        case "privacy.erase-now":
          return eraseSoon(turn);
        case "privacy.keep":
          return { to: "done", replies: [say(text(texts.privacy.myData.kept))] };
      }
      const named = OPT_INS.find((one) => one === event.value);
      if (named !== undefined && event.action === "privacy.on") return turnOn(turn, named);
      if (named !== undefined && event.action === "privacy.off") return turnOff(turn, named);
      return { to: "done", replies: [say(text(texts.common.unknownButton))] };
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

async function show(turn: Turn, outside: Outside): Promise<Next<null>> {
  const { privacy } = turn.texts;
  const isAlone = (await allConnections(turn.read, turn.org)).length < 2;
  const blocks: Block[] = [
    text(privacy.intro),
    await switches(turn),
    { kind: "facts", label: privacy.keptLabel, facts: privacy.kept },
    {
      kind: "buttons",
      buttons: [
        { kind: "view", label: privacy.myData.take, view: "privacy.export", value: "" },
        action(privacy.myData.erase, "privacy.erase"),
        ...(isAlone ? [] : [action(turn.texts.join.open, "join.start")]),
      ],
    },
    quiet([privacy.never, ...leaving(outside, privacy.leaves)].join(" ")),
  ];
  return { to: "done", replies: [say(...blocks)] };
}

/** What leaves the system, and to whom (P2). */
function leaving({ embedder, model }: Outside, words: Turn["texts"]["privacy"]["leaves"]): string[] {
  if (embedder === null && model === null) return [words.nothing];
  return [
    ...(model ? [words.questions(model.host)] : []),
    ...(embedder ? [words.documents(embedder.host)] : []),
    words.without,
  ];
}

async function turnOn(turn: Turn, named: OptIn): Promise<Next<null>> {
  const { privacy } = turn.texts;
  const changes = await optIn(turn.read, turn, named, turn.now);
  if (named !== "messages") {
    const elsewhere = named === "signals" ? await countedElsewhere(turn.read, turn.org, turn.learner) : null;
    const how = elsewhere === null ? [] : countedElsewhereBlocks(turn.texts, elsewhere);
    return { to: "done", replies: [say(text(privacy.turnedOn[named]), ...how)], changes };
  }
  const rhythm = (await rhythmOf(turn.read, turn.org, turn.learner)) ?? USUAL;
  const when = momentInWords(turn.language, nextSlot(rhythm, turn.zone, turn.now), turn.zone);
  const change = { kind: "form", label: turn.texts.rhythm.change, form: "rhythm.change", value: "" } as const;
  return {
    to: "done",
    replies: [say(text(privacy.turnedOn.messages(when)), { kind: "buttons", buttons: [change] })],
    // Questions that were to be asked when messages were switched off go on.
    changes: [
      ...changes,
      ...keepRhythm(turn, rhythm),
      ...(await openQuestions(turn.read, turn.org, turn.learner)).map(({ question, step }) =>
        schedule(turn, ASK_MYSELF, question, askingTime(turn, step)),
      ),
    ],
  };
}

async function turnOff(turn: Turn, named: OptIn): Promise<Next<null>> {
  return {
    to: "done",
    replies: [say(text(turn.texts.privacy.turnedOff[named]))],
    changes: await optOut(turn.read, turn, named),
  };
}

async function confirmErasing({ texts }: Turn): Promise<Next<null>> {
  const { myData } = texts.privacy;
  const buttons = [action(myData.eraseNow, "privacy.erase-now"), action(myData.keep, "privacy.keep")];
  return { to: "done", replies: [say(text(myData.sure), { kind: "buttons", buttons })] };
}

/** Not in this turn, which has to end in the conversation that goes: the next tick does it. */
async function eraseSoon({ org, learner, now, texts }: Turn): Promise<Next<null>> {
  return {
    to: "done",
    replies: [say(text(texts.privacy.myData.erasing))],
    changes: [{ change: "put", table: "erasure_wish", row: { org, learner, at: now } }],
  };
}
