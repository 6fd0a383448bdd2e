import { z } from "zod";
import { action, type Block, primary, quiet, text } from "../src/channel/block.ts";
import { type Dialog, type DialogForm, done, type Next, say, type Turn } from "../src/dialog/dialog.ts";
import {
  codeIn,
  countTry,
  makeCode,
  markOf,
  mustWait,
  ownerOfCode,
  useCode,
} from "../src/learner/join-code.ts";
import type { Learner } from "../src/learner/learner.ts";
import { allConnections } from "../src/org/org.ts";
import type { Sealer } from "../src/store/sealing.ts";
import { channelInWords, channelsOf } from "./channel-names.ts";

/** Somebody looks at who would become one. `preview` names this very preview: an older one's buttons join nothing. */
const Previewing = z.object({ preview: z.string(), mark: z.string() });
type Previewing = z.infer<typeof Previewing>;

/** Joins somebody's accounts in two channels: a code from the one is typed in the other, and what becomes one is previewed. */
export function join({ sealer }: { sealer: Sealer }): Dialog<Previewing> {
  return {
    id: "join",
    calls: {
      whole: [
        "konten verbinden",
        "konto verbinden",
        "code eingeben",
        "connect accounts",
        "connect my accounts",
        "type a code",
      ],
      openings: [],
    },
    schema: Previewing,
    forms: { "join.enter": form },

    async begin(turn) {
      const { event, read, org, texts } = turn;
      if ((await allConnections(read, org)).length < 2) return done(text(texts.join.onlyOne));
      if (event.kind === "form") return enter(sealer, turn, event.values.code ?? "");
      if (event.kind !== "action") return done(...offer(turn));
      switch (event.action) {
        case "join.start":
          return done(...offer(turn));
        case "join.code":
          return give(sealer, turn);
        default:
          return done(text(texts.join.over));
      }
    },

    async resume(turn, state) {
      const { event, texts } = turn;
      if (event.kind !== "action" && event.kind !== "form") return { to: "yield" };
      const isAboutPreview = event.kind === "action" && ["join.now", "join.leave"].includes(event.action);
      if (!isAboutPreview) return this.begin(turn);
      if (event.value !== state.preview) return { to: "wait", state, replies: [say(text(texts.join.over))] };
      return event.action === "join.now" ? joinNow(turn, state.mark) : done(text(texts.join.left));
    },
  };
}

function offer({ texts: { join } }: Turn): Block[] {
  return [
    text(join.intro),
    {
      kind: "buttons",
      buttons: [
        action(join.get, "join.code"),
        { kind: "form", label: join.enter, form: "join.enter", value: "" },
      ],
    },
  ];
}

/** Only where nobody else reads it. */
async function give(sealer: Sealer, turn: Turn): Promise<Next<Previewing>> {
  const { join } = turn.texts;
  if (!turn.event.address.direct) return done(text(join.notAlone));
  const { code, changes } = await makeCode(turn.read, sealer, turn, turn.now);
  return { ...done(text(join.code(code)), quiet(join.codeHow)), changes };
}

async function enter(sealer: Sealer, turn: Turn, typed: string): Promise<Next<Previewing>> {
  const { event, read, org, learner, now, texts } = turn;
  const { join } = texts;
  if (!event.address.direct) return done(text(join.notAlone));
  if (await mustWait(read, { org, learner }, now)) return done(text(join.tooMany));
  const mark = markOf(sealer, org, codeIn(typed) ?? "");
  const found = await ownerOfCode(read, { org, learner }, mark, now);
  if (found.state === "wrong")
    return { ...done(text(join.wrong)), changes: [await countTry(read, turn, now)] };
  if (found.state !== "found") return done(text(join[found.state]));
  return {
    to: "wait",
    state: { preview: event.id, mark },
    replies: [say(...(await preview(turn, found.other)))],
  };
}

async function preview(turn: Turn, other: Learner): Promise<Block[]> {
  const { read, org, name, event, texts } = turn;
  const { join } = texts;
  const there = await channelsOf(read, org, other.learner);
  const named = (who: string, channels: readonly string[]) =>
    `${who === "" ? join.nameless : who} (${channels.map((channel) => channelInWords(texts, channel)).join(", ")})`;
  return [
    text(join.preview),
    {
      kind: "facts",
      label: join.previewLabel,
      facts: [
        { name: join.there, value: named(other.name, there) },
        { name: join.here, value: named(name, [event.address.channel]) },
      ],
    },
    text(join.effects),
    text(join.warning),
    {
      kind: "buttons",
      buttons: [primary(action(join.yes, "join.now", event.id)), action(join.no, "join.leave", event.id)],
    },
  ];
}

/** Not in this turn, which has to end as whom it began: the next tick does it. */
async function joinNow(turn: Turn, mark: string): Promise<Next<Previewing>> {
  const { read, now, texts } = turn;
  const found = await ownerOfCode(read, turn, mark, now);
  if (found.state !== "found") return done(text(texts.join[found.state]));
  return { ...done(text(texts.join.done)), changes: useCode(turn, mark, found.other, now) };
}

const form: DialogForm = {
  async show({ read, org, texts: { join } }) {
    if ((await allConnections(read, org)).length < 2) return null;
    return {
      form: "join.enter",
      value: "",
      title: join.title,
      intro: join.formIntro,
      fields: [
        {
          kind: "text",
          name: "code",
          label: join.field,
          hint: join.hint,
          lines: "one",
          longest: 20,
          required: true,
          initial: "",
        },
      ],
      submit: join.next,
      cancel: join.cancel,
    };
  },
  mistakes: ({ join }, { code = "" }) => (codeIn(code) === null ? { code: join.malformed } : {}),
};
