import { randomUUID } from "node:crypto";
import { action, type Block, type Button, primary, text } from "../src/channel/block.ts";
import { type Dialog, done, type Next, say, type Turn } from "../src/dialog/dialog.ts";
import { requestCard } from "../src/request/card.ts";
import { addVoice, sendRequest } from "../src/request/change.ts";
import { allRequests, type Framing, findRequest, type Request, requestsOf } from "../src/request/request.ts";
import { similarRequests } from "../src/request/similar.ts";
import { topicOffer } from "../src/signal/offer.ts";
import type { Change } from "../src/store/change.ts";
import type { Sealer } from "../src/store/sealing.ts";
import { labelsOf } from "../src/topic/labels.ts";
import type { TopicRecognisers } from "../src/topic/recognisers.ts";
import { allTopics } from "../src/topic/topics.ts";
import { ownRequests } from "./own-requests.ts";
import { lettersToProductOwners } from "./product-owners.ts";
import { Draft, requestForm } from "./request-form.ts";

export type RequestParts = { sealer: Sealer; recognisers: TopicRecognisers };

/** A learning request: framed as a problem, compared with what others asked for, previewed word for word, and only then sent. */
export function request(parts: RequestParts): Dialog<Draft> {
  return {
    id: "request",
    calls: {
      whole: [
        ...["anfrage", "lernanfrage", "anfrage stellen", "ich brauche etwas", "ich brauche etwas von l d"],
        ...["request", "learning request", "new request", "i need something", "i need something from l d"],
        ...["meine anfragen", "my requests"],
      ],
      openings: [],
    },
    schema: Draft,
    forms: { "request.write": requestForm },
    forAnybody: new Set(["request.write"]),

    async begin(turn) {
      const { event, texts } = turn;
      if (event.kind === "form") return compare(parts, turn, event.values);
      if (event.kind === "action") {
        if (event.action === "request.join") return join(parts, turn, event.value, null);
        if (event.action === "request.mine") return done(await ownRequests(parts.sealer, turn));
        if (event.action === "request.start") return offer(turn);
        return done(text(texts.request.over));
      }
      const asksForOwn = event.kind === "message" && /^(meine|my)\b/i.test(event.text.trim());
      return asksForOwn ? done(await ownRequests(parts.sealer, turn)) : offer(turn);
    },

    async resume(turn, draft) {
      const { event, texts } = turn;
      if (event.kind === "form") return this.begin(turn);
      if (event.kind !== "action") return { to: "yield" };
      if (event.action === "request.join") return join(parts, turn, event.value, draft);
      if (event.action === "request.mine" || event.action === "request.start") return { to: "yield" };
      if (event.value !== draft.request) {
        return { to: "wait", state: draft, replies: [say(text(texts.request.over))] };
      }
      switch (event.action) {
        case "request.preview":
          return preview(turn, draft);
        case "request.send":
          return send(parts, turn, draft);
        case "request.discard":
          return done(text(texts.request.discarded));
        default:
          return { to: "yield" };
      }
    },
  };
}

function offer({ texts: { request } }: Turn): Next<Draft> {
  return done(text(request.offer), {
    kind: "buttons",
    buttons: [{ kind: "form", label: request.write, form: "request.write", value: "" }],
  });
}

/** What others have asked for comes first: a voice for it weighs more than a second request. */
async function compare(
  { sealer, recognisers }: RequestParts,
  turn: Turn,
  values: Record<string, string>,
): Promise<Next<Draft>> {
  const { org, read, texts } = turn;
  const { change = "", obstacle = "", sender } = values;
  const words = `${change}\n${obstacle}`;
  const topics = (await recognisers.of(org))(words);
  const draft: Draft = {
    step: "similar",
    request: randomUUID(),
    change,
    obstacle,
    from: sender === "with" && turn.name !== "" ? turn.name : null,
    topics: topics.map(({ topic }) => topic),
  };
  const shared = new Set((await requestsOf(read, sealer, org, turn.learner)).map((one) => one.request));
  const others = (await allRequests(read, sealer, org)).filter((one) => !shared.has(one.request));
  const similar = similarRequests(others, words, draft.topics);
  if (similar.length === 0) return preview(turn, draft);

  const all = await allTopics(read, org);
  const cards = similar.map((one) => {
    const join: Button = action(texts.request.mineToo, "request.join", one.request);
    return requestCard({ ...turn, topics: all, audience: "colleague" }, one, [join]);
  });
  const none: Button = action(texts.request.noneOfThese, "request.preview", draft.request);
  const blocks: Block[] = [
    text(texts.request.similar),
    { kind: "cards", label: texts.request.similarLabel, cards },
    { kind: "buttons", buttons: [none] },
  ];
  return { to: "wait", state: draft, replies: [say(...blocks)] };
}

/** Exactly what goes out, and nothing else. */
async function preview(turn: Turn, draft: Draft): Promise<Next<Draft>> {
  const { request } = turn.texts;
  const labels = labelsOf(await allTopics(turn.read, turn.org), draft.topics, turn.language);
  const value = draft.request;
  const blocks: Block[] = [
    text(request.preview),
    {
      kind: "facts",
      label: request.previewLabel,
      facts: [
        { name: request.change, value: draft.change },
        { name: request.obstacle, value: draft.obstacle },
        { name: request.from, value: draft.from ?? request.anonymous },
        { name: request.topics, value: labels.length > 0 ? labels.join(", ") : request.noTopics },
      ],
    },
    {
      kind: "buttons",
      buttons: [
        primary(action(request.send, "request.send", value)),
        { kind: "form", label: request.edit, form: "request.write", value },
        action(request.discard, "request.discard", value),
      ],
    },
  ];
  return { to: "wait", state: { ...draft, step: "previewing" }, replies: [say(...blocks)] };
}

async function send({ sealer, recognisers }: RequestParts, turn: Turn, draft: Draft): Promise<Next<Draft>> {
  const { org, learner, now, language, texts } = turn;
  if (draft.step !== "previewing") return preview(turn, draft);
  const framing: Framing = { change: draft.change, obstacle: draft.obstacle, from: draft.from, language };
  const sent = { org, request: draft.request, learner, framing, topics: draft.topics, now };
  const topics = (await recognisers.of(org))(`${draft.change}\n${draft.obstacle}`);
  const fresh: Request = {
    request: draft.request,
    state: "open",
    version: 0,
    framing,
    topics: draft.topics,
    voices: 1,
    createdAt: now,
    decisions: [],
  };
  const letters = await lettersToProductOwners(turn, fresh);
  return {
    to: "done",
    replies: [
      say(text(texts.request.sent)),
      ...(topics.length > 0 ? [say(...topicOffer(language, topics, { unanswered: false }))] : []),
    ],
    changes: sendRequest(sealer, sent),
    letters,
  };
}

/** `draft`: what was being written goes on waiting, whatever becomes of the voice. */
async function join(
  { sealer }: RequestParts,
  turn: Turn,
  request: string,
  draft: Draft | null,
): Promise<Next<Draft>> {
  const { org, learner, read, now, texts } = turn;
  const words = texts.request;
  const found = await findRequest(read, sealer, org, request);
  const voice = await addVoice(read, { org, request, learner, now });
  const answer = (said: string, changes: Change[] = []): Next<Draft> => {
    const replies = [say(text(said))];
    return draft ? { to: "wait", state: draft, replies, changes } : { to: "done", replies, changes };
  };
  if (voice.state === "already") return answer(words.already);
  if (voice.state !== "added" || !found) return answer(words.gone);
  const latest = found.decisions.at(-1);
  const added = words.added(words.voices(found.voices + 1));
  return answer(
    latest ? `${added}\n\n${words.decidedBefore(words.states[latest.state], latest.reason)}` : added,
    voice.changes,
  );
}
