import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Block, quiet, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import type { Clock } from "../clock.ts";
import { texts } from "../i18n/texts.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Store } from "../store/store.ts";
import type { Ask, Model } from "./model.ts";

/** A request as it left, and where to. */
const Request = z.object({
  host: z.string(),
  model: z.string(),
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), text: z.string() })),
});
type Request = z.infer<typeof Request>;

/** Whose answer it was for. */
export type For = { org: string; learner: string; answer: string };

/** So long is it shown; it is deleted within the hour after. */
const SHOWN_MS = 24 * 60 * 60 * 1000;

/** A model that everything it is asked is kept of before it leaves: what cannot be kept does not leave. */
export type Recorded = Model & { hasBeenAsked(): boolean };

export function recording(model: Model, keep: (ask: Ask) => Promise<void>): Recorded {
  let asked = false;
  async function record(ask: Ask): Promise<void> {
    await keep(ask);
    asked = true;
  }
  return {
    name: model.name,
    host: model.host,
    async *write(ask, signal) {
      await record(ask);
      yield* model.write(ask, signal);
    },
    async fill(ask, shape, signal) {
      await record(ask);
      return model.fill(ask, shape, signal);
    },
    hasBeenAsked: () => asked,
  };
}

/** Keeps a request to this model, for its learner only. */
export function keepSent(
  { store, sealer, clock }: { store: Store; sealer: Sealer; clock: Clock },
  { host, name }: Pick<Model, "host" | "name">,
  { org, learner, answer }: For,
): (ask: Ask) => Promise<void> {
  return async ({ messages }) => {
    const sent = randomUUID();
    const request: Request = { host, model: name, messages: [...messages] };
    const row = {
      ...{ org, sent, learner, at: clock.now() },
      mark: markOf(sealer, { org, learner, answer }),
      sealed_request: sealer.seal(request, ["sent", org, sent]),
    };
    await store.write((writer) => writer.insertInto("sent").values(row).execute(), org);
  };
}

/** What was sent for an answer of theirs, in the order it left. Null: nothing, not theirs, or over. */
export async function whatWasSent(
  read: Reader,
  sealer: Sealer,
  { language, now, ...of }: For & { language: Language; now: number },
): Promise<{ title: string; blocks: Block[] } | null> {
  const rows = await read
    .selectFrom("sent")
    .select(["sent", "at", "sealed_request"])
    .where("org", "=", of.org)
    .where("mark", "=", markOf(sealer, of))
    .where("at", ">", now - SHOWN_MS)
    .execute();
  if (rows.length === 0) return null;
  const words = texts[language].sent;
  const requests = rows
    .toSorted((a, b) => a.at - b.at)
    .map(({ sent, sealed_request }) => Request.parse(sealer.open(sealed_request, ["sent", of.org, sent])));
  return { title: words.title, blocks: [quiet(words.kept), ...requests.flatMap(shown)] };

  function shown({ host, model, messages }: Request): Block[] {
    const said = messages.flatMap((message) => [quiet(words.role[message.role]), text(message.text)]);
    return [text(words.to(model, host)), ...said];
  }
}

/** Leads to the rows from the answer and its learner, and from the rows to no answer: what was said about one stays nobody's. */
function markOf(sealer: Sealer, { org, learner, answer }: For): string {
  return sealer.fingerprint(JSON.stringify(["sent", org, learner, answer]));
}
