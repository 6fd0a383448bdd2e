import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { z } from "zod";
import { Failure } from "../../src/errors.ts";
import { DIMENSIONS, type Embedded, type Embedder } from "../../src/search/embed.ts";
import { waitOf } from "./retry-after.ts";

const LONGEST_MS = 25_000;
/** The server was reached, and does not like the texts: too long, too many. */
const ABOUT_THE_TEXTS = [400, 413, 422];

const Answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })),
});

/** Embeddings of an OpenAI-compatible endpoint. What it says itself is never passed on: it may quote the texts. */
export function openaiEmbedder({ url, key, model }: { url: URL; key: string; model: string }): Embedder {
  const client = new OpenAI({
    baseURL: url.href,
    apiKey: key,
    timeout: LONGEST_MS,
    // Whoever calls waits and tries again, for all calls together.
    maxRetries: 0,
    // It would log what it sends, and read names of accounts from the environment.
    logLevel: "off",
    organization: null,
    project: null,
    // Texts go where the settings say, and nowhere else.
    fetchOptions: { redirect: "error" },
  });

  return {
    model,
    host: url.host,
    async embed(texts, signal) {
      if (signal.aborted) return later("it was not asked: Lotse is ending");
      try {
        const body = { model, input: [...texts], dimensions: DIMENSIONS };
        return read(
          await client.embeddings.create({ ...body, encoding_format: "float" }, { signal }),
          texts.length,
        );
      } catch (error) {
        return problem(error);
      }
    },
  };
}

function read(answered: unknown, texts: number): Embedded {
  const answer = Answer.safeParse(answered);
  if (!answer.success) return later("what it answers is not a list of embeddings. Check EMBEDDINGS_URL");
  const rows = new Map(answer.data.data.map(({ index, embedding }) => [index, embedding]));
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts; at++) {
    const row = rows.get(at);
    if (!row || answer.data.data.length !== texts)
      return later(`it answered ${answer.data.data.length} embeddings to ${texts} texts`);
    if (row.length !== DIMENSIONS)
      return later(
        `it answers ${row.length} numbers for a text instead of the ${DIMENSIONS} it is asked for. Name a model in EMBEDDINGS_MODEL that can be asked for ${DIMENSIONS} dimensions`,
      );
    if (!row.some((value) => value !== 0)) return later("it answered a text with nothing but zeros");
    vectors.push(Float32Array.from(row));
  }
  return { state: "embedded", vectors };
}

function problem(error: unknown): Embedded {
  if (error instanceof APIUserAbortError) return later("it did not answer in time");
  if (error instanceof APIConnectionError) return later("it cannot be reached, or takes too long");
  if (!(error instanceof APIError) || error.status === undefined)
    return later("what it answers cannot be read");
  const { status, headers } = error;
  if (ABOUT_THE_TEXTS.includes(status)) return { state: "refused", why: failure(`it answers ${status}`) };
  if (status === 401 || status === 403) return later(`it answers ${status}. Check EMBEDDINGS_KEY`);
  if (status === 404) return later("it answers 404. Check EMBEDDINGS_URL and EMBEDDINGS_MODEL");
  return later(`it answers ${status}`, headers ? waitOf(headers, Date.now()) : null);
}

function later(why: string, afterMs: number | null = null): Embedded {
  return { state: "later", afterMs, why: failure(why) };
}

function failure(why: string): Failure {
  return new Failure("unavailable", `The endpoint for embeddings: ${why}.`);
}
