import OpenAI from "openai";
import { ModelFailure } from "../../src/model/model.ts";

/** An endpoint for Chat Completions. No key: it wants none. */
export type ChatSettings = {
  url: URL;
  key: string | null;
  model: string;
  /** Of Azure's older form, where a model is a deployment with an address of its own. */
  azureVersion: string | null;
};

/** No answer that Lotse asks for comes near it. */
const LONGEST_BYTES = 1024 * 1024;
/** Whoever asks waits shorter. */
const LONGEST_MS = 60_000;

/** Asks where the settings say, once, and reads no further than an answer can be long. */
export function chatClient({ url, key, model, azureVersion }: ChatSettings): OpenAI {
  const azure = azureVersion !== null;
  return new OpenAI({
    baseURL: azure
      ? new URL(`openai/deployments/${encodeURIComponent(model)}`, withSlash(url)).href
      : url.href,
    apiKey: key ?? "none",
    ...(azure && { defaultQuery: { "api-version": azureVersion } }),
    defaultHeaders: {
      ...((azure || key === null) && { authorization: null }),
      ...(azure && { "api-key": key }),
    },
    timeout: LONGEST_MS,
    // Whoever calls decides whether to try again.
    maxRetries: 0,
    // It would log what it sends, and read names of accounts from the environment.
    logLevel: "off",
    organization: null,
    project: null,
    fetchOptions: { redirect: "error" },
    fetch: async (address, init) => cut(await fetch(address, init)),
  });
}

function withSlash(url: URL): URL {
  return url.pathname.endsWith("/") ? url : new URL(`${url.href}/`);
}

/** The response, up to the longest that is read of any. */
function cut(response: Response): Response {
  if (!response.body) return response;
  let bytes = 0;
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > LONGEST_BYTES) controller.error(tooLong());
        else controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

export function tooLong(): ModelFailure {
  return new ModelFailure("unusable", "The language model answers more than it was asked for.");
}
