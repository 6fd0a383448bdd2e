import { z } from "zod";
import { type Block, type Button, quiet, text } from "../src/channel/block.ts";
import {
  type Dialog,
  type DialogForm,
  done,
  type Letter,
  type Next,
  say,
  type Turn,
} from "../src/dialog/dialog.ts";
import { texts } from "../src/i18n/texts.ts";
import { recipients } from "../src/learner/recipients.ts";
import { isProductOwner } from "../src/learner/roles.ts";
import { requestCard } from "../src/request/card.ts";
import { decide as decided } from "../src/request/change.ts";
import { allRequests, findRequest, type Request, voicesOf } from "../src/request/request.ts";
import type { Sealer } from "../src/store/sealing.ts";
import { allTopics } from "../src/topic/topics.ts";
import { ownRequests } from "./own-requests.ts";
import { decideButton } from "./product-owners.ts";

const States = z.enum(["planned", "done", "declined"]);
/** UTF-16 code units. */
const LONGEST = 1000;
const CARDS = 5;

/**
 * Product owners decide on requests, in the chat and on the desk alike. The value of the form names the request and how many
 * decisions there were when it was looked at; whoever was slower is told, and every voice is told the decision with its reason.
 */
export function decide({ sealer }: { sealer: Sealer }): Dialog<null> {
  const form = decideForm(sealer);
  return {
    id: "decide",
    calls: {
      whole: ["anfragen", "offene anfragen", "anfragen entscheiden", "requests", "open requests", "decide"],
      openings: [],
    },
    schema: z.null(),
    forms: { "decide.write": form },
    async begin(turn) {
      const { event } = turn;
      const owner = await isProductOwner(turn.read, turn.org, turn.learner);
      if (event.kind === "form") {
        if (!owner) return done(text(turn.texts.decide.notYours));
        return write(sealer, turn, event.id, event.value, event.values);
      }
      // Whoever does not decide sees the requests they share.
      const from = event.kind === "action" && /^\d{1,6}$/.test(event.value) ? Number(event.value) : 0;
      return owner ? list(sealer, turn, from) : done(await ownRequests(sealer, turn));
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

/** All requests, a few at a time: the open ones first, those with the most voices before the others. */
async function list(sealer: Sealer, turn: Turn, from: number): Promise<Next<null>> {
  const { decide } = turn.texts;
  const requests = await allRequests(turn.read, sealer, turn.org);
  const open = requests.filter(({ state }) => state === "open").length;
  requests.sort((a, b) => rank(a) - rank(b) || b.voices - a.voices || a.createdAt - b.createdAt);
  const topics = await allTopics(turn.read, turn.org);
  const shown = requests.slice(from, from + CARDS);
  const cards = shown.map((one) =>
    requestCard({ ...turn, topics, audience: "lnd" }, one, [
      decideButton(one.state === "open" ? decide.button : decide.again, one),
    ]),
  );
  const left = requests.length - from - shown.length;
  const more: Button = {
    kind: "action",
    label: decide.more(`${left}`),
    action: "decide.more",
    value: `${from + shown.length}`,
    primary: false,
  };
  return done(
    text(open > 0 ? decide.intro(`${open}`) : decide.none),
    { kind: "cards", label: decide.label, cards },
    ...(left > 0 ? [{ kind: "buttons", buttons: [more] } satisfies Block] : []),
    quiet(decide.openDesk),
  );
}

function rank({ state }: Request): number {
  return ["open", "planned", "done", "declined"].indexOf(state);
}

async function write(
  sealer: Sealer,
  turn: Turn,
  decision: string,
  value: string,
  values: Record<string, string>,
): Promise<Next<null>> {
  const { org, read, now, name } = turn;
  const words = turn.texts.decide;
  const { id, decisions } = named(value);
  const found = await findRequest(read, sealer, org, id);
  if (!found) return done(text(words.gone));
  const state = States.parse(values.state);
  const reason = values.reason ?? "";
  if (found.decisions.length !== decisions) return stale(turn, found, reason);

  const letters = await lettersToVoices(turn, found, { state, reason });
  return {
    to: "done",
    replies: [say(text(words.saved(turn.texts.request.voices(found.voices))))],
    changes: decided(sealer, org, found, { decision, state, reason, by: name, now }),
    letters,
  };
}

/** Somebody was faster. What was typed is not lost: it stands below, ready to be sent again. */
async function stale(turn: Turn, found: Request, reason: string): Promise<Next<null>> {
  const { decide } = turn.texts;
  const topics = await allTopics(turn.read, turn.org);
  const card = requestCard({ ...turn, topics, audience: "lnd" }, found, [decideButton(decide.button, found)]);
  return done(
    text(
      found.decisions.at(-1)?.by === turn.name
        ? decide.staleSelf
        : decide.stale(found.decisions.at(-1)?.by ?? ""),
    ),
    { kind: "cards", label: decide.label, cards: [card] },
    {
      kind: "quote",
      label: decide.yours,
      language: turn.language,
      parts: [{ text: reason, mark: false }],
      citation: null,
    },
  );
}

/** Every voice hears of it, in the language they speak with Lotse. */
async function lettersToVoices(
  { read, org, name }: Turn,
  { request, framing }: Request,
  { state, reason }: { state: z.infer<typeof States>; reason: string },
): Promise<Letter[]> {
  const voices = await recipients(read, org, await voicesOf(read, org, request));
  return voices.map(({ learner, conversation, language }) => {
    const words = texts[language].request;
    return {
      to: learner,
      conversation,
      unasked: false,
      blocks: [
        text(words.decided),
        {
          kind: "facts",
          label: words.decisionLabel,
          facts: [
            { name: words.whatFor, value: framing.change },
            { name: words.decision, value: words.states[state] },
            { name: words.reason, value: reason },
            { name: words.by, value: name },
          ],
        },
      ],
    };
  });
}

function named(value: string): { id: string; decisions: number } {
  const at = value.lastIndexOf("@");
  return { id: value.slice(0, at), decisions: Number.parseInt(value.slice(at + 1), 10) };
}

function decideForm(sealer: Sealer): DialogForm {
  return {
    async show({ read, org, learner, texts }, value) {
      if (!(await isProductOwner(read, org, learner))) return null;
      const found = await findRequest(read, sealer, org, named(value).id);
      if (!found) return null;
      const { decide, request } = texts;
      const latest = found.decisions.at(-1);
      const before = latest ? `\n\n${request.states[latest.state]} (${latest.by}): ${latest.reason}` : "";
      const told = decide.told(request.voices(found.voices));
      return {
        form: "decide.write",
        // What is shown here is what is decided on.
        value: `${found.request}@${found.decisions.length}`,
        title: decide.title,
        intro: `${decide.formIntro(found.framing.change, found.framing.obstacle)}${before}\n\n${told}`,
        fields: [
          {
            kind: "choice",
            name: "state",
            label: decide.state,
            hint: "",
            required: true,
            initial: "",
            options: States.options.map((state) => ({ value: state, label: decide.options[state] })),
          },
          {
            kind: "text",
            name: "reason",
            label: decide.reason,
            hint: decide.reasonHint,
            lines: "many",
            longest: LONGEST,
            required: true,
            initial: "",
          },
        ],
        submit: decide.save,
        cancel: decide.cancel,
      };
    },
    mistakes: ({ decide }, values) => mistakesIn(decide, values),
  };
}

function mistakesIn(
  words: Turn["texts"]["decide"],
  { state = "", reason = "" }: Record<string, string>,
): Record<string, string> {
  return {
    ...(States.safeParse(state).success ? {} : { state: words.chooseState }),
    ...(reason === "" ? { reason: words.missing } : {}),
    ...(reason.length > LONGEST ? { reason: words.tooLong(LONGEST) } : {}),
  };
}
