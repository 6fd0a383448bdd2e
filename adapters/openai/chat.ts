import type OpenAI from "openai";
import { Stream } from "openai/core/streaming";
import { z } from "zod";
import { type Ask, ModelFailure } from "../../src/model/model.ts";
import type { Counted, Provider } from "../../src/model/provider.ts";
import { type ChatSettings, chatClient, tooLong } from "./chat-client.ts";
import { troubleOf } from "./chat-trouble.ts";
import { pieceOf, unreadable } from "./completion.ts";
import { extrasOf, FULL_MANNER, lower, type Manner, simpler } from "./manner.ts";
import { asksAgain, described, filledIn, formatOf, type Line } from "./shape.ts";

/** No word of any language takes more in a token, on average. */
const CHARACTERS_A_TOKEN = 8;

type Wanted = { lines: readonly Line[]; mostTokens: number; schema: object | null };

/** A model of its provider's, with how it has turned out to want to be asked. */
export type Chat = Provider & { manner(): Manner };

/** The model behind an endpoint that speaks OpenAI's Chat Completions. How the endpoint wants to be asked, it learns from what it refuses. */
export function openaiChat(settings: ChatSettings): Chat {
  const client = chatClient(settings);
  let manner = FULL_MANNER;

  /** Throws what the client throws. */
  async function ask(wanted: Wanted, streams: boolean, signal: AbortSignal): Promise<Response> {
    for (let trying = manner; ; ) {
      try {
        const response = await client.chat.completions
          .create(bodyOf(settings.model, trying, wanted, streams), { signal })
          .asResponse();
        manner = trying;
        return response;
      } catch (error) {
        const next = simpler(trying, error, wanted.schema !== null);
        if (next === null) throw error;
        trying = next;
      }
    }
  }

  async function* pieces(wanted: Wanted, counted: Counted, signal: AbortSignal): AsyncGenerator<string> {
    const leaving = new AbortController();
    const response = await ask(wanted, true, AbortSignal.any([signal, leaving.signal]));
    let [length, done] = [0, false];
    for await (const json of jsonsOf(response, leaving, client)) {
      const piece = pieceOf(json);
      if (piece.tokens !== null) counted(piece.tokens);
      done ||= piece.done;
      if (piece.text === "") continue;
      length += piece.text.length;
      if (length > wanted.mostTokens * CHARACTERS_A_TOKEN) throw tooLong();
      yield piece.text;
    }
    // An aborted stream ends as if it were over.
    signal.throwIfAborted();
    if (length === 0 && done) throw new ModelFailure("unusable", "The language model answered nothing.");
    if (!done) throw new ModelFailure("unavailable", "The language model broke off in its answer.");
  }

  async function whole(wanted: Wanted, counted: Counted, signal: AbortSignal): Promise<string> {
    const piece = pieceOf(jsonOf(await (await ask(wanted, false, signal)).text()));
    if (piece.tokens !== null) counted(piece.tokens);
    if (piece.text.length > wanted.mostTokens * CHARACTERS_A_TOKEN) throw tooLong();
    return piece.text;
  }

  return {
    name: settings.model,
    host: settings.url.host,
    manner: () => manner,
    async *write({ messages, mostTokens }, counted, signal) {
      try {
        yield* pieces({ lines: linesOf(messages), mostTokens, schema: null }, counted, signal);
      } catch (error) {
        throw troubleOf(error, signal);
      }
    },
    async fill({ messages, mostTokens }, shape, counted, signal) {
      const schema = z.toJSONSchema(shape);
      const lines = linesOf(messages);
      const fill = (lines: readonly Line[]) => whole({ lines, mostTokens, schema }, counted, signal);
      try {
        const first = filledIn(await fill(lines), shape);
        if (first.state === "filled") return first.value;
        // It says that it takes a schema, and does not keep to it.
        if (!first.json) manner = lower(manner) ?? manner;
        const second = filledIn(await fill([...lines, ...asksAgain(first, schema)]), shape);
        if (second.state === "filled") return second.value;
        throw new ModelFailure(
          "unusable",
          "The language model does not answer in the shape it is asked for.",
        );
      } catch (error) {
        throw troubleOf(error, signal);
      }
    },
  };
}

function bodyOf(model: string, manner: Manner, { lines, mostTokens, schema }: Wanted, streams: boolean) {
  const messages = schema && manner.rung !== "json_schema" ? [...lines, described(schema)] : lines;
  return {
    model,
    messages: [...messages],
    stream: streams,
    [manner.longest]: mostTokens,
    ...extrasOf(manner, streams),
    ...(schema && formatOf(manner.rung, schema)),
  };
}

function linesOf(messages: Ask["messages"]): Line[] {
  return messages.map(({ role, text }) => ({ role, content: text }));
}

/** What a server sends, piece by piece; at once, where it cannot stream. */
async function* jsonsOf(
  response: Response,
  leaving: AbortController,
  client: OpenAI,
): AsyncGenerator<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("text/html")) {
    await response.body?.cancel();
    throw unreadable();
  }
  if (type.includes("application/json")) yield jsonOf(await response.text());
  else yield* Stream.fromSSEResponse<unknown>(response, leaving, client);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}
