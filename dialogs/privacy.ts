import { z } from "zod";
import { type Block, type Card, quiet, text } from "../src/channel/block.ts";
import { type Dialog, type Next, type Setting, say, type Turn } from "../src/dialog/dialog.ts";
import { dayInWords, momentInWords } from "../src/i18n/texts.ts";
import { OPT_INS, optIn, optInsOf, optOut } from "../src/privacy/opt-in.ts";
import { nextSlot } from "../src/rhythm/local-time.ts";
import { keepRhythm, rhythmOf, USUAL } from "../src/rhythm/rhythm.ts";
import type { OptIn } from "../src/store/schema.ts";

/** What is stored and for how long, and the three switches: one click leads here, a second one takes a yes back. */
export const privacy: Dialog<null> = {
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
    ],
    openings: [],
  },
  schema: z.null(),
  async begin(turn) {
    const { event, texts } = turn;
    if (event.kind !== "action" || event.action === "privacy.show") return show(turn);
    const named = OPT_INS.find((one) => one === event.value);
    if (named === undefined) return { to: "done", replies: [say(text(texts.common.unknownButton))] };
    if (event.action === "privacy.on") return turnOn(turn, named);
    if (event.action === "privacy.off") return turnOff(turn, named);
    return { to: "done", replies: [say(text(texts.common.unknownButton))] };
  },
  async resume() {
    return { to: "yield" };
  },
};

async function show(turn: Turn): Promise<Next<null>> {
  const { privacy } = turn.texts;
  const given = await optInsOf(turn.read, turn);
  const cards = OPT_INS.map((one) => switchCard(turn, one, given.get(one) ?? null));
  const blocks: Block[] = [
    text(privacy.intro),
    { kind: "cards", label: privacy.label, cards },
    { kind: "facts", label: privacy.keptLabel, facts: privacy.kept },
    quiet(`${privacy.never} ${privacy.noModel}`),
  ];
  return { to: "done", replies: [say(...blocks)] };
}

function switchCard({ texts, language, zone }: Setting, optIn: OptIn, since: number | null): Card {
  const { privacy } = texts;
  const off = optIn === "reflections" ? privacy.turnOffAndDelete : privacy.turnOff;
  const button =
    since === null ? { label: privacy.turnOn, action: "privacy.on" } : { label: off, action: "privacy.off" };
  return {
    title: privacy.names[optIn],
    language,
    detail: since === null ? privacy.isOff : privacy.isOn(dayInWords(language, since, zone)),
    body: privacy.about[optIn],
    why: "",
    url: null,
    buttons: [{ kind: "action", ...button, value: optIn, primary: false }],
  };
}

async function turnOn(turn: Turn, named: OptIn): Promise<Next<null>> {
  const { privacy } = turn.texts;
  const changes = [optIn(turn, named, turn.now)];
  if (named !== "messages") {
    return { to: "done", replies: [say(text(privacy.turnedOn[named]))], changes };
  }
  const rhythm = (await rhythmOf(turn.read, turn.org, turn.learner)) ?? USUAL;
  const when = momentInWords(turn.language, nextSlot(rhythm, turn.zone, turn.now), turn.zone);
  const change = { kind: "form", label: turn.texts.rhythm.change, form: "rhythm.change", value: "" } as const;
  return {
    to: "done",
    replies: [say(text(privacy.turnedOn.messages(when)), { kind: "buttons", buttons: [change] })],
    changes: [...changes, ...keepRhythm(turn, rhythm)],
  };
}

async function turnOff(turn: Turn, named: OptIn): Promise<Next<null>> {
  return {
    to: "done",
    replies: [say(text(turn.texts.privacy.turnedOff[named]))],
    changes: await optOut(turn.read, turn, named),
  };
}
